import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { can } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { chooseIndicators, setDates } from './changes.ts'
import { DatesForm, IndicatorsForm, SessionParams } from './forms.ts'
import { datesPage, indicatorsPage, sessionsPage } from './pages.ts'
import { findSession, listSessionIndicators, listSessionsWithIndicators } from './queries.ts'
import { mapSessionReports } from './reports.ts'

const view = { can: 'session.view' } as const
const edit = { can: 'session.edit' } as const

const sessions: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/sessions', { config: view }, async (request, reply) => {
    const rows = await listSessionsWithIndicators(db, request.viewer.authorityId)
    return reply.page('sessions/index', sessionsPage(rows, await mapSessionReports(db, frameworks, rows), (id, version) => frameworks.get(id, version).title, can(request.viewer, 'session.edit')))
  })

  app.get('/sessions/:name/dates', { config: edit, schema: { params: SessionParams } }, async (request, reply) =>
    reply.page('sessions/dates', datesPage(await findSession(db, request.viewer.authorityId, request.params.name))))

  app.post('/sessions/:name/dates', { config: edit, schema: { params: SessionParams, body: DatesForm }, attachValidation: true }, async (request, reply) => {
    const session = await findSession(db, request.viewer.authorityId, request.params.name)
    const errors = await submit(request, () => db.transaction().execute(trx => setDates(trx, request.viewer, session.name, request.body)))
    if (errors) return reply.code(422).page('sessions/dates', datesPage(session, request.body, errors))
    return reply.flash('success', 'The dates have been saved.').redirect('/sessions', 303)
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

  function indicatorsOf (id: string, version: string) {
    return frameworks.indicators(id, version).map(({ code, title, category }) => ({ code, title, category }))
  }
}

export default sessions
