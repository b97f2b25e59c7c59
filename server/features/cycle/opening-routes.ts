import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { formatNames, formats, sendFile } from '../../exports/formats.ts'
import { count } from '../../lib/text.ts'
import { submit } from '../../web/forms.ts'
import { buildBlankForm } from '../evaluations/blank-form.ts'
import { listCriteria } from '../local-criteria/queries.ts'
import { criterionWords } from '../local-criteria/rules.ts'
import { listReports } from '../frameworks/made-reports.ts'
import { findSession, listSessionIndicators, listSessions } from '../sessions/queries.ts'
import { listSessionReports } from '../sessions/reports.ts'
import { sessionsToOpen } from '../sessions/rules.ts'
import { NewQuery, OpenForm, SessionParams } from './forms.ts'
import { openSessionForTeams } from './opening.ts'
import { openPage } from './opening-page.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const edit = { can: 'session.edit' } as const

/** The steering group opens a session: which framework, which indicators, which dates, for every team at once. */
const opening: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/sessions/new', { config: edit, schema: { querystring: NewQuery } }, async (request, reply) =>
    reply.page('cycle/open', await page(request.viewer.authorityId, request.query.framework)))

  app.post('/sessions', { config: edit, schema: { body: OpenForm }, attachValidation: true }, async (request, reply) => {
    const { name, framework, reports = [], indicators = [], ...dates } = request.body
    let teams = 0
    const errors = await submit(request, async () => {
      teams = await db.transaction().execute(trx => openSessionForTeams(trx, request.viewer, frameworks, {
        name, framework: versionOf(framework), reports: reports.map(versionOf), indicators, dates
      }, app.now().toISOString()))
    })
    if (errors) return reply.code(422).page('cycle/open', await page(request.viewer.authorityId, framework, { ...request.body, reports, indicators }, errors))
    return reply.flash('success', `Session ${name} is open: ${count(teams, 'team')} can begin.`).redirect('/sessions', 303)
  })

  for (const format of formatNames) {
    app.get(`/sessions/:name/blank.${format}`, { config: { can: 'session.view' }, schema: { params: SessionParams } }, async (request, reply) => {
      const session = await findSession(db, request.viewer.authorityId, request.params.name)
      const criteria = await listCriteria(db, session)
      const form = buildBlankForm({
        added: code => criteria.filter(row => row.indicator_code === code).map(criterionWords),
        authority: request.viewer.authorityName, team: request.viewer.authorityName, session, framework: frameworks.selfEvaluation(session.framework_id, session.framework_version),
        indicators: (await listSessionIndicators(db, session)).map(code => frameworks.indicator(session.framework_id, session.framework_version, code))
      })
      return sendFile(reply, form, format, await formats[format].write(form, app.printer))
    })
  }

  async function page (authorityId: string, chosen?: string, values?: Record<string, unknown>, errors: FormErrors | null = null) {
    const sessions = await listSessions(db, authorityId)
    const open = sessions.map(session => session.name)
    const choices = frameworks.selfEvaluationFrameworks().map(choiceOf)
    const known = await listReports(db, frameworks, authorityId)
    // As in the newest session; in the first, every report there is.
    const answered = sessions[0] ? await listSessionReports(db, frameworks, sessions[0]) : known
    const framework = choices.find(choice => choice.key === chosen) ?? choices[0]!
    const { id, version } = versionOf(framework.key)
    const indicators = frameworks.indicators(id, version).map(({ code, title, category }) => ({ code, title, category }))
    const start = { framework: framework.key, reports: answered.map(report => choiceOf(report).key), indicators: frameworks.selfEvaluation(id, version).core }
    return openPage(sessionsToOpen(app.today(), open), choices, known.map(choiceOf), indicators, values ?? start, errors)
  }
}

const choiceOf = ({ id, version, title }: { id: string, version: string, title: string }) => ({ key: `${id}@${version}`, title: `${title}, version ${version}` })
const versionOf = (key: string) => { const [id = '', version = ''] = key.split('@'); return { id, version } }

export default opening
