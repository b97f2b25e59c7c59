import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { NotFound } from '../../lib/errors.ts'
import { submit } from '../../web/forms.ts'
import { PartnerForm, PartnerParams, PersonForm, VisitParams, VisitorParams } from './forms.ts'
import { peoplePage, personPage } from './people-pages.ts'
import { addPartner, addVisitPerson, removePartner, removeVisitPerson, saveVisitPerson } from './people.ts'
import { findVisit, listAccounts, listPartners, listVisitPeople, mayLead } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const view = { can: 'visit.view' } as const
const lead = { can: 'visit.lead' } as const
/** These forms are for people's names. */
const named = { ...lead, holdsPeople: true } as const

/** Who makes a visit and who takes part in it. */
const people: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()
  const home = ({ visit }: { visit: string }) => `/visits/${visit}/people`

  app.get('/visits/:visit/people', { config: view, schema: { params: VisitParams } }, async (request, reply) => reply.page('visits/people', await page(request, request.params.visit)))

  app.post('/visits/:visit/people', { config: named, schema: { params: VisitParams, body: PersonForm }, attachValidation: true }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    const errors = await submit(request, () => db.transaction().execute(trx => addVisitPerson(trx, request.viewer, visit.id, request.body, now())))
    if (errors) return reply.code(422).page('visits/people', await page(request, visit.id, request.body, errors))
    return reply.flash('success', 'Added to the visit.').redirect(home(request.params), 303)
  })

  app.get('/visits/:visit/people/:person', { config: lead, schema: { params: VisitorParams } }, async (request, reply) => {
    const { visit, person } = await found(request, request.params)
    return reply.page('visits/person', personPage(visit, person))
  })

  app.post('/visits/:visit/people/:person', { config: named, schema: { params: VisitorParams, body: PersonForm }, attachValidation: true }, async (request, reply) => {
    const { visit, person } = await found(request, request.params)
    const errors = await submit(request, () => db.transaction().execute(trx => saveVisitPerson(trx, request.viewer, visit.id, person.id, request.body)))
    if (errors) return reply.code(422).page('visits/person', personPage(visit, person, request.body, errors))
    return reply.flash('success', 'Saved.').redirect(home(request.params), 303)
  })

  app.post('/visits/:visit/people/:person/removal', { config: lead, schema: { params: VisitorParams } }, async (request, reply) => {
    await db.transaction().execute(trx => removeVisitPerson(trx, request.viewer, request.params.visit, request.params.person))
    return reply.flash('success', 'Taken out of the visit.').redirect(home(request.params), 303)
  })

  app.post('/visits/:visit/partners', { config: named, schema: { params: VisitParams, body: PartnerForm }, attachValidation: true }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    const errors = await submit(request, () => db.transaction().execute(trx => addPartner(trx, request.viewer, visit.id, request.body)))
    if (errors) return reply.code(422).page('visits/people', await page(request, visit.id, request.body, errors, 'partner'))
    return reply.flash('success', 'The partner has been added.').redirect(home(request.params), 303)
  })

  app.post('/visits/:visit/partners/:partner/removal', { config: lead, schema: { params: PartnerParams } }, async (request, reply) => {
    await db.transaction().execute(trx => removePartner(trx, request.viewer, request.params.visit, request.params.partner))
    return reply.flash('success', 'The partner has been removed.').redirect(home(request.params), 303)
  })

  async function found (request: FastifyRequest, params: { visit: string, person: string }) {
    const { visit } = await findVisit(db, request.viewer, params.visit)
    const person = (await listVisitPeople(db, visit)).find(one => one.id === params.person)
    if (!person) throw new NotFound()
    return { visit, person }
  }

  async function page (request: FastifyRequest, visitId: string, values: Record<string, unknown> = {}, errors: FormErrors | null = null, which: 'person' | 'partner' = 'person') {
    const { visit, place } = await findVisit(db, request.viewer, visitId)
    const leads = mayLead(request.viewer, place)
    return peoplePage({
      visit, people: await listVisitPeople(db, visit), partners: await listPartners(db, visit), accounts: leads ? await listAccounts(db, visit) : [], mayLead: leads, own: request.viewer.id
    }, values, errors, which)
  }
}

export default people
