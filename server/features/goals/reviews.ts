import { record } from '../audit/record.ts'
import { longDate } from '../../lib/dates.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { refuseClosed } from './changes.ts'
import { findGoal } from './queries.ts'
import { scoresFor } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { ReviewInput } from './forms.ts'
import type { Goal } from './queries.ts'
import type { Score } from './rules.ts'

/** Say which level a child has reached. The next review's day may be set with it. */
export async function addReview (trx: Trx, viewer: Viewer, slug: string, id: string, input: ReviewInput, today: string, at: string) {
  const { community, goal } = await findGoal(trx, viewer, slug, id)
  refuseClosed(community, goal)
  const review = { id: newId(), goal_id: goal.id, ...valuesOf(goal, input, today), recorded_at: at, recorded_by_name: viewer.name, replaces_id: null, correction: null, replaced_at: null, release_id: null }
  await trx.insertInto('goal_review').values(review).execute()
  await trx.updateTable('goal').set({ review_on: nextOf(goal, input) }).where('id', '=', goal.id).execute()
  await record(trx, viewer, 'goal-review.added', review.id, { goalId: goal.id, score: review.score }, community.id)
}

/**
 * Put a review right. The first wording stays readable with the reason. Figures that were released with it stay as they were released: the
 * correction counts as counted, so that two releases never show what one child's correction was.
 */
export async function correctReview (trx: Trx, viewer: Viewer, slug: string, id: string, reviewId: string, input: ReviewInput, today: string, at: string) {
  const { community, goal, reviews } = await findGoal(trx, viewer, slug, id)
  if (community.closed_on) refuseClosed(community, goal)
  const before = reviews.find(review => review.id === reviewId)
  if (!before) throw new NotFound()
  if (before.replaced_at) throw new Refusal('This review has been corrected already. Correct the later one.')
  const values = valuesOf(goal, input, today)
  if (!input.correction) throw new FieldRefusal('correction', 'Say what was wrong')
  const review = { id: newId(), goal_id: goal.id, ...values, recorded_at: at, recorded_by_name: viewer.name, replaces_id: before.id, correction: input.correction, replaced_at: null, release_id: before.release_id }
  await trx.updateTable('goal_review').set({ replaced_at: at }).where('id', '=', before.id).execute()
  await trx.insertInto('goal_review').values(review).execute()
  await record(trx, viewer, 'goal-review.corrected', review.id, { goalId: goal.id, replaces: before.id, score: review.score }, community.id)
}

function valuesOf (goal: Goal, input: ReviewInput, today: string) {
  const score = Number(input.score) as Score
  if (!scoresFor(goal).includes(score)) throw new FieldRefusal('score', 'Partly achieved is only for a child who started from −1')
  if (input.reviewed_on > today) throw new FieldRefusal('reviewed_on', 'A review cannot be in the future')
  if (input.reviewed_on < goal.support_from) throw new FieldRefusal('reviewed_on', `Support began on ${longDate(goal.support_from)}: the review comes after it`)
  return { reviewed_on: input.reviewed_on, score, rated_by: input.rated_by, childs_words: input.childs_words ?? null, note: input.note ?? null }
}

/** A review takes the goal off the list of what is due, until the next one. */
function nextOf (goal: Goal, input: ReviewInput): string | null {
  if (input.next_on && input.next_on <= input.reviewed_on) throw new FieldRefusal('next_on', 'The next review comes after this one')
  return input.next_on ?? (goal.review_on && goal.review_on > input.reviewed_on ? goal.review_on : null)
}
