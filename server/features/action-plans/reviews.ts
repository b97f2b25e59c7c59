import { record } from '../audit/record.ts'
import { FieldRefusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findPlan, listActions } from './queries.ts'
import type { Selectable } from 'kysely'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { ReviewInput } from './forms.ts'
import type { ActionPlanTables, Status } from './tables.ts'

export type ProgressReview = Selectable<ActionPlanTables['progress_review']>
export type ReviewedAction = Selectable<ActionPlanTables['reviewed_action']> & { number: number, what: string }

/**
 * Keep a progress review: how the plan stands on a day, and each action. Where an action stands otherwise than before, it gets an update.
 * @throws FieldRefusal for a review in the future, or an action called complete here: its impact is told on its own page
 */
export async function addReview (trx: Trx, viewer: Viewer, slug: string, session: string, input: ReviewInput, today: string, at: string) {
  const { place, plan } = await findPlan(trx, viewer, slug, session)
  if (input.held_on > today) throw new FieldRefusal('held_on', 'Give a day that is not in the future')
  if (input.next_on && input.next_on <= input.held_on) throw new FieldRefusal('next_on', 'The next review comes after this one')
  const actions = (await listActions(trx, plan)).filter(action => !action.stopped_at)
  const seen = actions.map(action => ({ action, status: (input[`status.${action.id}`] ?? action.status) as Status, note: input[`note.${action.id}`] ?? null }))
  const early = seen.find(({ action, status }) => status === 'complete' && action.status !== 'complete')
  if (early) throw new FieldRefusal(`status.${early.action.id}`, 'To complete an action, add an update to it: it asks what changed for children')

  const review = { id: newId(), plan_id: plan.id, held_on: input.held_on, reviewer: input.reviewer, status: input.status, summary: input.summary, next_on: input.next_on ?? null, by_id: viewer.id, by_name: viewer.name, at }
  await trx.insertInto('progress_review').values(review).execute()
  if (seen.length > 0) await trx.insertInto('reviewed_action').values(seen.map(({ action, status, note }) => ({ id: newId(), review_id: review.id, action_id: action.id, status, note }))).execute()
  const moved = seen.filter(({ action, status, note }) => status !== action.status || note)
  if (moved.length > 0) {
    await trx.insertInto('progress_update').values(moved.map(({ action, status, note }) => ({ id: newId(), action_id: action.id, at, by_id: viewer.id, by_name: viewer.name, status, what: note ?? 'Seen at the progress review', next_on: input.next_on ?? null, evidence: null }))).execute()
    for (const status of new Set(moved.map(one => one.status))) {
      await trx.updateTable('action').set({ status }).where('id', 'in', moved.filter(one => one.status === status).map(({ action }) => action.id)).execute()
    }
  }
  await record(trx, viewer, 'plan.reviewed', review.id, { planId: plan.id, status: input.status, moved: moved.map(({ action }) => action.number) }, place.id)
  return review
}

/** A plan's progress reviews, the latest first. */
export async function listReviews (db: Db, plan: { id: string }): Promise<ProgressReview[]> {
  return db.selectFrom('progress_review').selectAll().where('plan_id', '=', plan.id).orderBy('id', 'desc').execute()
}

/** How each action stood at a plan's reviews. */
export async function listReviewedActions (db: Db, plan: { id: string }): Promise<ReviewedAction[]> {
  return db.selectFrom('reviewed_action').innerJoin('progress_review', 'progress_review.id', 'reviewed_action.review_id').innerJoin('action', 'action.id', 'reviewed_action.action_id')
    .selectAll('reviewed_action').select(['action.number', 'action.what']).where('progress_review.plan_id', '=', plan.id).orderBy('action.number').execute()
}
