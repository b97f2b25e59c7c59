import type { Permission } from '../../permissions.ts'
import type { OrganisationTables } from '../organisation/tables.ts'

/** A place that has a plan in a session: a team, an area, or the whole authority. */
export interface PlanPlace { kind: OrganisationTables['place']['kind'], slug: string, session: string }

/** Where a plan is: a team's among the team's pages, an area's and the authority's under /plans. */
export const planHref = ({ kind, slug, session }: PlanPlace): string => kind === 'community' ? `/communities/${slug}/${session}/plan` : `/plans/${slug}/${session}`

/** The same routes serve both: where they are, and who may read, lead and update there. */
export interface PlanRoutes { base: string, view: Permission, edit: Permission, update: Permission }
export const teamPlans: PlanRoutes = { base: '/communities/:slug/:session/plan', view: 'team.view', edit: 'plan.edit', update: 'action.update' }
export const cityPlans: PlanRoutes = { base: '/plans/:slug/:session', view: 'city-plan.view', edit: 'city-plan.edit', update: 'city-plan.edit' }
