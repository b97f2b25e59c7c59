import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findVisit, listPartners, listThemes, listVisitPeople, mayLead } from '../visits/queries.ts'
import { preparationStages } from './preparation-stages.ts'
import { planningStages, visitHomePage } from './pages.ts'
import type { FastifyRequest } from 'fastify'
import type { Visit } from '../visits/queries.ts'
import type { Stage } from './pages.ts'

const VisitParams = Type.Object({ visit: Type.String({ format: 'uuid', maxLength: 36 }) })

/** A visit's home: above all the features that a visit is made of, so that it can say how each stage stands. */
const visitHome: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get('/visits/:visit', { config: { can: 'visit.view' }, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit, place, peer } = await findVisit(db, request.viewer, request.params.visit)
    const leads = mayLead(request.viewer, place)
    return reply.page('visit-home/home', visitHomePage({ visit, place, peer, stages: await stagesOf(request, visit, leads), today: app.today() }))
  })

  /** In the order in which they are done. A feature adds its stage here, a block of its own. */
  async function stagesOf (_request: FastifyRequest, visit: Visit, leads: boolean): Promise<Stage[]> {
    const stages = planningStages(visit, await listThemes(db, visit), (await listVisitPeople(db, visit)).length, (await listPartners(db, visit)).length, leads)
    stages.push(...await preparationStages(db, visit, leads, app.now()))
    return stages
  }
}

export default visitHome
