import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findByLink, findPublicSurvey, findSetting } from '../surveys/queries.ts'
import { countAnswers, NotCounted } from '../surveys/tally.ts'
import { knownAnswers, longestAnswer, surveyState, usualHelp } from '../surveys/rules.ts'
import { newSecret } from '../../lib/ids.ts'
import { findPersonalData } from '../../lib/personal-data.ts'
import { makeSeal } from '../../web/seal.ts'
import { sessionSecret } from '../../web/sessions.ts'
import { AnswerForm, MannerQuery, PositionParams, StartForm, StepQuery, ThanksParams, TokenParams, WholeForm } from './forms.ts'
import { checkPage, doorPage, lostPage, noTrouble, questionPage, stoppedPage, thanksPage, wholePage } from './pages.ts'
import { filled, languageFor, mannerName, mannerOf } from './rules.ts'
import { makeThrottle } from './throttle.ts'
import type { Audience } from '../frameworks/questionnaire-format.ts'
import type { PublicSurvey } from '../surveys/queries.ts'
import type { Answers } from '../surveys/rules.ts'
import type { Asked, Trouble, Why } from './pages.ts'

const layout = { layout: 'survey' }
/** People who answer have no account, and what they write is not asked about in English: each page says it in their language. */
const config = { can: 'anyone', holdsPeople: true } as const
const kept = 2 * 60 * 60

/** What the sealed cookie carries while somebody answers. The database knows nothing of it. */
interface Draft { survey: string, link: string, key: string, as: string, until: number, answers: Answers }

/** Answering a questionnaire by a link: no account, no script, one question a page, and nothing that tells who it was. */
const answering: FastifyPluginAsyncTypebox = async (app) => { await app.register(routes, { logLevel: 'error' }) }

const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  const secure = app.config.ORIGIN.startsWith('https:')
  const cookie = secure ? '__Host-answers' : 'answers'
  const seal = makeSeal(sessionSecret(app.config), 'answers')
  const throttle = makeThrottle()
  const languages = frameworks.answerLanguages()

  app.addHook('onRequest', async (_request, reply) => { reply.header('x-robots-tag', 'noindex') })

  app.get('/s/:token', { config, schema: { params: TokenParams, querystring: MannerQuery } }, async (request, reply) => {
    const found = await door(request, reply, request.params.token, request.query.as)
    return found ? reply.page('answering/door', doorPage(found.asked, `/s/${request.params.token}`), layout) : reply
  })

  app.post('/s/:token', { config, schema: { params: TokenParams, body: StartForm } }, async (request, reply) => {
    const found = await door(request, reply, request.params.token, request.body.as)
    if (!found) return reply
    if (!throttle.mayAnswer(request.ip, found.asked.survey.id, app.now())) return lost(request, reply.code(429), 'busy', request.body.as)
    keep(reply, { survey: found.asked.survey.id, link: found.link, key: newSecret(), as: mannerName(found.asked.manner), until: 0, answers: {} })
    return reply.redirect('/answer/1', 303)
  })

  app.get('/s/:token/all', { config, schema: { params: TokenParams, querystring: MannerQuery } }, async (request, reply) => {
    const found = await door(request, reply, request.params.token, request.query.as)
    return found ? reply.page('answering/whole', wholePage(found.asked, `/s/${request.params.token}`, newSecret()), layout) : reply
  })

  app.post('/s/:token/all', { config, schema: { params: TokenParams, querystring: MannerQuery, body: WholeForm } }, async (request, reply) => {
    const { body, params: { token }, query } = request
    const given = Object.fromEntries(Object.entries(body).filter(([name]) => name.startsWith('answer.')).map(([name, value]) => [name.slice('answer.'.length), value]))
    const found = await door(request, reply, token, query.as, given)
    if (!found) return reply
    const { asked } = found
    const key = /^[\w-]{43}$/.test(body.key ?? '') ? body.key! : newSecret()
    const troubles = Object.fromEntries(asked.questionnaire.questions.flatMap(question => {
      const trouble = troubleIn(asked, question.code, given[question.code], body[`seen.${question.code}`])
      return trouble ? [[question.code, trouble]] : []
    }))
    if (Object.keys(troubles).length > 0) return reply.code(422).page('answering/whole', wholePage(asked, `/s/${token}`, key, body, troubles), layout)
    return send(request, reply, asked, { link: found.link, key, answers: knownAnswers(asked.questionnaire, given) })
  })

  app.get('/answer', { config }, async (_request, reply) => reply.redirect('/answer/1', 303))

  app.get('/answer/:position', { config, schema: { params: PositionParams, querystring: StepQuery } }, async (request, reply) => {
    const { position } = request.params
    const found = await going(request, reply)
    if (!found) return reply
    const question = found.asked.questionnaire.questions[position - 1]
    if (!question) return reply.redirect('/answer/check', 303)
    return reply.page('answering/question', questionPage(found.asked, position, { ...noTrouble, value: found.draft.answers[question.code] ?? '' }, request.query.back), layout)
  })

  app.post('/answer/:position', { config, schema: { params: PositionParams, querystring: StepQuery, body: AnswerForm } }, async (request, reply) => {
    const { body, query, params: { position } } = request
    const found = await going(request, reply, body.answer)
    if (!found) return reply
    const { asked, draft } = found
    const question = asked.questionnaire.questions[position - 1]
    if (!question) return reply.redirect('/answer/check', 303)
    const trouble = troubleIn(asked, question.code, body.answer, body.seen)
    if (trouble) return reply.code(422).page('answering/question', questionPage(asked, position, trouble, query.back), layout)
    const { [question.code]: _old, ...others } = draft.answers
    keep(reply, { ...draft, answers: body.answer === undefined ? others : { ...others, [question.code]: body.answer } })
    return reply.redirect(query.back || position >= asked.questionnaire.questions.length ? '/answer/check' : `/answer/${position + 1}`, 303)
  })

  app.get('/answer/check', { config }, async (request, reply) => {
    const found = await going(request, reply)
    return found ? reply.page('answering/check', checkPage(found.asked, found.draft.answers), layout) : reply
  })

  app.post('/answer/sending', { config }, async (request, reply) => {
    const found = await going(request, reply)
    return found ? send(request, reply, found.asked, found.draft) : reply
  })

  app.post('/answer/clearing', { config }, async (request, reply) => {
    const draft = draftOf(request)
    return lost(request, forget(reply), 'cleared', draft?.as, draft)
  })

  app.get('/answer/thanks/:survey', { config, schema: { params: ThanksParams, querystring: MannerQuery } }, async (request, reply) => {
    const survey = await findPublicSurvey(db, request.params.survey)
    if (!survey) return lost(request, reply.code(404), 'unknown', request.query.as)
    return reply.page('answering/told', thanksPage(await askedOf(request, survey, request.query.as)), layout)
  })

  /** Count the answers, and forget them. Nothing answered counts as nothing. */
  async function send (request: FastifyRequest, reply: FastifyReply, asked: Asked, { link, key, answers }: Pick<Draft, 'link' | 'key' | 'answers'>) {
    const { survey } = asked
    if (!throttle.mayAnswer(request.ip, survey.id, app.now())) return lost(request, reply.code(429), 'busy', mannerName(asked.manner))
    try {
      if (Object.keys(answers).length > 0) await db.transaction().execute(trx => countAnswers(trx, survey.id, link, key, answers, app.today()))
    } catch (error) {
      if (error instanceof NotCounted) return stopped(forget(reply), asked, error.why, answers)
      throw error
    }
    return forget(reply).redirect(`/answer/thanks/${survey.id}?as=${mannerName(asked.manner)}`, 303)
  }

  /** What is wrong with an answer, or should be looked at again; null when it is fine. */
  function troubleIn ({ questionnaire, manner: { language: { words } } }: Asked, code: string, answer: string | undefined, seen: string | undefined): Trouble | null {
    if (answer === undefined) return null
    if (questionnaire.questions.find(question => question.code === code)?.kind === 'choice') {
      return knownAnswers(questionnaire, { [code]: answer })[code] === undefined ? { ...noTrouble, value: '', error: words.pick_one } : null
    }
    if (answer.length > longestAnswer) return { ...noTrouble, value: answer, error: filled(words.too_long, { most: longestAnswer }) }
    const findings = [...new Set(findPersonalData(answer, app.today()).map(({ text }) => text))]
    const mark = createHash('sha256').update(findings.join('\n')).digest('hex').slice(0, 16)
    return findings.length === 0 || seen === mark ? null : { value: answer, error: null, warning: filled(words.looks_personal, { words: findings.join(', ') }), seen: mark }
  }

  /** The survey of a link, when it can be answered now; else the reason is shown. */
  async function door (request: FastifyRequest, reply: FastifyReply, token: string, as: string | undefined, given: Answers = {}): Promise<{ asked: Asked, link: string } | null> {
    const found = await findByLink(db, token)
    if (!found) {
      const may = throttle.mayGuess(request.ip, app.now())
      lost(request, reply.code(may ? 404 : 429), may ? 'unknown' : 'busy', as)
      return null
    }
    const asked = await askedOf(request, found.survey, as)
    const why = whyNot(found.survey, found.link.kind === 'one' && found.link.used > 0)
    if (why) { stopped(reply, asked, why, knownAnswers(asked.questionnaire, given)); return null }
    return { asked, link: found.link.hash }
  }

  /** Whoever is in the middle of answering; else what to do is shown. `typed`: what this page has just sent. */
  async function going (request: FastifyRequest, reply: FastifyReply, typed?: string): Promise<{ asked: Asked, draft: Draft } | null> {
    const draft = draftOf(request)
    const survey = draft && await findPublicSurvey(db, draft.survey)
    if (!draft || !survey) { lost(request, reply.code(403), 'no_cookie', undefined); return null }
    const asked = await askedOf(request, survey, draft.as)
    const why = whyNot(survey, false)
    if (!why) return { asked, draft }
    const position = Number((request.params as { position?: number }).position ?? 0)
    const question = asked.questionnaire.questions[position - 1]
    stopped(forget(reply), asked, why, { ...draft.answers, ...question && typed ? knownAnswers(asked.questionnaire, { [question.code]: typed.slice(0, longestAnswer) }) : {} })
    return null
  }

  function whyNot (survey: PublicSurvey, used: boolean): Why | null {
    const state = surveyState(survey, app.today())
    if (state === 'not-yet') return state
    if (state === 'closed' || survey.read_on || survey.release_id || survey.team_closed_on) return 'closed'
    return used ? 'used' : null
  }

  async function askedOf (request: FastifyRequest, survey: PublicSurvey, as: string | undefined): Promise<Asked> {
    const questionnaire = frameworks.questionnaire(survey.questionnaire_id, survey.questionnaire_version)
    return { survey, questionnaire, languages, manner: mannerOf(questionnaire, languages, as, request.headers['accept-language']), setting: await findSetting(db, survey.authority_id) }
  }

  const stopped = (reply: FastifyReply, asked: Asked, why: Why, answers: Answers) => reply.code(why === 'closed' || why === 'used' ? 410 : 403).page('answering/told', stoppedPage(asked, why, answers), layout)

  async function lost (request: FastifyRequest, reply: FastifyReply, why: Parameters<typeof lostPage>[1], as: string | undefined, draft: Draft | null = null) {
    const survey = draft && await findPublicSurvey(db, draft.survey)
    const help = survey ? (await askedOf(request, survey, as)) : null
    const lines = help ? linesOf(help.questionnaire.audience, help.setting.help) : usualHelp.young
    return reply.page('answering/told', lostPage(languageFor(languages, as, request.headers['accept-language']), why, lines.split('\n')), layout)
  }

  const linesOf = (audience: Audience, help: { young: string, adults: string }) => audience === 'child' || audience === 'young-person' ? help.young : help.adults

  function draftOf (request: FastifyRequest): Draft | null {
    const draft = seal.open(request.cookies[cookie]) as Draft | null
    return draft && draft.until > app.now().getTime() ? draft : null
  }

  function keep (reply: FastifyReply, draft: Draft) {
    const value = seal.close({ ...draft, until: app.now().getTime() + kept * 1000 })
    return reply.setCookie(cookie, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: kept })
  }

  /** Nothing stays in the browser. */
  const forget = (reply: FastifyReply) => reply.clearCookie(cookie, { path: '/' }).header('clear-site-data', '"cache", "storage"')
}

export default answering
