import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import { listSessionIndicators } from '../sessions/queries.ts'
import { openPage, roundPage, sessionPage } from './area-pages.ts'
import { addNote, openRound, pairTeams, proposalFor, saveHeld, takeBack } from './changes.ts'
import { HeldForm, NoteForm, PairForm, PairsForm, ReasonForm, RoundForm, RoundParams, TakeBackParams } from './forms.ts'
import { buildMinutes } from './minutes.ts'
import { findRound, listModerations, listNotes, listPairable, listReadings, listReplies } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Session } from '../sessions/queries.ts'

const base = '/areas/:area/:session/moderation'
const view = { can: 'area.view' } as const
const lead = { can: 'moderation.lead' } as const
const params = { params: RoundParams }
type Values = Record<string, unknown>

/** The area lead’s side of moderation: pairs, the session on one page, and its minutes. */
const areaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  const now = () => app.now().toISOString()

  app.get(base, { config: view, schema: params }, async (request, reply) => round(request, reply))

  app.post(base, { config: lead, schema: { ...params, body: RoundForm }, attachValidation: true }, async (request, reply) => {
    const { area, session } = request.params
    await findRound(db, request.viewer, area, session)
    const errors = await submit(request, () => db.transaction().execute(trx => openRound(trx, request.viewer, area, session, request.body.indicators ?? [], frameworks, now())))
    if (errors) return round(request, reply.code(422), request.body, errors)
    return reply.flash('success', 'The moderation is open. Pair the teams next.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/pairs`, { config: lead, schema: { ...params, body: PairsForm }, attachValidation: true }, async (request, reply) => {
    const { area, session } = request.params
    await findRound(db, request.viewer, area, session)
    const errors = await submit(request, () => db.transaction().execute(trx => pairTeams(trx, request.viewer, area, session, request.body.pairs.map(pairing), now())))
    if (errors) return round(request, reply.code(422), request.body, errors)
    return reply.flash('success', 'The teams are paired. They find it beside their self-evaluation.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/pair`, { config: lead, schema: { ...params, body: PairForm }, attachValidation: true }, async (request, reply) => {
    const { area, session } = request.params
    await findRound(db, request.viewer, area, session)
    const errors = await submit(request, () => db.transaction().execute(trx => pairTeams(trx, request.viewer, area, session, [request.body], now())))
    if (errors) return round(request, reply.code(422), request.body, errors)
    return reply.flash('success', 'The two are paired.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/:moderation/taking-back`, { config: lead, schema: { params: TakeBackParams, body: ReasonForm }, attachValidation: true }, async (request, reply) => {
    const { area, session, moderation } = request.params
    await findRound(db, request.viewer, area, session)
    const errors = await submit(request, () => db.transaction().execute(trx => takeBack(trx, request.viewer, area, session, moderation, request.body.reason, now())))
    if (errors) return round(request, reply.code(422), request.body, { ...errors, list: errors.list.map(error => ({ ...error, href: `#reason-${moderation}` })) })
    return reply.flash('success', 'It has been taken back. What was read and answered stays on record.').redirect(homeOf(request.params), 303)
  })

  app.get(`${base}/session`, { config: view, schema: params }, async (request, reply) => reply.page('moderation/session', await oneSession(request)))

  app.post(`${base}/session`, { config: lead, schema: { ...params, body: NoteForm }, attachValidation: true }, async (request, reply) => {
    const { area, session } = request.params
    await findRound(db, request.viewer, area, session)
    const errors = await submit(request, () => db.transaction().execute(trx => addNote(trx, request.viewer, area, session, request.body, now())))
    if (errors) return reply.code(422).page('moderation/session', await oneSession(request, request.body, errors))
    return reply.flash('success', 'Noted.').redirect(`${homeOf(request.params)}/session`, 303)
  })

  app.post(`${base}/session/held`, { config: { ...lead, holdsPeople: true }, schema: { ...params, body: HeldForm }, attachValidation: true }, async (request, reply) => {
    const { area, session } = request.params
    await findRound(db, request.viewer, area, session)
    const errors = await submit(request, () => db.transaction().execute(trx => saveHeld(trx, request.viewer, area, session, request.body)))
    if (errors) return reply.code(422).page('moderation/session', await oneSession(request, request.body, errors))
    return reply.flash('success', 'Saved.').redirect(`${homeOf(request.params)}/session`, 303)
  })

  app.get(`${base}/minutes`, { config: view, schema: params }, async (request, reply) => {
    const { document } = await minutes(request)
    const home = homeOf(request.params)
    return reply.page('reports/view', { ...reportView(document), breadcrumbs: [{ text: 'Moderation', href: home }], files: downloads(`${home}/minutes`) })
  })

  for (const format of formatNames) {
    app.get(`${base}/minutes.${format}`, { config: view, schema: params }, async (request, reply) => {
      const { document, round, area } = await minutes(request)
      const file = await formats[format].write(document, app.printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'moderation.minutes-exported', round.id, { format }, area.id))
      return sendFile(reply, document, format, file)
    })
  }

  async function round (request: FastifyRequest, reply: FastifyReply, values: Values = {}, errors: FormErrors | null = null) {
    const found = await findRound(db, request.viewer, (request.params as { area: string }).area, (request.params as { session: string }).session)
    const { area, session } = found
    const mayLead = canAt(request.viewer, 'moderation.lead', area)
    if (!found.round) {
      const asked = await listSessionIndicators(db, session)
      return reply.page('moderation/open', openPage({ area, session }, asked.map(code => ({ code, title: titlesOf(session).get(code) ?? '' })), mayLead, values, errors))
    }
    const moderations = await listModerations(db, found.round)
    return reply.page('moderation/round', roundPage({
      area,
      session,
      round: found.round,
      moderations,
      readings: await listReadings(db, moderations),
      replies: await listReplies(db, moderations),
      proposal: mayLead ? await proposalFor(db, area, session, found.round) : [],
      teams: await listPairable(db, area, session),
      mayLead
    }, values, errors))
  }

  async function parts (request: FastifyRequest) {
    const { area: slug, session: name } = request.params as { area: string, session: string }
    const { area, session, round } = await findRound(db, request.viewer, slug, name)
    if (!round) throw new NotFound()
    const moderations = await listModerations(db, round)
    return {
      area, session, round, moderations,
      readings: await listReadings(db, moderations),
      replies: await listReplies(db, moderations),
      notes: await listNotes(db, round),
      scale: frameworks.selfEvaluation(session.framework_id, session.framework_version).scale,
      titles: titlesOf(session)
    }
  }

  async function oneSession (request: FastifyRequest, values: Values = {}, errors: FormErrors | null = null) {
    const found = await parts(request)
    return sessionPage({ ...found, mayLead: canAt(request.viewer, 'moderation.lead', found.area) }, values, errors)
  }

  async function minutes (request: FastifyRequest) {
    const found = await parts(request)
    return { ...found, document: buildMinutes({ ...found, authority: request.viewer.authorityName }) }
  }

  const titlesOf = (session: Session) => new Map(frameworks.indicators(session.framework_id, session.framework_version).map(indicator => [indicator.code, indicator.title]))
}

const pairing = (text: string) => { const [reader = '', read = ''] = text.split('>'); return { reader, read } }
const homeOf = ({ area, session }: { area: string, session: string }): string => `/areas/${area}/${session}/moderation`

export default areaRoutes
