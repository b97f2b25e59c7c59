import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { dayOf } from '../../lib/dates.ts'
import { PlanParams } from './forms.ts'
import { teamAt } from './pages.ts'
import { findPlan, listActions } from './queries.ts'
import { timelinePage } from './timeline-pages.ts'
import { timelineOf } from './timeline-rules.ts'
import type { PlanRoutes } from './address-rules.ts'

/** A plan over the quarters of its session. */
const timeline: FastifyPluginAsyncTypebox<PlanRoutes> = async (app, { base, ...can }) => {
  app.get(`${base}/timeline`, { config: { can: can.view }, schema: { params: PlanParams } }, async (request, reply) => {
    const { place, session, plan } = await findPlan(app.db, request.viewer, request.params.slug, request.params.session)
    const actions = await listActions(app.db, plan)
    const today = app.today()
    return reply.page('action-plans/timeline', timelinePage(teamAt(place, session), timelineOf(session.name, dayOf(new Date(plan.started_at)), actions, today), actions, today))
  })
}

export default timeline
