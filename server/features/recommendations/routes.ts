import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { disposition } from '../../exports/document.ts'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { tableName, tableTypes, writeCsv, writeWorkbook } from '../../exports/tables.ts'
import { NotFound } from '../../lib/errors.ts'
import { sessionLabel } from '../../lib/dates.ts'
import { can } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import { currentSession, listSessions } from '../sessions/queries.ts'
import { listSessionReports, mapSessionReports } from '../sessions/reports.ts'
import { answerRecommendation, setPriorities } from './changes.ts'
import { AnswerForm, PrioritiesForm, RecommendationParams, RegisterParams, RegisterQuery } from './forms.ts'
import { prioritiesPage, recommendationPage, registerPage } from './pages.ts'
import { findReportSession, listAnswers, mapPriorities, readRegister } from './queries.ts'
import { aboutAnswers, buildRegister, linkedActionsTable, registerTable } from './register-report.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Viewer } from '../../permissions.ts'

const view = { can: 'recommendation.view' } as const
const answer = { can: 'recommendation.answer' } as const

/** The improvement reports' recommendations: what the authority answers, and what its teams do about them. */
const recommendations: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, printer } = app
  const now = () => app.now().toISOString()

  app.get('/recommendations', { config: view }, async (request, reply) => {
    const session = await currentSession(db, request.viewer.authorityId, app.today())
    if (!session || (await listSessionReports(db, frameworks, session)).length === 0) return reply.page('recommendations/none', { title: 'Recommendations' })
    return reply.redirect(`/recommendations/${session.name}`, 303)
  })

  app.get('/recommendations/:session', { config: view, schema: { params: RegisterParams, querystring: RegisterQuery } }, async (request, reply) => {
    const { viewer } = request
    const all = await listSessions(db, viewer.authorityId)
    const reports = await mapSessionReports(db, frameworks, all)
    const sessions = all.filter(session => reports.get(session.id)!.length > 0)
    return reply.page('recommendations/register', { ...registerPage(await readRegister(db, viewer, request.params.session, frameworks), request.query, can(viewer, 'recommendation.answer'), sessions), wide: true })
  })

  app.get('/recommendations/:session/priorities', { config: answer, schema: { params: RegisterParams } }, async (request, reply) => {
    const register = await readRegister(db, request.viewer, request.params.session, frameworks)
    const values = [...await mapPriorities(db, register.session, register.reports)].flatMap(([code, { impact, effort }]) => [[`impact.${code}`, impact], [`effort.${code}`, effort]])
    return reply.page('recommendations/priorities', prioritiesPage(register, Object.fromEntries(values)))
  })

  app.post('/recommendations/:session/priorities', { config: answer, schema: { params: RegisterParams, body: PrioritiesForm }, attachValidation: true }, async (request, reply) => {
    const { session } = request.params
    const register = await readRegister(db, request.viewer, session, frameworks)
    const errors = await submit(request, () => db.transaction().execute(trx => setPriorities(trx, request.viewer, session, request.body, frameworks, now())))
    if (errors) return reply.code(422).page('recommendations/priorities', prioritiesPage(register, request.body, errors))
    return reply.flash('success', 'The priorities have been saved.').redirect(`/recommendations/${session}`, 303)
  })

  app.get('/recommendations/:session/register', { config: view, schema: { params: RegisterParams } }, async (request, reply) => {
    const report = await reportOf(request.viewer, request.params.session)
    const home = `/recommendations/${request.params.session}`
    return reply.page('reports/view', { ...reportView(report), title: report.title, breadcrumbs: [{ text: 'Recommendations', href: home }], files: downloads(`${home}/register`) })
  })

  for (const format of formatNames) {
    app.get(`/recommendations/:session/register.${format}`, { config: view, schema: { params: RegisterParams } }, async (request, reply) => {
      const report = await reportOf(request.viewer, request.params.session)
      await exported(request.viewer, format)
      return sendFile(reply, report, format, await formats[format].write(report, printer))
    })
  }

  app.get('/recommendations/:session/register.csv', { config: view, schema: { params: RegisterParams } }, async (request, reply) => {
    const register = await readRegister(db, request.viewer, request.params.session, frameworks)
    await exported(request.viewer, 'csv')
    return reply.header('content-disposition', disposition(tableName(request.viewer.authorityName, 'recommendations', request.params.session, 'csv'))).type(tableTypes.csv).send(writeCsv(registerTable(register)))
  })

  app.get('/recommendations/:session/register.xlsx', { config: view, schema: { params: RegisterParams } }, async (request, reply) => {
    const { viewer } = request
    const register = await readRegister(db, viewer, request.params.session, frameworks)
    await exported(viewer, 'xlsx')
    const about = [`${viewer.authorityName}: recommendation register, session ${sessionLabel(register.session.name)}`, 'Marking: OFFICIAL.', 'Recommendations: a row each, with the city’s answer. Linked actions: a row for each action of a plan that names the recommendation.', aboutAnswers, ...register.reports.map(report => report.attribution)]
    return reply.header('content-disposition', disposition(tableName(viewer.authorityName, 'recommendations', register.session.name, 'xlsx'))).type(tableTypes.xlsx)
      .send(await writeWorkbook(about, [registerTable(register), linkedActionsTable(register, app.today())]))
  })

  app.get('/recommendations/:session/:recommendation', { config: view, schema: { params: RecommendationParams } }, async (request, reply) => reply.page('recommendations/recommendation', await page(request)))

  app.post('/recommendations/:session/:recommendation', { config: answer, schema: { params: RecommendationParams, body: AnswerForm }, attachValidation: true }, async (request, reply) => {
    const { session, recommendation: code } = request.params
    await findReportSession(db, request.viewer, session, frameworks)
    const errors = await submit(request, () => db.transaction().execute(trx => answerRecommendation(trx, request.viewer, session, code, request.body, frameworks, now())))
    if (errors) return reply.code(422).page('recommendations/recommendation', await page(request, request.body, errors))
    return reply.flash('success', `The answer to ${code} has been saved.`).redirect(`/recommendations/${session}`, 303)
  })

  async function page (request: FastifyRequest, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
    const { session, recommendation: code } = request.params as { session: string, recommendation: string }
    const register = await readRegister(db, request.viewer, session, frameworks)
    const row = register.rows.find(one => one.code === code)
    if (!row) throw new NotFound()
    const history = (await listAnswers(db, register.session, register.reports)).filter(answer => answer.code === code)
    return recommendationPage({ register, row, history, mayAnswer: can(request.viewer, 'recommendation.answer'), today: app.today() }, values, errors)
  }

  const reportOf = async (viewer: Viewer, session: string) => buildRegister(await readRegister(db, viewer, session, frameworks), viewer.authorityName, now())
  const exported = (viewer: Viewer, format: string) => db.transaction().execute(trx => record(trx, viewer, 'register.exported', viewer.authorityId, { format }))
}

export default recommendations
