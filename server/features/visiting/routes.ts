import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { submit } from '../../web/forms.ts'
import { originOf, sendMail } from '../../web/mail.ts'
import { findVisit } from '../visits/queries.ts'
import { giveLink, takeBackLink } from './changes.ts'
import { VisitorLinkForm, VisitorParams, VisitParams } from './forms.ts'
import linkRoutes from './link-routes.ts'
import { linkPage, visitorPage, visitorsPage } from './pages.ts'
import { findInvited, listReadings, listVisitors } from './queries.ts'
import type { Viewer } from '../../permissions.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/visits/:visit/visitors'
const lead = { can: 'visit.lead' } as const

/** Who takes part in a visit without an account: their personal links, and what they have read. */
const visiting: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  await app.register(linkRoutes)

  app.get(base, { config: lead, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    const visitors = await listVisitors(db, visit)
    return reply.page('visiting/visitors', visitorsPage(visit, visitors, await listReadings(db, visitors.map(({ person }) => person)), app.now()))
  })

  app.get(`${base}/:person`, { config: lead, schema: { params: VisitorParams } }, async (request, reply) =>
    reply.page('visiting/visitor', await one(request.viewer, request.params)))

  app.post(`${base}/:person/link`, { config: lead, schema: { params: VisitorParams, body: VisitorLinkForm }, attachValidation: true }, async (request, reply) => {
    const { visit, person } = request.params
    await findInvited(db, request.viewer, visit, person)
    let made: Awaited<ReturnType<typeof giveLink>> | undefined
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => giveLink(trx, request.viewer, visit, person, request.body, app.now())) })
    if (errors || !made) return reply.code(422).page('visiting/visitor', await one(request.viewer, request.params, request.body, errors))
    return reply.page('visiting/link', linkPage(made, await offer(request.viewer, made)))
  })

  app.post(`${base}/:person/revocation`, { config: lead, schema: { params: VisitorParams } }, async (request, reply) => {
    const { visit, person } = await db.transaction().execute(trx => takeBackLink(trx, request.viewer, request.params.visit, request.params.person, app.now()))
    return reply.flash('success', `The link of ${person.name} has been taken back. It no longer opens.`).redirect(`/visits/${visit.id}/visitors`, 303)
  })

  async function one (viewer: Viewer, params: { visit: string, person: string }, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const found = await findInvited(db, viewer, params.visit, params.person)
    return visitorPage({ ...found, readings: await listReadings(db, [found.person]), now: app.now() }, values, errors)
  }

  /** Mail the link when there is a relay and an address. @returns the link to show, this once, when it was not sent */
  async function offer (viewer: Viewer, { person, secret }: Awaited<ReturnType<typeof giveLink>>): Promise<string | null> {
    const path = `/visiting/link/${secret}`
    const sent = person.email !== null && await sendMail(app, {
      to: person.email,
      subject: 'your link to the papers of a visit',
      lines: [`Hello ${person.name},`, `${viewer.name} gives you access to the papers of a visit in which you take part. This link is yours alone and works in the first browser that opens it:`, path, 'You get this because the lead of the visit gave your address.']
    })
    return sent ? null : originOf(app) + path
  }
}

export default visiting
