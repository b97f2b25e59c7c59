import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listEvidenceForActions } from '../evidence/queries.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { actionFormPage, actionPage, stepPage, stopPage } from './action-pages.ts'
import { listSessionRecommendations } from '../sessions/reports.ts'
import { addAction, saveAction, stopAction } from './actions.ts'
import { checkAction, checkerRefusal } from './checks.ts'
import { listActionsAbove, listContributions, listContributors } from './contributions.ts'
import { ActionForm, ActionParams, CheckForm, NewActionForm, NewStepForm, PlanParams, ReasonForm, StepDoneForm, StepForm, StepMoveForm, StepParams, UpdateForm } from './forms.ts'
import { addUpdate } from './progress.ts'
import { teamAt } from './pages.ts'
import { findAction, findPlanPlace, listChecksOf, listKin, listSourcesOf, listStepsOf, listTeam, listUpdatesOf } from './queries.ts'
import { quickDues } from './rules.ts'
import { addStep, findStep, markStep, moveStep, saveStep } from './steps.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Session } from '../sessions/queries.ts'
import type { PlanRoutes } from './address-rules.ts'
import type { Action } from './queries.ts'
import type { QuickDue } from './rules.ts'

type Values = Record<string, unknown>

/** One action: read it, write it, take its steps and report on it. */
const actions: FastifyPluginAsyncTypebox<PlanRoutes> = async (app, { base: plan, ...can }) => {
  const { db, frameworks } = app
  const base = `${plan}/actions`
  const [edit, update] = [{ can: can.edit }, { can: can.update }]
  const hrefOf = (slug: string, session: string, number: number): string => `${base.replace(':slug', slug).replace(':session', session)}/${number}`
  const now = () => app.now().toISOString()

  app.get(`${base}/new`, { config: edit, schema: { params: PlanParams } }, async (request, reply) => reply.page('action-plans/action-form', await form(request, null, {})))

  app.post(base, { config: edit, schema: { params: PlanParams, body: NewActionForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    const { session: year } = await findPlanPlace(db, request.viewer, slug, session)
    let number = 0
    const errors = await submit(request, async () => {
      number = (await db.transaction().execute(trx => addAction(trx, request.viewer, slug, session, withDue(request.body, year), frameworks, now()))).number
    })
    if (errors) return reply.code(422).page('action-plans/action-form', await form(request, null, request.body, errors))
    return reply.flash('success', `Action ${number} has been added.`).redirect(hrefOf(slug, session, number), 303)
  })

  app.get(`${base}/:number`, { config: { can: can.view }, schema: { params: ActionParams } }, async (request, reply) => reply.page('action-plans/action', await page(request)))

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
    return reply.flash('success', `Action ${number} has been saved.`).redirect(hrefOf(slug, session, number), 303)
  })

  app.post(`${base}/:number/updates`, { config: update, schema: { params: ActionParams, body: UpdateForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number } = request.params
    await findAction(db, request.viewer, slug, session, number)
    const errors = await submit(request, () => db.transaction().execute(trx => addUpdate(trx, request.viewer, slug, session, number, request.body, now())))
    if (errors) return reply.code(422).page('action-plans/action', await page(request, 'update', request.body, errors))
    return reply.flash('success', 'Your update has been added.').redirect(request.body.from ?? hrefOf(slug, session, number), 303)
  })

  app.post(`${base}/:number/checks`, { config: update, schema: { params: ActionParams, body: CheckForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number } = request.params
    await findAction(db, request.viewer, slug, session, number)
    const errors = await submit(request, () => db.transaction().execute(trx => checkAction(trx, request.viewer, slug, session, number, request.body, now())))
    if (errors) return reply.code(422).page('action-plans/action', await page(request, 'check', request.body, errors))
    return reply.flash('success', request.body.outcome === 'confirmed' ? 'The action is confirmed as complete.' : 'The action is back in work.').redirect(hrefOf(slug, session, number), 303)
  })

  app.post(`${base}/:number/steps`, { config: update, schema: { params: ActionParams, body: NewStepForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number } = request.params
    await findAction(db, request.viewer, slug, session, number)
    const errors = await submit(request, () => db.transaction().execute(trx => addStep(trx, request.viewer, slug, session, number, request.body, now())))
    if (errors) return reply.code(422).page('action-plans/action', await page(request, 'step', request.body, errors))
    return reply.flash('success', 'The step has been added.').redirect(`${hrefOf(slug, session, number)}#steps`, 303)
  })

  app.get(`${base}/:number/steps/:step`, { config: update, schema: { params: StepParams } }, async (request, reply) => {
    const { slug, session, number, step: id } = request.params
    const { action, place, session: year, step } = await findStep(db, request.viewer, slug, session, number, id)
    return reply.page('action-plans/step', stepPage(teamAt(place, year), action, step, await listTeam(db, place)))
  })

  app.post(`${base}/:number/steps/:step`, { config: update, schema: { params: StepParams, body: StepForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number, step: id } = request.params
    const { action, place, session: year, step } = await findStep(db, request.viewer, slug, session, number, id)
    const errors = await submit(request, () => db.transaction().execute(trx => saveStep(trx, request.viewer, slug, session, number, id, request.body, now())))
    if (errors) return reply.code(422).page('action-plans/step', stepPage(teamAt(place, year), action, step, await listTeam(db, place), request.body, errors))
    return reply.flash('success', 'The step has been saved.').redirect(`${hrefOf(slug, session, number)}#steps`, 303)
  })

  app.post(`${base}/:number/steps/:step/done`, { config: update, schema: { params: StepParams, body: StepDoneForm } }, async (request, reply) => {
    const { slug, session, number, step } = request.params
    await db.transaction().execute(trx => markStep(trx, request.viewer, slug, session, number, step, request.body.done === 'yes', now()))
    return reply.flash('success', 'The step has been saved.').redirect(`${hrefOf(slug, session, number)}#steps`, 303)
  })

  app.post(`${base}/:number/steps/:step/position`, { config: update, schema: { params: StepParams, body: StepMoveForm } }, async (request, reply) => {
    const { slug, session, number, step } = request.params
    await db.transaction().execute(trx => moveStep(trx, request.viewer, slug, session, number, step, request.body.direction))
    return reply.flash('success', 'The step has been moved.').redirect(`${hrefOf(slug, session, number)}#steps`, 303)
  })

  app.get(`${base}/:number/stop`, { config: edit, schema: { params: ActionParams } }, async (request, reply) => {
    const { slug, session, number } = request.params
    const { action, place, session: year } = await findAction(db, request.viewer, slug, session, number)
    return reply.page('action-plans/stop', stopPage(teamAt(place, year), action))
  })

  app.post(`${base}/:number/stop`, { config: edit, schema: { params: ActionParams, body: ReasonForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, number } = request.params
    const { action, place, session: year } = await findAction(db, request.viewer, slug, session, number)
    const errors = await submit(request, () => db.transaction().execute(trx => stopAction(trx, request.viewer, slug, session, number, request.body.reason, now())))
    if (errors) return reply.code(422).page('action-plans/stop', stopPage(teamAt(place, year), action, request.body, errors))
    return reply.flash('success', `Action ${number} has been stopped.`).redirect(hrefOf(slug, session, number), 303)
  })

  /** A quick choice of the form becomes a day, in the form itself: shown again, by an error or a clash, it is that day. */
  function withDue<T extends { due_choice?: string, due_on?: string }> (body: T, session: Session) {
    const { due_choice: choice } = body
    delete body.due_choice
    if (choice && choice !== 'date') body.due_on = quickDues(app.today(), session)[choice as QuickDue].day
    return body
  }

  async function page (request: FastifyRequest, name: 'update' | 'step' | 'check' | null = null, values: Values = {}, errors: FormErrors | null = null) {
    const { slug, session, number } = request.params as { slug: string, session: string, number: number }
    const { action, place, plan, session: year, stage } = await findAction(db, request.viewer, slug, session, number)
    const updates = await listUpdatesOf(db, action)
    return actionPage({
      team: teamAt(place, year),
      action,
      stage,
      sources: await listSourcesOf(db, action),
      steps: await listStepsOf(db, action),
      updates,
      checks: await listChecksOf(db, action),
      checkerRefusal: checkerRefusal(action, updates, request.viewer.id),
      above: await listContributions(db, action),
      contributors: place.kind === 'community' ? [] : (await listContributors(db, request.viewer, plan, app.today())).filter(row => row.to_id === action.id),
      people: await listTeam(db, place),
      evidence: await listEvidenceForActions(db, [action.id]),
      kin: await listKin(db, action),
      today: app.today(),
      rights: { mayEdit: canAt(request.viewer, can.edit, place) && !place.closed_on, mayUpdate: canAt(request.viewer, can.update, place) && !place.closed_on }
    }, { name, values, errors })
  }

  async function form (request: FastifyRequest, action: Action | null, values: Values, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params as { slug: string, session: string }
    const { place, session } = await findPlanPlace(db, request.viewer, slug, name)
    return actionFormPage({
      team: teamAt(place, session),
      people: await listTeam(db, place),
      above: await listActionsAbove(db, place, session),
      indicators: frameworks.indicators(session.framework_id, session.framework_version),
      recommendations: await listSessionRecommendations(db, frameworks, session),
      session,
      today: app.today()
    }, action, values, errors)
  }

  async function valuesOf (action: Action): Promise<Values> {
    const sources = await listSourcesOf(db, action)
    const codes = (kind: string) => sources.filter(source => source.kind === kind).map(source => source.code)
    return { ...action, priority: action.priority === 1 ? 'yes' : undefined, contributes: (await listContributions(db, action)).map(other => other.id), indicators: codes('indicator'), recommendations: codes('recommendation') }
  }
}

export default actions
