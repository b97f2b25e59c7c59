import type { OrganisationTables } from './tables.ts'

/** A place that has a plan in a session: a team, an area, or the whole authority. */
export interface PlanPlace { kind: OrganisationTables['place']['kind'], slug: string, session: string }

/** Where a plan is: a team's among the team's pages, an area's and the authority's under /plans. */
export const planHref = ({ kind, slug, session }: PlanPlace): string => kind === 'community' ? `/communities/${slug}/${session}/plan` : `/plans/${slug}/${session}`
