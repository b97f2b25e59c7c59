import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findVisit, listPartners, listThemes, listVisitPeople, mayLead } from '../visits/queries.ts'
import { findingStages } from './finding-stages.ts'
import { preparationStages } from './preparation-stages.ts'
import { listTimetable, noticesOf } from '../visit-timetable/queries.ts'
import { submit } from '../../web/forms.ts'
import { copyVisit } from './copying.ts'
import { loadExampleVisit } from './example.ts'
import { CopyForm, VisitParams } from './forms.ts'
import { copyPage, planningStages, visitHomePage } from './pages.ts'
import type { Visit } from '../visits/queries.ts'
import type { Stage } from './pages.ts'

const lead = { can: 'visit.lead' } as const

/** A visit's home: above all the features that a visit is made of, so that it can say how each stage stands; and copies of whole visits. */
const visitHome: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()

  app.get('/visits/:visit', { config: { can: 'visit.view' }, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit, place, peer } = await findVisit(db, request.viewer, request.params.visit)
    const leads = mayLead(request.viewer, place)
    return reply.page('visit-home/home', visitHomePage({ visit, place, peer, stages: await stagesOf(visit, leads), mayLead: leads, today: app.today() }))
  })

  app.post('/visits/example', { config: lead }, async (request, reply) => {
    const visit = await db.transaction().execute(trx => loadExampleVisit(trx, request.viewer, app.frameworks, now()))
    return reply.flash('success', 'The example has been loaded. Plan your own visit as a copy of it, or look how it was done.').redirect(`/visits/${visit.id}`, 303)
  })

  app.get('/visits/:visit/copy', { config: lead, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    return reply.page('visit-home/copy', copyPage(visit))
  })

  app.post('/visits/:visit/copy', { config: lead, schema: { params: VisitParams, body: CopyForm }, attachValidation: true }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    let copy: { id: string } | undefined
    const errors = await submit(request, async () => { copy = await db.transaction().execute(trx => copyVisit(trx, request.viewer, visit.id, request.body, now())) })
    if (errors || !copy) return reply.code(422).page('visit-home/copy', copyPage(visit, request.body, errors))
    return reply.flash('success', 'The copy has been made. Go through its question, themes and timetable.').redirect(`/visits/${copy.id}`, 303)
  })

  /** In the order in which they are done. A feature adds its stage here, a block of its own. */
  async function stagesOf (visit: Visit, leads: boolean): Promise<Stage[]> {
    const timetable = await listTimetable(db, visit)
    const counts = {
      people: (await listVisitPeople(db, visit)).length, partners: (await listPartners(db, visit)).length, days: timetable.length, sessions: timetable.reduce((n, day) => n + day.sessions.length, 0), notices: noticesOf(timetable, visit, app.today()).length
    }
    return [
      ...planningStages(visit, await listThemes(db, visit), counts, leads),
      ...await preparationStages(db, visit, leads, app.now()),
      ...await findingStages(db, visit)
    ]
  }
}

export default visitHome
