import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findSelfEvaluation, listEvaluationSteps, listJudgements } from '../evaluations/queries.ts'
import { evaluationStage, isAgreed } from '../evaluations/rules.ts'
import { deviceOf } from '../../lib/devices.ts'
import { submit } from '../../web/forms.ts'
import { byLink, linkCookie } from '../../web/link-cookie.ts'
import { bindBrowser, saveThought } from './changes.ts'
import { OwnParams, SecretParams, ThoughtForm } from './forms.ts'
import { deadLinkPage, doorPage, ownPage } from './link-pages.ts'
import { outcomesPage, thoughtPage } from './pages.ts'
import { findByBrowser, findByLink, listOutcomes, listOwnThoughts, requestOf } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { HandFound } from './queries.ts'

const bare = { layout: 'bare' }
const keptDays = 60

/** First thoughts by a personal link, without an account. The link opens in one browser; after that the address holds no secret. */
const linkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, config } = app
  const { name: cookie, options } = linkCookie(config, 'contribution')

  app.get('/contribute/link/:secret', { config: byLink, schema: { params: SecretParams } }, async (request, reply) => {
    const found = await door(request, reply)
    return found ? reply.page('first-thoughts/door', doorPage(found, request.url), bare) : reply
  })

  app.post('/contribute/link/:secret', { config: byLink, schema: { params: SecretParams } }, async (request, reply) => {
    const found = await door(request, reply)
    if (!found) return reply
    const secret = await db.transaction().execute(trx => bindBrowser(trx, found, deviceOf(request.headers['user-agent']), app.now().toISOString()))
    return reply.setCookie(cookie, secret, { ...options, maxAge: keptDays * 86_400 }).redirect('/contribute', 303)
  })

  app.get('/contribute', { config: byLink }, async (request, reply) => {
    const found = await own(request, reply)
    if (!found) return reply
    const asked = (await requestOf(db, { id: found.self_evaluation_id }))!
    const thoughts = await listOwnThoughts(db, found)
    if (!found.opened_at) return reply.page('first-thoughts/own', ownPage(found, asked.codes, titlesOf(found), thoughts), bare)
    const evaluation = (await findSelfEvaluation(db, { id: found.community_id }, { id: found.session_id }))!
    const judgements = await listJudgements(db, { id: found.community_id }, { id: found.session_id })
    return reply.page('first-thoughts/outcomes', outcomesPage({
      own: thoughts,
      taken: await listOutcomes(db, found),
      agreed: isAgreed(evaluationStage(await listEvaluationSteps(db, evaluation))),
      titles: titlesOf(found),
      texts: new Map(judgements.map(judgement => [judgement.indicator_code, { ...judgement } as unknown as Record<string, string | null>]))
    }, null), bare)
  })

  app.get('/contribute/indicators/:code', { config: byLink, schema: { params: OwnParams } }, async (request, reply) => {
    const found = await own(request, reply)
    return found ? reply.page('first-thoughts/thought', await form(found, request.params.code), bare) : reply
  })

  app.post('/contribute/indicators/:code', { config: byLink, schema: { params: OwnParams, body: ThoughtForm }, attachValidation: true }, async (request, reply) => {
    const found = await own(request, reply)
    if (!found) return reply
    const { code } = request.params
    const asked = { ...found, id: found.request_id }
    const errors = await submit(request, () => db.transaction().execute(trx => saveThought(trx, asked, found, code, request.body, frameworks, app.now().toISOString())))
    if (errors) return reply.code(422).page('first-thoughts/thought', await form(found, code, request.body, errors), bare)
    return reply.flash('success', `${code}: saved. Nobody sees it before the meeting.`).redirect('/contribute', 303)
  })

  app.post('/contribute/leaving', { config: byLink }, async (_request, reply) =>
    reply.clearCookie(cookie, { path: '/' }).header('clear-site-data', '"cache", "storage"').page('first-thoughts/left', { title: 'Thank you', errors: null }, bare))

  /** The door of a link that may be opened here; else the reason is shown. */
  async function door (request: FastifyRequest<{ Params: { secret: string } }>, reply: FastifyReply) {
    const found = await findByLink(db, request.params.secret, app.now())
    if (!found) return dead(reply.code(404), 'unknown')
    if (found.dead) return dead(reply.code(410), found.dead)
    const held = request.cookies[cookie]
    if (held && (await findByBrowser(db, held, app.now()))?.id === found.id) { reply.redirect('/contribute', 303); return null }
    if (found.browser_hash) { reply.code(403).page('errors/dead-link', { ...deadLinkPage('other-browser', found.started_at, found.browser), errors: null }, bare); return null }
    return found
  }

  /** Whom this browser was bound to; else what to do is shown. */
  async function own (request: FastifyRequest, reply: FastifyReply) {
    const held = request.cookies[cookie]
    return (held && await findByBrowser(db, held, app.now())) || dead(reply.code(403), 'no-browser')
  }

  function dead (reply: FastifyReply, why: Parameters<typeof deadLinkPage>[0]) {
    reply.page('errors/dead-link', { ...deadLinkPage(why), errors: null }, bare)
    return null
  }

  const titlesOf = (found: HandFound) => new Map(frameworks.indicators(found.framework_id, found.framework_version).map(indicator => [indicator.code, indicator.title]))

  async function form (found: HandFound, code: string, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { codes } = (await requestOf(db, { id: found.self_evaluation_id }))!
    return thoughtPage({
      base: '/contribute/indicators',
      indicator: frameworks.indicator(found.framework_id, found.framework_version, code),
      scale: frameworks.selfEvaluation(found.framework_id, found.framework_version).scale,
      own: (await listOwnThoughts(db, found)).find(thought => thought.indicator_code === code),
      position: `Indicator ${codes.indexOf(code) + 1} of ${codes.length}`,
      breadcrumbs: null
    }, values, errors)
  }
}

export default linkRoutes
