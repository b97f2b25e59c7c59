import type { Permission } from '../../permissions.ts'

/** The same routes serve both: where they are, and who may read, lead and update there. */
export interface PlanRoutes { base: string, view: Permission, edit: Permission, update: Permission }
export const teamPlans: PlanRoutes = { base: '/communities/:slug/:session/plan', view: 'team.view', edit: 'plan.edit', update: 'action.update' }
export const cityPlans: PlanRoutes = { base: '/plans/:slug/:session', view: 'city-plan.view', edit: 'city-plan.edit', update: 'city-plan.edit' }
