import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { canAt } from '../../permissions.ts'
import { currentSession } from '../sessions/queries.ts'
import { cityPlansPage } from './city-pages.ts'
import { listCityPlans } from './city-queries.ts'

/** The plans above the teams: the authority's and its areas'. */
const cityPlanList: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/plans', { config: { can: 'city-plan.view' } }, async (request, reply) => {
    const session = await currentSession(app.db, request.viewer.authorityId, app.today())
    const plans = session ? await listCityPlans(app.db, request.viewer, session) : []
    return reply.page('action-plans/city-plans', cityPlansPage(session, plans.map(row => ({ ...row, mayEdit: canAt(request.viewer, 'city-plan.edit', row.place) }))))
  })
}

export default cityPlanList
