import { findViewer } from '../people/queries.ts'
import { addDays } from '../../lib/dates.ts'
import { hashSecret } from '../../lib/ids.ts'
import { can, canAt, placesFor } from '../../permissions.ts'
import { actionEvents, meetingEvent, reviewEvent, yearEvents } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { EventRow } from './rules.ts'
import type { CalendarTables } from './tables.ts'

export type CalendarFeed = Selectable<CalendarTables['calendar_feed']>
export interface FeedFound { feed: CalendarFeed, viewer: Omit<Viewer, 'asking'>, place: Place | null }

/** A person's addresses that work, the latest first, with the teams they show. */
export async function listFeeds (db: Db, person: { id: string }) {
  return db.selectFrom('calendar_feed').leftJoin('place', 'place.id', 'calendar_feed.place_id')
    .select(['calendar_feed.id', 'calendar_feed.made_at', 'calendar_feed.last_used_on', 'place.name as team'])
    .where('calendar_feed.person_id', '=', person.id).where('calendar_feed.revoked_at', 'is', null).orderBy('calendar_feed.id', 'desc').execute()
}

/**
 * What an address opens, by the roles its person holds at this moment. Null when the address is not known or was stopped, when the person
 * may not come in any more, and when they may no longer read that team.
 */
export async function findFeed (db: Db, secret: string): Promise<FeedFound | null> {
  const feed = await db.selectFrom('calendar_feed').selectAll().where('token_hash', '=', hashSecret(secret)).where('revoked_at', 'is', null).executeTakeFirst()
  const viewer = feed ? await findViewer(db, feed.person_id) : null
  if (!feed || !viewer || !can(viewer, 'calendar.own')) return null
  if (!feed.place_id) return { feed, viewer, place: null }
  const place = await db.selectFrom('place').selectAll().where('id', '=', feed.place_id).executeTakeFirst()
  return place && canAt(viewer, 'team.view', place) ? { feed, viewer, place } : null
}

/** Thirteen months, in days. */
const shownDays = 396

/** Everything a feed shows, of sessions that ended no longer than thirteen months ago. */
export async function listEvents (db: Db, { viewer, place }: FeedFound, today: string): Promise<EventRow[]> {
  const since = addDays(today, -shownDays)
  const own = viewer.roles.filter(({ role }) => role === 'member' || role === 'chair').map(({ placeId }) => placeId)
  const actions = await listActionDates(db, viewer, place, since)
  const meetings = await listMeetingDates(db, place ? [place.id] : own, since)
  const reviews = await listReviewDates(db, place ? [place.id] : viewer.roles.map(({ placeId }) => placeId), since)
  const sessions = await listYearDates(db, place?.authority_id ?? viewer.authorityId, since)
  return [...actions.flatMap(actionEvents), ...meetings.map(meetingEvent), ...reviews.map(reviewEvent), ...sessions.flatMap(session => yearEvents(session, place?.slug ?? null))]
}

/** All actions of a team; or without one, those a person owns in teams they may read. */
async function listActionDates (db: Db, viewer: Pick<Viewer, 'id' | 'roles'>, place: Place | null, since: string) {
  const places = placesFor(viewer, 'team.view')
  const dated = db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id')
    .innerJoin('session', 'session.id', 'plan.session_id').leftJoin('person as owner', 'owner.id', 'action.owner_id')
    .select([
      'action.id', 'action.number', 'action.what', 'action.due_on', 'action.status', 'action.stopped_at', 'action.revision', 'action.saved_at', 'action.owner_role',
      'owner.name as owner_name', 'place.kind', 'place.name as team', 'place.slug', 'session.name as session'
    ])
    .select(({ selectFrom }) => {
      const updates = selectFrom('progress_update').whereRef('progress_update.action_id', '=', 'action.id')
      const looks = updates.where('progress_update.next_on', 'is not', null).orderBy('progress_update.at', 'desc').orderBy('progress_update.id', 'desc').limit(1)
      const later = selectFrom('action as later').whereRef('later.carried_from', '=', 'action.id')
      return [
        updates.select(({ fn }) => fn.countAll<number>().as('n')).as('updates'),
        updates.select(({ fn }) => fn.max('progress_update.at').as('at')).as('updated_at'),
        looks.select('progress_update.next_on').as('next_on'),
        looks.select('progress_update.at').as('next_set_at'),
        later.select(({ fn }) => fn.max('later.saved_at').as('at')).as('carried_at')
      ]
    })
    .where('session.ends_on', '>=', since)
  if (place) return dated.where('plan.place_id', '=', place.id).execute()
  return dated.where('action.owner_id', '=', viewer.id)
    .where(where => where.or([where('place.id', 'in', places), where('place.area_id', 'in', places), where('place.authority_id', 'in', places)])).execute()
}

/** When the plans held at these places are reviewed next, by their latest review. */
async function listReviewDates (db: Db, places: string[], since: string) {
  const rows = await db.selectFrom('progress_review').innerJoin('plan', 'plan.id', 'progress_review.plan_id').innerJoin('place', 'place.id', 'plan.place_id').innerJoin('session', 'session.id', 'plan.session_id')
    .select(['progress_review.plan_id', 'progress_review.next_on', 'progress_review.at', 'place.kind', 'place.name as team', 'place.slug', 'session.name as session'])
    .select(({ selectFrom }) => selectFrom('progress_review as held').select(({ fn }) => fn.countAll<number>().as('n')).whereRef('held.plan_id', '=', 'plan.id').as('reviews'))
    .where('plan.place_id', 'in', places).where('session.ends_on', '>=', since)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('progress_review as later').select('later.id').whereRef('later.plan_id', '=', 'plan.id').whereRef('later.id', '>', 'progress_review.id')))).execute()
  return rows.flatMap(({ next_on: next, ...row }) => next ? [{ ...row, next_on: next }] : [])
}

async function listMeetingDates (db: Db, teams: string[], since: string) {
  return db.selectFrom('meeting').innerJoin('self_evaluation', 'self_evaluation.id', 'meeting.self_evaluation_id')
    .innerJoin('place', 'place.id', 'self_evaluation.community_id').innerJoin('session', 'session.id', 'self_evaluation.session_id')
    .select(['meeting.id', 'meeting.held_on', 'meeting.opened_at', 'place.name as team', 'place.slug', 'session.name as session'])
    .where('self_evaluation.community_id', 'in', teams).where('session.ends_on', '>=', since).execute()
}

/** The dates of an authority's sessions. How often and when they were changed, the trail knows. */
async function listYearDates (db: Db, authorityId: string, since: string) {
  return db.selectFrom('session')
    .select(['session.id', 'session.name', 'session.opened_at', 'session.submit_by', 'session.moderate_by', 'session.agree_by'])
    .select(({ selectFrom }) => {
      const changes = selectFrom('audit_event').whereRef('audit_event.subject_id', '=', 'session.id').where('audit_event.what', '=', 'session.dates-set')
      return [changes.select(({ fn }) => fn.countAll<number>().as('n')).as('changes'), changes.select(({ fn }) => fn.max('audit_event.at').as('at')).as('changed_at')]
    })
    .where('session.authority_id', '=', authorityId).where('session.ends_on', '>=', since).execute()
}
