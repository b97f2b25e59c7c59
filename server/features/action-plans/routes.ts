import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { previousSession } from '../sessions/queries.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { PdfProblem } from '../../exports/browser.ts'
import { writePdf } from '../../exports/pdf.ts'
import { inWords } from '../../lib/text.ts'
import actions from './action-routes.ts'
import { cityPlans, teamPlans } from './address-rules.ts'
import { agreePlan, keepPdfHash, reopenPlan, sha256Of, signPlan } from './agreement.ts'
import { carryActions } from './carrying.ts'
import { listPlanChoices } from './choices.ts'
import { CarryForm, MakingForm, PlanParams, ReasonForm, SignForm } from './forms.ts'
import { listContributors } from './contributions.ts'
import { listReviews } from './reviews.ts'
import { makePlan } from './making.ts'
import { carryPage, makePage, planPage, teamAt } from './pages.ts'
import { countSteps, findPlanPlace, latestUpdates, listActions, listChecks, listPlanSteps, listSources, listUnfinished, planOf } from './queries.ts'
import reviews from './review-routes.ts'
import timeline from './timeline-routes.ts'
import cityPlanList from './city-routes.ts'
import reports, { buildPlanReport } from './report-routes.ts'
import sheets from './sheet-routes.ts'
import { planStage } from './rules.ts'
import type { Viewer } from '../../permissions.ts'
import type { PlanRoutes } from './address-rules.ts'
import type { Carrying } from './carrying.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const params = { params: PlanParams }

/** Teams' plans, and with the same pages the plans of areas and of the authority. */
const actionPlans: FastifyPluginAsyncTypebox = async (app) => {
  for (const where of [teamPlans, cityPlans]) {
    await app.register(plans, where)
    await app.register(actions, where)
    await app.register(reviews, where)
    await app.register(timeline, where)
    await app.register(reports, where)
    await app.register(sheets, where)
  }
  await app.register(cityPlanList)
}

const plans: FastifyPluginAsyncTypebox<PlanRoutes> = async (app, { base, ...can }) => {
  const { db, frameworks } = app
  const edit = { can: can.edit }
  const homeOf = ({ slug, session }: { slug: string, session: string }): string => base.replace(':slug', slug).replace(':session', session)
  const now = () => app.now().toISOString()

  app.get(base, { config: { can: can.view }, schema: params }, async (request, reply) => reply.page('action-plans/plan', await plan(request)))

  app.get(`${base}/make`, { config: edit, schema: params }, async (request, reply) => reply.page('action-plans/make', await make(request)))

  app.post(`${base}/make`, { config: edit, schema: { ...params, body: MakingForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findPlanPlace(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => makePlan(trx, request.viewer, slug, session, request.body.choices, frameworks, now())))
    if (errors) return reply.code(422).page('action-plans/make', await make(request, request.body, errors))
    return reply.flash('success', 'Draft actions have been made. Give each an owner, a date and what will be different for children.').redirect(homeOf(request.params), 303)
  })

  app.get(`${base}/carry`, { config: edit, schema: params }, async (request, reply) => reply.page('action-plans/carry', await carry(request)))

  app.post(`${base}/carry`, { config: edit, schema: { ...params, body: CarryForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findPlanPlace(db, request.viewer, slug, session)
    let toChange: number[] = []
    const errors = await submit(request, async () => {
      toChange = (await db.transaction().execute(trx => carryActions(trx, request.viewer, slug, session, decisionsIn(request.body), now()))).toChange
    })
    if (errors) return reply.code(422).page('action-plans/carry', await carry(request, request.body, errors))
    if (toChange.length === 0) return reply.flash('success', 'Your decisions are saved.').redirect(homeOf(request.params), 303)
    return reply.flash('success', `Your decisions are saved. To be changed: action ${inWords(toChange.map(String))}.`).redirect(`${homeOf(request.params)}/actions/${toChange[0]}/edit`, 303)
  })

  app.post(`${base}/agreement`, { config: edit, schema: params }, async (request, reply) => {
    const { slug, session } = request.params
    await db.transaction().execute(trx => agreePlan(trx, request.viewer, slug, session, now()))
    return reply.flash('success', 'The plan is agreed. Sign it next.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/signature`, { config: edit, schema: { ...params, body: SignForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findPlanPlace(db, request.viewer, slug, session)
    let signature = ''
    const errors = await submit(request, async () => {
      signature = (await db.transaction().execute(trx => signPlan(trx, request.viewer, slug, session, request.body.statement, frameworks, now()))).id
    })
    if (errors) return reply.code(422).page('action-plans/plan', await plan(request, request.body, errors))
    await keepPdf(request.viewer, request.params, signature)
    return reply.flash('success', 'The plan is signed. A copy has been kept as it is now.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/reopening`, { config: edit, schema: { ...params, body: ReasonForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findPlanPlace(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => reopenPlan(trx, request.viewer, slug, session, request.body.reason, now())))
    if (errors) return reply.code(422).page('action-plans/plan', await plan(request, request.body, errors))
    return reply.flash('success', 'The plan is a draft again.').redirect(homeOf(request.params), 303)
  })

  /** Print what was signed and keep the hash. Without a browser the signature stands, and the hash is kept when the copy is first printed. */
  async function keepPdf (viewer: Viewer, { slug, session }: { slug: string, session: string }, signature: string) {
    try {
      const pdf = await writePdf(await buildPlanReport(db, frameworks, viewer, slug, session, signature), app.printer)
      await db.transaction().execute(trx => keepPdfHash(trx, viewer, slug, session, signature, sha256Of(pdf)))
    } catch (error) {
      if (!(error instanceof PdfProblem)) throw error
      app.log.warn(error)
    }
  }

  async function teamOf (request: FastifyRequest) {
    const { slug, session: name } = request.params as { slug: string, session: string }
    const { place, session } = await findPlanPlace(db, request.viewer, slug, name)
    return { place, session, team: teamAt(place, session) }
  }

  async function plan (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { place, session, team } = await teamOf(request)
    const row = await planOf(db, place, session)
    const steps = row ? await listPlanSteps(db, row) : []
    return planPage({
      team,
      steps,
      stage: planStage(steps),
      actions: row ? await listActions(db, row) : [],
      counts: row ? await countSteps(db, row) : [],
      latest: row ? await latestUpdates(db, row) : [],
      sources: row ? await listSources(db, row) : [],
      checks: row ? await listChecks(db, row) : [],
      reviews: row ? await listReviews(db, row) : [],
      contributors: row && place.kind !== 'community' ? await listContributors(db, request.viewer, row, app.today()) : [],
      today: app.today(),
      rights: { mayEdit: canAt(request.viewer, can.edit, place) && !place.closed_on }
    }, values, errors)
  }

  async function make (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { place, session, team } = await teamOf(request)
    return makePage(team, await listPlanChoices(db, frameworks, place, session), values, errors)
  }

  async function carry (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { place, session, team } = await teamOf(request)
    const previous = await previousSession(db, session)
    const before = previous && await planOf(db, place, previous)
    return carryPage(team, before ? await listUnfinished(db, before) : [], previous?.name ?? session.name, values, errors)
  }
}

/** `decision.<id>` and `reason.<id>` as decisions; actions nobody decided about stay as they are. */
function decisionsIn (body: Record<string, string>): Carrying[] {
  return Object.entries(body).filter(([name]) => name.startsWith('decision.')).map(([name, decision]) => {
    const actionId = name.slice('decision.'.length)
    return { actionId, decision: decision as Carrying['decision'], reason: body[`reason.${actionId}`] }
  })
}

export default actionPlans
