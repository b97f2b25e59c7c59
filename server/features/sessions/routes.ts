import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { can } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { chooseIndicators, openSession } from './changes.ts'
import { IndicatorsForm, NewQuery, OpenForm, SessionParams } from './forms.ts'
import { indicatorsPage, openPage, sessionsPage } from './pages.ts'
import { findSession, listSessionIndicators, listSessions, listSessionsWithIndicators } from './queries.ts'
import { sessionsToOpen } from './rules.ts'

const view = { can: 'session.view' } as const
const edit = { can: 'session.edit' } as const

const sessions: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/sessions', { config: view }, async (request, reply) => {
    const rows = await listSessionsWithIndicators(db, request.viewer.authorityId)
    return reply.page('sessions/index', sessionsPage(rows, (id, version) => frameworks.get(id, version).title, can(request.viewer, 'session.edit')))
  })

  app.get('/sessions/new', { config: edit, schema: { querystring: NewQuery } }, async (request, reply) =>
    reply.page('sessions/new', openPage(...await openParts(request.viewer.authorityId, request.query.framework))))

  app.post('/sessions', { config: edit, schema: { body: OpenForm }, attachValidation: true }, async (request, reply) => {
    const { name, framework, report, indicators = [] } = request.body
    const errors = await submit(request, () => db.transaction().execute(trx => openSession(trx, request.viewer, frameworks, {
      name, framework: versionOf(framework), report: report ? versionOf(report) : null, indicators
    }, app.now().toISOString())))
    if (errors) {
      const [names, choices, reports, codes] = await openParts(request.viewer.authorityId, framework)
      return reply.code(422).page('sessions/new', openPage(names, choices, reports, codes, { ...request.body, indicators }, errors))
    }
    return reply.flash('success', `Session ${name} is open.`).redirect('/sessions', 303)
  })

  app.get('/sessions/:name/indicators', { config: edit, schema: { params: SessionParams } }, async (request, reply) => {
    const session = await findSession(db, request.viewer.authorityId, request.params.name)
    const values = { indicators: await listSessionIndicators(db, session) }
    return reply.page('sessions/indicators', indicatorsPage(session, indicatorsOf(session.framework_id, session.framework_version), values))
  })

  app.post('/sessions/:name/indicators', { config: edit, schema: { params: SessionParams, body: IndicatorsForm }, attachValidation: true }, async (request, reply) => {
    const session = await findSession(db, request.viewer.authorityId, request.params.name)
    const { indicators = [] } = request.body
    const errors = await submit(request, () => db.transaction().execute(trx => chooseIndicators(trx, request.viewer, frameworks, session.name, indicators)))
    if (errors) return reply.code(422).page('sessions/indicators', indicatorsPage(session, indicatorsOf(session.framework_id, session.framework_version), { indicators }, errors))
    return reply.flash('success', 'The indicators have been saved.').redirect('/sessions', 303)
  })

  async function openParts (authorityId: string, chosen?: string) {
    const open = (await listSessions(db, authorityId)).map(session => session.name)
    const choices = frameworks.selfEvaluationFrameworks().map(choiceOf)
    const reports = frameworks.improvementReports().map(choiceOf)
    const framework = choices.find(choice => choice.key === chosen) ?? choices[0]!
    const { id, version } = versionOf(framework.key)
    const names = sessionsToOpen(app.today(), open)
    const values = { framework: framework.key, report: reports[0]?.key, indicators: frameworks.selfEvaluation(id, version).core }
    return [names, choices, reports, indicatorsOf(id, version), values] as const
  }

  function indicatorsOf (id: string, version: string) {
    return frameworks.indicators(id, version).map(({ code, title, category }) => ({ code, title, category }))
  }
}

const choiceOf = ({ id, version, title }: { id: string, version: string, title: string }) => ({ key: `${id}@${version}`, title: `${title}, version ${version}` })
const versionOf = (key: string) => { const [id = '', version = ''] = key.split('@'); return { id, version } }

export default sessions
