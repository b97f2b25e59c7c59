import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listEvidenceForActions } from '../evidence/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { actionFormPage, actionPage, stepPage, stopPage } from './action-pages.ts'
import { addAction, saveAction, stopAction } from './actions.ts'
import { ActionForm, ActionParams, NewActionForm, PlanParams, ReasonForm, StepDoneForm, StepForm, StepMoveForm, StepParams, UpdateForm } from './forms.ts'
import { addUpdate } from './progress.ts'
import { findAction, listKin, listSourcesOf, listStepsOf, listTeam, listUpdatesOf } from './queries.ts'
import { quickDues } from './rules.ts'
import { addStep, findStep, markStep, moveStep, saveStep } from './steps.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Session } from '../sessions/queries.ts'
import type { Action } from './queries.ts'
import type { QuickDue } from './rules.ts'

const base = '/communities/:slug/:session/plan/actions'
const edit = { can: 'plan.edit' } as const
const update = { can: 'action.update' } as const
type Values = Record<string, unknown>

/** One action: read it, write it, take its steps and report on it. */
const actions: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  const now = () => app.now().toISOString()

  app.get(`${base}/new`, { config: edit, schema: { params: PlanParams } }, async (request, reply) => reply.page('action-plans/action-form', await form(request, null, {})))

  app.post(base, { config: edit, schema: { params: PlanParams, body: NewActionForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    const { session: year } = await findTeamSession(db, request.viewer, slug, session)
    let number = 0
    const errors = await submit(request, async () => {
      number = (await db.transaction().execute(trx => addAction(trx, request.viewer, slug, session, withDue(request.body, year), frameworks, now()))).number
    })
    if (errors) return reply.code(422).page('action-plans/action-form', await form(request, null, request.body, errors))
    return reply.flash('success', `Action ${number} has been added.`).redirect(`/communities/${slug}/${session}/plan/actions/${number}`, 303)
  })

  app.get(`${base}/:number`, { config: { can: 'team.view' }, schema: { params: ActionParams } }, async (request, reply) => reply.page('action-plans/action', await page(request)))

  app.get(`${base}/:number/edit`, { config: edit, schema: { params: ActionParams } }, async (request, reply) => {
    const { slug, session, number } = request.params
    const { action } = await findAction(db, request.viewer, slug, session, number)
    return reply.page('action-plans/action-form', await form(request, action, await valuesOf(action)))
  })

  app.post(`${base}/:number`, { config: edit, schema: { params: ActionParams, body: ActionForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number } = request.params
    const { action, session: year } = await findAction(db, request.viewer, slug, session, number)
    const errors = await submit(request, () => db.transaction().execute(trx => saveAction(trx, request.viewer, slug, session, number, withDue(request.body, year), frameworks, now())))
    if (errors) return reply.code(422).page('action-plans/action-form', await form(request, action, request.body, errors))
    return reply.flash('success', `Action ${number} has been saved.`).redirect(`/communities/${slug}/${session}/plan/actions/${number}`, 303)
  })

  app.post(`${base}/:number/updates`, { config: update, schema: { params: ActionParams, body: UpdateForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number } = request.params
    await findAction(db, request.viewer, slug, session, number)
    const errors = await submit(request, () => db.transaction().execute(trx => addUpdate(trx, request.viewer, slug, session, number, request.body, now())))
    if (errors) return reply.code(422).page('action-plans/action', await page(request, 'update', request.body, errors))
    return reply.flash('success', 'Your update has been added.').redirect(`/communities/${slug}/${session}/plan/actions/${number}`, 303)
  })

  app.post(`${base}/:number/steps`, { config: update, schema: { params: ActionParams, body: StepForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number } = request.params
    await findAction(db, request.viewer, slug, session, number)
    const errors = await submit(request, () => db.transaction().execute(trx => addStep(trx, request.viewer, slug, session, number, request.body, now())))
    if (errors) return reply.code(422).page('action-plans/action', await page(request, 'step', request.body, errors))
    return reply.flash('success', 'The step has been added.').redirect(`/communities/${slug}/${session}/plan/actions/${number}#steps`, 303)
  })

  app.get(`${base}/:number/steps/:step`, { config: update, schema: { params: StepParams } }, async (request, reply) => {
    const { slug, session, number, step: id } = request.params
    const { action, community, step } = await findStep(db, request.viewer, slug, session, number, id)
    return reply.page('action-plans/step', stepPage({ slug, name: community.name, session }, action, step))
  })

  app.post(`${base}/:number/steps/:step`, { config: update, schema: { params: StepParams, body: StepForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number, step: id } = request.params
    const { action, community, step } = await findStep(db, request.viewer, slug, session, number, id)
    const errors = await submit(request, () => db.transaction().execute(trx => saveStep(trx, request.viewer, slug, session, number, id, request.body)))
    if (errors) return reply.code(422).page('action-plans/step', stepPage({ slug, name: community.name, session }, action, step, request.body, errors))
    return reply.flash('success', 'The step has been saved.').redirect(`/communities/${slug}/${session}/plan/actions/${number}#steps`, 303)
  })

  app.post(`${base}/:number/steps/:step/done`, { config: update, schema: { params: StepParams, body: StepDoneForm } }, async (request, reply) => {
    const { slug, session, number, step } = request.params
    await db.transaction().execute(trx => markStep(trx, request.viewer, slug, session, number, step, request.body.done === 'yes', now()))
    return reply.flash('success', 'The step has been saved.').redirect(`/communities/${slug}/${session}/plan/actions/${number}#steps`, 303)
  })

  app.post(`${base}/:number/steps/:step/position`, { config: update, schema: { params: StepParams, body: StepMoveForm } }, async (request, reply) => {
    const { slug, session, number, step } = request.params
    await db.transaction().execute(trx => moveStep(trx, request.viewer, slug, session, number, step, request.body.direction))
    return reply.flash('success', 'The step has been moved.').redirect(`/communities/${slug}/${session}/plan/actions/${number}#steps`, 303)
  })

  app.get(`${base}/:number/stop`, { config: edit, schema: { params: ActionParams } }, async (request, reply) => {
    const { slug, session, number } = request.params
    const { action, community } = await findAction(db, request.viewer, slug, session, number)
    return reply.page('action-plans/stop', stopPage({ slug, name: community.name, session }, action))
  })

  app.post(`${base}/:number/stop`, { config: edit, schema: { params: ActionParams, body: ReasonForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number } = request.params
    const { action, community } = await findAction(db, request.viewer, slug, session, number)
    const errors = await submit(request, () => db.transaction().execute(trx => stopAction(trx, request.viewer, slug, session, number, request.body.reason, now())))
    if (errors) return reply.code(422).page('action-plans/stop', stopPage({ slug, name: community.name, session }, action, request.body, errors))
    return reply.flash('success', `Action ${number} has been stopped.`).redirect(`/communities/${slug}/${session}/plan/actions/${number}`, 303)
  })

  /** A quick choice of the form becomes a day, in the form itself: shown again, by an error or a clash, it is that day. */
  function withDue<T extends { due_choice?: string, due_on?: string }> (body: T, session: Session) {
    const { due_choice: choice } = body
    delete body.due_choice
    if (choice && choice !== 'date') body.due_on = quickDues(app.today(), session)[choice as QuickDue].day
    return body
  }

  async function page (request: FastifyRequest, name: 'update' | 'step' | null = null, values: Values = {}, errors: FormErrors | null = null) {
    const { slug, session, number } = request.params as { slug: string, session: string, number: number }
    const { action, community, stage } = await findAction(db, request.viewer, slug, session, number)
    return actionPage({
      team: { slug, name: community.name, session },
      action,
      stage,
      sources: await listSourcesOf(db, action),
      steps: await listStepsOf(db, action),
      updates: await listUpdatesOf(db, action),
      evidence: await listEvidenceForActions(db, [action.id]),
      kin: await listKin(db, action),
      today: app.today(),
      rights: { mayEdit: canAt(request.viewer, 'plan.edit', community) && !community.closed_on, mayUpdate: canAt(request.viewer, 'action.update', community) && !community.closed_on }
    }, { name, values, errors })
  }

  async function form (request: FastifyRequest, action: Action | null, values: Values, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params as { slug: string, session: string }
    const { community, session } = await findTeamSession(db, request.viewer, slug, name)
    return actionFormPage({
      team: { slug, name: community.name, session: name },
      people: await listTeam(db, community),
      indicators: frameworks.indicators(session.framework_id, session.framework_version),
      recommendations: session.report_id ? frameworks.recommendations(session.report_id, session.report_version!) : [],
      session,
      today: app.today()
    }, action, values, errors)
  }

  async function valuesOf (action: Action): Promise<Values> {
    const sources = await listSourcesOf(db, action)
    const codes = (kind: string) => sources.filter(source => source.kind === kind).map(source => source.code)
    return { ...action, indicators: codes('indicator'), recommendations: codes('recommendation') }
  }
}

export default actions
