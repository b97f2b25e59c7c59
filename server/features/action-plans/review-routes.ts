import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { PlanParams, ReviewForm } from './forms.ts'
import { teamAt } from './pages.ts'
import { findPlan, listActions } from './queries.ts'
import { reviewFormPage, reviewsPage } from './review-pages.ts'
import { addReview, listReviewedActions, listReviews } from './reviews.ts'
import type { FastifyRequest } from 'fastify'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { PlanRoutes } from './address-rules.ts'
import type { ReviewInput } from './forms.ts'

/** Progress reviews of a plan: read them, and hold one. */
const reviews: FastifyPluginAsyncTypebox<PlanRoutes> = async (app, { base, ...can }) => {
  const { db } = app

  app.get(`${base}/reviews`, { config: { can: can.view }, schema: { params: PlanParams } }, async (request, reply) => {
    const { place, session, plan } = await findPlan(db, request.viewer, request.params.slug, request.params.session)
    const mayReview = canAt(request.viewer, can.edit, place) && !place.closed_on
    return reply.page('action-plans/reviews', reviewsPage(teamAt(place, session), await listReviews(db, plan), await listReviewedActions(db, plan), mayReview))
  })

  app.get(`${base}/reviews/new`, { config: { can: can.edit }, schema: { params: PlanParams } }, async (request, reply) => reply.page('action-plans/review-form', await form(request, { reviewer: request.viewer.name })))

  app.post(`${base}/reviews`, { config: { can: can.edit }, schema: { params: PlanParams, body: ReviewForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findPlan(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => addReview(trx, request.viewer, slug, session, request.body as ReviewInput, app.today(), app.now().toISOString())))
    if (errors) return reply.code(422).page('action-plans/review-form', await form(request, request.body, errors))
    return reply.flash('success', 'The review has been saved.').redirect(`${base.replace(':slug', slug).replace(':session', session)}/reviews`, 303)
  })

  async function form (request: FastifyRequest, values: Record<string, unknown>, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params as { slug: string, session: string }
    const { place, session, plan } = await findPlan(db, request.viewer, slug, name)
    const actions = (await listActions(db, plan)).filter(action => !action.stopped_at)
    return reviewFormPage(teamAt(place, session), actions, app.today(), values, errors)
  }
}

export default reviews
