import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listTeamsOf } from '../organisation/queries.ts'
import { can } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { addVisit, saveVisit } from './changes.ts'
import { ListQuery, NewVisitForm, VisitForm, VisitParams } from './forms.ts'
import { hrefOf, newVisitPage, visitFormPage, visitsPage } from './pages.ts'
import { findExample, findVisit, listVisits, visitsPerPage } from './queries.ts'
import peopleRoutes from './people-routes.ts'
import themeRoutes from './theme-routes.ts'
import type { Viewer } from '../../permissions.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const view = { can: 'visit.view' } as const
const lead = { can: 'visit.lead' } as const

/** Collaborative Improvement visits: what they ask, their themes, partners and people. */
const visits: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()
  await app.register(themeRoutes)
  await app.register(peopleRoutes)

  app.get('/visits', { config: view, schema: { querystring: ListQuery } }, async (request, reply) => {
    const { viewer, query: { page = 1 } } = request
    const mayLead = can(viewer, 'visit.lead')
    return reply.page('visits/index', visitsPage({
      found: await listVisits(db, viewer, page), page, perPage: visitsPerPage, mayLead, example: mayLead && !await findExample(db, viewer.authorityId), today: app.today()
    }))
  })

  app.get('/visits/new', { config: lead }, async (request, reply) => reply.page('visits/form', await newPage(request.viewer)))

  app.post('/visits', { config: lead, schema: { body: NewVisitForm }, attachValidation: true }, async (request, reply) => {
    let made: { id: string } | undefined
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => addVisit(trx, request.viewer, request.body, now())) })
    if (errors || !made) return reply.code(422).page('visits/form', await newPage(request.viewer, request.body, errors))
    return reply.flash('success', 'The visit has been added. Add its themes next.').redirect(hrefOf(made), 303)
  })

  app.get('/visits/:visit/edit', { config: lead, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    return reply.page('visits/form', visitFormPage(visit))
  })

  app.post('/visits/:visit/edit', { config: lead, schema: { params: VisitParams, body: VisitForm }, attachValidation: true }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    const errors = await submit(request, () => db.transaction().execute(trx => saveVisit(trx, request.viewer, visit.id, request.body, now())))
    if (errors) return reply.code(422).page('visits/form', visitFormPage(visit, request.body, errors))
    return reply.flash('success', 'The visit has been saved.').redirect(hrefOf(visit), 303)
  })

  async function newPage (viewer: Viewer, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    return newVisitPage({ teams: await listTeamsOf(db, viewer), copies: (await listVisits(db, viewer, 1)).visits }, values, errors)
  }
}

export default visits
