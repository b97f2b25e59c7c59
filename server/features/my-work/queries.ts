import { NotFound } from '../../lib/errors.ts'
import { canAt, placesFor } from '../../permissions.ts'
import { currentSession } from '../sessions/queries.ts'
import { addDays } from '../../lib/dates.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

/** Actions with their place and session; those that a later plan has taken over are left out. */
const selectOpenActions = (db: Db) => db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id').innerJoin('session', 'session.id', 'plan.session_id')
  .leftJoin('person as owner', 'owner.id', 'action.owner_id')
  .select(['action.id', 'action.number', 'action.what', 'action.status', 'action.stopped_at', 'action.due_on', 'action.priority', 'action.owner_id', 'action.owner_role', 'owner.name as owner_name'])
  .select(['place.id as place_id', 'place.area_id', 'place.authority_id', 'place.kind', 'place.name as place', 'place.slug', 'place.closed_on', 'session.name as session'])
  .where('action.stopped_at', 'is', null)
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('action as later').select('later.id').whereRef('later.carried_from', '=', 'action.id'))))

const mine = (viewer: Pick<Viewer, 'roles'>): string[] => [...new Set([...placesFor(viewer, 'team.view'), ...placesFor(viewer, 'city-plan.edit')])]

/** The open actions this person owns at places where they hold a role, by due date; the undated last. */
export async function listMyActions (db: Db, viewer: Pick<Viewer, 'id' | 'roles'>) {
  const places = mine(viewer)
  return selectOpenActions(db).where('action.owner_id', '=', viewer.id).where('action.status', '!=', 'complete')
    .where(where => where.or([where('place.id', 'in', places), where('place.area_id', 'in', places), where('place.authority_id', 'in', places)]))
    .orderBy('action.due_on', order => order.asc().nullsLast()).orderBy('action.id').execute()
}
export type OpenAction = Awaited<ReturnType<typeof listMyActions>>[number]

/** The steps this person owns that are still to be done, in actions still open. */
export async function listMySteps (db: Db, viewer: Pick<Viewer, 'id' | 'roles'>) {
  const places = mine(viewer)
  return selectOpenActions(db).innerJoin('action_step', 'action_step.action_id', 'action.id').select(['action_step.what as step', 'action_step.due_on as step_due_on'])
    .where('action_step.owner_id', '=', viewer.id).where('action_step.status', 'not in', ['done', 'no-longer-needed']).where('action.status', '!=', 'complete')
    .where(where => where.or([where('place.id', 'in', places), where('place.area_id', 'in', places), where('place.authority_id', 'in', places)]))
    .orderBy('action_step.due_on', order => order.asc().nullsLast()).orderBy('action_step.id').execute()
}

/** Completed priority actions of this person's own places that nobody has confirmed yet, and that somebody else owns and completed. */
export async function listChecksToDo (db: Db, viewer: Pick<Viewer, 'id' | 'roles'>) {
  const places = [...placesFor(viewer, 'action.update'), ...placesFor(viewer, 'city-plan.edit')]
  return selectOpenActions(db).where('action.priority', '=', 1).where('action.status', '=', 'complete').where('plan.place_id', 'in', places)
    .where(where => where.or([where('action.owner_id', 'is', null), where('action.owner_id', '!=', viewer.id)]))
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('action_check').select('action_check.id').whereRef('action_check.action_id', '=', 'action.id').where('action_check.outcome', '=', 'confirmed'))))
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('progress_update').select('progress_update.id').whereRef('progress_update.action_id', '=', 'action.id').where('progress_update.status', '=', 'complete').where('progress_update.by_id', '=', viewer.id))))
    .orderBy('action.id').execute()
}

/** Plans this person leads whose next review comes within two weeks, or has passed. */
export async function listReviewsDue (db: Db, viewer: Pick<Viewer, 'roles'>, today: string) {
  const places = [...placesFor(viewer, 'plan.edit'), ...placesFor(viewer, 'city-plan.edit')]
  const rows = await db.selectFrom('plan').innerJoin('place', 'place.id', 'plan.place_id').innerJoin('session', 'session.id', 'plan.session_id').innerJoin('progress_review', 'progress_review.plan_id', 'plan.id')
    .select(['place.kind', 'place.name as place', 'place.slug', 'session.name as session', 'progress_review.next_on'])
    .where('plan.place_id', 'in', places).where('session.ends_on', '>=', today).where('progress_review.next_on', '<=', addDays(today, 14))
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('progress_review as later').select('later.id').whereRef('later.plan_id', '=', 'plan.id').whereRef('later.id', '>', 'progress_review.id'))))
    .orderBy('progress_review.next_on').execute()
  return rows.flatMap(({ next_on: next, ...row }) => next ? [{ ...row, next_on: next }] : [])
}

/** Teams of this person's that ask for first thoughts and have had none from them; the meeting has not been opened. */
export async function listThoughtsAsked (db: Db, viewer: Pick<Viewer, 'id' | 'roles'>) {
  return db.selectFrom('first_thought_request').innerJoin('self_evaluation', 'self_evaluation.id', 'first_thought_request.self_evaluation_id')
    .innerJoin('place', 'place.id', 'self_evaluation.community_id').innerJoin('session', 'session.id', 'self_evaluation.session_id')
    .select(['place.name as place', 'place.slug', 'session.name as session', 'first_thought_request.answer_by'])
    .where('self_evaluation.community_id', 'in', placesFor(viewer, 'thought.give')).where('first_thought_request.opened_at', 'is', null).where('place.closed_on', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('first_thought').innerJoin('contributor', 'contributor.id', 'first_thought.contributor_id').select('first_thought.id')
      .whereRef('contributor.request_id', '=', 'first_thought_request.id').where('contributor.person_id', '=', viewer.id)))).execute()
}

/** Moderations in which a team of this person's reads another and is not done. */
export async function listReadingsDue (db: Db, viewer: Pick<Viewer, 'roles'>) {
  return db.selectFrom('moderation').innerJoin('place as read', 'read.id', 'moderation.read_id').innerJoin('self_evaluation_step', 'self_evaluation_step.self_evaluation_id', 'moderation.self_evaluation_id')
    .select(['moderation.id', 'read.name as place']).distinct()
    .where('moderation.reader_id', 'in', placesFor(viewer, 'moderation.read')).where('moderation.closed_at', 'is', null).where('self_evaluation_step.kind', '=', 'submitted')
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('moderation_reading').select('moderation_reading.id').whereRef('moderation_reading.moderation_id', '=', 'moderation.id')))).execute()
}

export const workPerPage = 50

/**
 * What is open at a place and below it in the current session, by due date: one more than a page tells that there are more.
 * @throws NotFound for a place this person does not lead or look after
 */
export async function listWorkOfPlace (db: Db, viewer: Viewer, slug: string, { show, page }: { show?: string, page: number }, today: string) {
  const place = await db.selectFrom('place').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (!place || !canAt(viewer, 'work.view', place)) throw new NotFound()
  const session = await currentSession(db, place.authority_id, today)
  if (!session) return { place, session, actions: [] }
  let query = selectOpenActions(db).where('plan.session_id', '=', session.id).where(where => where.or([where('place.id', '=', place.id), where('place.area_id', '=', place.id), where('place.authority_id', '=', place.id)]))
  if (show === 'checks') query = query.where('action.priority', '=', 1).where('action.status', '=', 'complete')
  else query = query.where('action.status', '!=', 'complete')
  if (show === 'overdue') query = query.where('action.due_on', '<', today)
  if (show === 'stuck') query = query.where('action.status', 'in', ['at-risk', 'off-track'])
  if (show === 'nobody') query = query.where('action.owner_id', 'is', null).where('action.owner_role', 'is', null)
  const actions = await query.orderBy('action.due_on', order => order.asc().nullsLast()).orderBy('action.id').limit(workPerPage + 1).offset((page - 1) * workPerPage).execute()
  return { place, session, actions }
}

/** The places whose work this person looks after: their teams as chairs, their areas, the authority. */
export async function listPlacesLed (db: Db, viewer: Pick<Viewer, 'roles'>) {
  return db.selectFrom('place').select(['name', 'slug', 'kind']).where('id', 'in', placesFor(viewer, 'work.view')).where('closed_on', 'is', null).orderBy('name').execute()
}
