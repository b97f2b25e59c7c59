import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listEvidenceForSession } from '../evidence/queries.ts'
import { findTeamSession, listSessionIndicators } from '../sessions/queries.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { addIndicator, removeIndicator, startSelfEvaluation } from './changes.ts'
import comparison from './comparison-routes.ts'
import { AddIndicatorForm, IndicatorParams, MoveForm, ReopenForm, ReturnForm, SignOffForm, TeamParams } from './forms.ts'
import indicators from './indicator-routes.ts'
import { historyPage, startPage, taskListPage } from './pages.ts'
import { findEvaluation, findSelfEvaluation, listCarriedTexts, listIndicatorsJudged, listTalk, namesOf } from './queries.ts'
import reports from './report-routes.ts'
import { publishEvaluation, reopenEvaluation, returnEvaluation, shareEvaluation, signOffEvaluation, submitEvaluation } from './sign-off.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/communities/:slug/:session/self-evaluation'
const view = { config: { can: 'team.view' }, schema: { params: TeamParams } } as const
const lead = { can: 'evaluation.lead' } as const

const evaluations: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  await app.register(comparison)
  await app.register(indicators)
  await app.register(reports)

  app.get(base, view, async (request, reply) => {
    const { community, session } = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    if (await findSelfEvaluation(db, community, session)) return reply.page('evaluations/task-list', await taskList(request))
    const asked = (await listSessionIndicators(db, session)).map(code => frameworks.indicator(session.framework_id, session.framework_version, code))
    return reply.page('evaluations/start', startPage({ slug: community.slug, name: community.name, session: session.name }, asked, canAt(request.viewer, 'evaluation.lead', community) && !community.closed_on))
  })

  app.post(base, { config: lead, schema: { params: TeamParams } }, async (request, reply) => {
    const { slug, session } = request.params
    await db.transaction().execute(trx => startSelfEvaluation(trx, request.viewer, slug, session, now()))
    return reply.redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/indicators`, { config: lead, schema: { params: TeamParams, body: AddIndicatorForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findEvaluation(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => addIndicator(trx, request.viewer, slug, session, request.body.code, frameworks)))
    if (errors) return reply.code(422).page('evaluations/task-list', await taskList(request, request.body, errors))
    return reply.flash('success', `${request.body.code} has been added.`).redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/indicators/:code/removal`, { config: lead, schema: { params: IndicatorParams } }, async (request, reply) => {
    const { slug, session, code } = request.params
    await db.transaction().execute(trx => removeIndicator(trx, request.viewer, slug, session, code))
    return reply.flash('success', `${code} has been taken out.`).redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/sharing`, { config: lead, schema: { params: TeamParams, body: MoveForm } }, async (request, reply) => {
    const { slug, session } = request.params
    await db.transaction().execute(trx => shareEvaluation(trx, request.viewer, slug, session, request.body.note ?? null, now()))
    return reply.flash('success', 'The draft is with the group. Ask for first thoughts next, or open the meeting.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/publication`, { config: lead, schema: { params: TeamParams, body: MoveForm } }, async (request, reply) => {
    const { slug, session } = request.params
    await db.transaction().execute(trx => publishEvaluation(trx, request.viewer, slug, session, request.body.note ?? null, now()))
    return reply.flash('success', 'Published: every team of the authority can read what you agreed.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/submission`, { config: lead, schema: { params: TeamParams, body: MoveForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findEvaluation(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => submitEvaluation(trx, request.viewer, slug, session, request.body.note ?? null, now())))
    if (errors) return reply.code(422).page('evaluations/task-list', await taskList(request, request.body, errors))
    return reply.flash('success', 'The self-evaluation has been submitted. It can be signed off, or returned with a note.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/return`, { config: { can: 'evaluation.return' }, schema: { params: TeamParams, body: ReturnForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findEvaluation(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => returnEvaluation(trx, request.viewer, slug, session, request.body.note, now())))
    if (errors) return reply.code(422).page('evaluations/task-list', await taskList(request, request.body, errors))
    return reply.flash('success', 'The self-evaluation has been returned with your note.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/sign-off`, { config: lead, schema: { params: TeamParams, body: SignOffForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findEvaluation(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => signOffEvaluation(trx, request.viewer, slug, session, request.body.statement, frameworks, now())))
    if (errors) return reply.code(422).page('evaluations/task-list', await taskList(request, request.body, errors))
    return reply.flash('success', 'The self-evaluation is signed off. A copy has been kept as it is now.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/reopening`, { config: lead, schema: { params: TeamParams, body: ReopenForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findEvaluation(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => reopenEvaluation(trx, request.viewer, slug, session, request.body.reason, now())))
    if (errors) return reply.code(422).page('evaluations/task-list', await taskList(request, request.body, errors))
    return reply.flash('success', 'The self-evaluation is open again.').redirect(homeOf(request.params), 303)
  })

  app.get(`${base}/history`, view, async (request, reply) => {
    const { community, session, evaluation, steps } = await findEvaluation(db, request.viewer, request.params.slug, request.params.session)
    const names = await namesOf(db, [evaluation.started_by])
    return reply.page('evaluations/history', historyPage({ slug: community.slug, name: community.name, session: session.name }, { by: names.get(evaluation.started_by) ?? 'Somebody', at: evaluation.started_at }, steps))
  })

  const now = () => app.now().toISOString()

  async function taskList (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params as { slug: string, session: string }
    const found = await findEvaluation(db, request.viewer, slug, name)
    const { community, session } = found
    const judgements = await listIndicatorsJudged(db, found)
    const all = frameworks.indicators(session.framework_id, session.framework_version)
    const rights = {
      mayEdit: canAt(request.viewer, 'evaluation.edit', community) && !community.closed_on,
      mayLead: canAt(request.viewer, 'evaluation.lead', community) && !community.closed_on,
      mayReturn: canAt(request.viewer, 'evaluation.return', community)
    }
    return taskListPage({
      team: { slug: community.slug, name: community.name, session: session.name },
      found,
      judgements,
      titles: new Map(all.map(indicator => [indicator.code, indicator.title])),
      evidence: await listEvidenceForSession(db, community, session),
      carried: await listCarriedTexts(db, found.evaluation),
      talk: await listTalk(db, found.evaluation),
      addable: all.filter(indicator => !judgements.some(judgement => judgement.indicator_code === indicator.code))
    }, rights, values, errors)
  }
}

const homeOf = ({ slug, session }: { slug: string, session: string }): string => `/communities/${slug}/${session}/self-evaluation`

export default evaluations
