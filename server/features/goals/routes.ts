import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { listAllItems } from '../lists/queries.ts'
import { listBank } from './bank.ts'
import { addGoal, closeGoal, reopenGoal, saveGoal } from './changes.ts'
import exportRoutes from './export-routes.ts'
import { closePage, goalFormPage, inserted, reviewFormPage, storedValues } from './form-pages.ts'
import { CloseForm, GoalForm, GoalParams, ListQuery, ReviewForm, ReviewParams, StartQuery, TeamParams } from './forms.ts'
import { findKept } from './keeper-queries.ts'
import keeperRoutes from './keeper-routes.ts'
import { goalPage, homeOf, listPage } from './pages.ts'
import { findGoal, listGoals, listGoalsOfCase, listReviews, listSteps, listVersions } from './queries.ts'
import { addReview, correctReview } from './reviews.ts'
import { startValues } from './rules.ts'
import { goalSettings } from './settings.ts'
import settingsRoutes from './settings-routes.ts'
import { teamOf } from './team-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { ListFilters } from './forms.ts'

const keep = { can: 'goal.keep' } as const
const base = '/communities/:slug/goals'
const one = `${base}/:goal`
type Values = Record<string, unknown>

/** Goal Attainment Scaling. Goals go on from one session into the next, so they stand beside a team's sessions, not in one. */
const goals: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()
  await app.register(keeperRoutes)
  await app.register(settingsRoutes)
  await app.register(exportRoutes)

  app.get(base, { config: keep, schema: { params: TeamParams, querystring: ListQuery } }, async (request, reply) => {
    const community = await findKept(db, request.viewer, request.params.slug)
    const filters: ListFilters = request.query
    return reply.page('goals/index', listPage(teamOf(community), await listGoals(db, community, filters, app.today()), await listAllItems(db, community.authority_id), filters, app.today()))
  })

  app.get(`${base}/new`, { config: keep, schema: { params: TeamParams, querystring: StartQuery } }, async (request, reply) => {
    const { from, code } = request.query
    const start = { ...startValues(app.today()), ...code ? { case_code: code } : {} }
    return reply.page('goals/form', await form(request, request.params, { ...start, ...from ? { bank: from, intent: 'insert' } : {} }))
  })

  app.post(base, { config: keep, schema: { params: TeamParams, body: GoalForm }, attachValidation: true }, async (request, reply) => {
    const { slug } = request.params
    await findKept(db, request.viewer, slug)
    const { bank: _bank, intent, ...input } = request.body
    if (intent) return reply.page('goals/form', await form(request, request.params, request.body))
    let made = ''
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => addGoal(trx, request.viewer, slug, input, now())) })
    if (errors) return reply.code(422).page('goals/form', await form(request, request.params, request.body, errors))
    return reply.flash('success', 'The goal has been saved.').redirect(`${homeOf({ slug })}/${made}`, 303)
  })

  app.get(one, { config: keep, schema: { params: GoalParams } }, async (request, reply) => {
    const { community, goal, reviews } = await findGoal(db, request.viewer, request.params.slug, request.params.goal)
    const siblings = await listGoalsOfCase(db, community, goal.case_code)
    return reply.page('goals/goal', goalPage(teamOf(community), {
      goal, reviews, siblings, steps: await listSteps(db, [goal]), versions: await listVersions(db, goal), siblingReviews: await listReviews(db, siblings), lists: await listAllItems(db, community.authority_id), settings: await goalSettings(db, community.authority_id), mayErase: canAt(request.viewer, 'record.erase', community)
    }))
  })

  app.get(`${one}/edit`, { config: keep, schema: { params: GoalParams } }, async (request, reply) => {
    const { goal } = await findGoal(db, request.viewer, request.params.slug, request.params.goal)
    return reply.page('goals/form', await form(request, request.params, { ...storedValues(goal), intent: 'check' }))
  })

  app.post(one, { config: keep, schema: { params: GoalParams, body: GoalForm }, attachValidation: true }, async (request, reply) => {
    const { slug, goal } = request.params
    await findGoal(db, request.viewer, slug, goal)
    const { bank: _bank, intent, ...input } = request.body
    if (intent) return reply.page('goals/form', await form(request, request.params, request.body))
    const errors = await submit(request, () => db.transaction().execute(trx => saveGoal(trx, request.viewer, slug, goal, input, now())))
    if (errors) return reply.code(422).page('goals/form', await form(request, request.params, request.body, errors))
    return reply.flash('success', 'The goal has been saved.').redirect(`${homeOf({ slug })}/${goal}`, 303)
  })

  app.get(`${one}/reviews/new`, { config: keep, schema: { params: GoalParams } }, async (request, reply) => {
    const settings = await settingsOf(request)
    return reply.page('goals/review', await reviewForm(request, request.params, { reviewed_on: app.today(), rated_by: settings.rater }))
  })

  app.post(`${one}/reviews`, { config: keep, schema: { params: GoalParams, body: ReviewForm }, attachValidation: true }, async (request, reply) => {
    const { slug, goal } = request.params
    await findGoal(db, request.viewer, slug, goal)
    const errors = await submit(request, () => db.transaction().execute(trx => addReview(trx, request.viewer, slug, goal, request.body, app.today(), now())))
    if (errors) return reply.code(422).page('goals/review', await reviewForm(request, request.params, request.body, errors))
    return reply.flash('success', 'The review has been saved.').redirect(`${homeOf({ slug })}/${goal}`, 303)
  })

  app.get(`${one}/reviews/:review/correction`, { config: keep, schema: { params: ReviewParams } }, async (request, reply) => reply.page('goals/review', await reviewForm(request, request.params)))

  app.post(`${one}/reviews/:review/correction`, { config: keep, schema: { params: ReviewParams, body: ReviewForm }, attachValidation: true }, async (request, reply) => {
    const { slug, goal, review } = request.params
    await findGoal(db, request.viewer, slug, goal)
    const errors = await submit(request, () => db.transaction().execute(trx => correctReview(trx, request.viewer, slug, goal, review, request.body, app.today(), now())))
    if (errors) return reply.code(422).page('goals/review', await reviewForm(request, request.params, request.body, errors))
    return reply.flash('success', 'The review has been corrected. The first wording stays readable.').redirect(`${homeOf({ slug })}/${goal}`, 303)
  })

  app.get(`${one}/closing`, { config: keep, schema: { params: GoalParams } }, async (request, reply) => {
    const { community, goal } = await findGoal(db, request.viewer, request.params.slug, request.params.goal)
    return reply.page('goals/close', closePage(teamOf(community), goal))
  })

  app.post(`${one}/closing`, { config: keep, schema: { params: GoalParams, body: CloseForm }, attachValidation: true }, async (request, reply) => {
    const { slug, goal: id } = request.params
    const { community, goal } = await findGoal(db, request.viewer, slug, id)
    const errors = await submit(request, () => db.transaction().execute(trx => closeGoal(trx, request.viewer, slug, id, request.body, now())))
    if (errors) return reply.code(422).page('goals/close', closePage(teamOf(community), goal, request.body, errors))
    return reply.flash('success', 'The goal is closed. It stays readable.').redirect(`${homeOf({ slug })}/${id}`, 303)
  })

  app.post(`${one}/reopening`, { config: keep, schema: { params: GoalParams } }, async (request, reply) => {
    const { slug, goal } = request.params
    await db.transaction().execute(trx => reopenGoal(trx, request.viewer, slug, goal, now()))
    return reply.flash('success', 'The goal is open again.').redirect(`${homeOf({ slug })}/${goal}`, 303)
  })

  const settingsOf = (request: FastifyRequest) => goalSettings(db, request.viewer.authorityId)

  /** The form with what the person asked of it: a goal of the bank put in, or its wording looked over. */
  async function form (request: FastifyRequest, { slug, goal: id }: { slug: string, goal?: string }, given: Values, errors: FormErrors | null = null) {
    const found = id ? await findGoal(db, request.viewer, slug, id) : null
    const community = found?.community ?? await findKept(db, request.viewer, slug)
    const bank = await listBank(db, community.authority_id)
    const chosen = given.intent === 'insert' ? bank.find(item => item.code === given.bank && !item.retired) : undefined
    const message = given.intent === 'insert' ? chosen ? `“${chosen.title}” is in the empty boxes below. Make it this child’s: change the words and the numbers.` : 'Choose a goal of the bank first.' : null
    return goalFormPage({ team: teamOf(community), goal: found?.goal ?? null, lists: await listAllItems(db, community.authority_id), bank, settings: await settingsOf(request), look: given.intent !== undefined || errors !== null }, chosen ? inserted(given, chosen) : given, errors, message)
  }

  async function reviewForm (request: FastifyRequest, { slug, goal: id, review }: { slug: string, goal: string, review?: string }, values: Values | null = null, errors: FormErrors | null = null) {
    const { community, goal, reviews } = await findGoal(db, request.viewer, slug, id)
    const before = review ? reviews.find(one => one.id === review && one.replaced_at === null) : null
    if (before === undefined) throw new NotFound()
    return reviewFormPage(teamOf(community), goal, before, await settingsOf(request), values ?? { ...before, correction: '', score: String(before?.score) }, errors)
  }
}

export default goals
