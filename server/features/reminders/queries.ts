import { addDays } from '../../lib/dates.ts'
import { byName } from '../../lib/text.ts'
import { allowed } from '../../permissions.ts'
import { daysAhead, daysLate, sessionsInPlay } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { DueAction } from './rules.ts'

/**
 * The actions people are reminded of, everybody's or those of some people: the open ones they own that are overdue or due soon, in teams
 * where they still hold a role; and for chairs those of their team that are long overdue. By team and number.
 */
export async function listDue (db: Db, today: string, personIds?: string[]): Promise<DueAction[]> {
  const sessions = await db.selectFrom('session').select(['id', 'authority_id', 'name']).execute()
  const open = openActions(db, sessionsInPlay(sessions, today).map(({ id }) => id))
  const owned = await open.innerJoin('person', 'person.id', 'action.owner_id').select('person.id as person_id')
    .where('person.disabled_at', 'is', null).where('action.due_on', '<=', addDays(today, daysAhead))
    .$if(personIds !== undefined, query => query.where('person.id', 'in', personIds!))
    .where(({ exists, selectFrom }) => exists(selectFrom('role_held').select('role_held.id')
      .whereRef('role_held.person_id', '=', 'person.id').where('role_held.ended_at', 'is', null).where('role_held.role', 'in', [...allowed['team.view']])
      .where(where => where.or([where('role_held.place_id', '=', where.ref('place.id')), where('role_held.place_id', '=', where.ref('place.area_id')), where('role_held.place_id', '=', where.ref('place.authority_id'))]))))
    .execute()
  const late = await open.innerJoin('role_held', 'role_held.place_id', 'place.id').innerJoin('person', 'person.id', 'role_held.person_id').select('person.id as person_id')
    .where('role_held.role', '=', 'chair').where('role_held.ended_at', 'is', null).where('person.disabled_at', 'is', null)
    .where('action.due_on', '<', addDays(today, -daysLate))
    .$if(personIds !== undefined, query => query.where('person.id', 'in', personIds!))
    .execute()
  const rows = [...owned.map(row => ({ ...row, as: 'owner' as const })), ...late.map(row => ({ ...row, as: 'chair' as const }))]
  return rows.map(row => ({ ...row, due_on: row.due_on! })).sort((a, b) => a.number - b.number).sort(byName(row => row.team))
}

/** Actions that something is still to be done for, and that no later plan has taken over. */
function openActions (db: Db, sessionIds: string[]) {
  return db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id').innerJoin('session', 'session.id', 'plan.session_id')
    .select(['place.kind', 'place.name as team', 'place.slug', 'session.name as session', 'action.number', 'action.due_on'])
    .where('session.id', 'in', sessionIds).where('place.closed_on', 'is', null)
    .where('action.status', '!=', 'complete').where('action.stopped_at', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('action as later').select('later.id').whereRef('later.carried_from', '=', 'action.id'))))
}

/** Actions by their ids, with what a link to them needs, and whether something is still to be done. */
export async function listLinked (db: Db, actionIds: string[]) {
  return db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id').innerJoin('session', 'session.id', 'plan.session_id')
    .select(['action.id', 'action.owner_id', 'action.number', 'action.status', 'action.stopped_at', 'place.kind', 'place.name as team', 'place.slug', 'session.name as session'])
    .where('action.id', 'in', actionIds).execute()
}

/** Nudges by their ids, with what their mails need. */
export async function listNudgesById (db: Db, ids: string[]) {
  return db.selectFrom('nudge').innerJoin('place', 'place.id', 'nudge.place_id').innerJoin('session', 'session.id', 'nudge.session_id')
    .select(['nudge.id', 'nudge.about', 'nudge.by_name', 'place.name as team', 'place.slug', 'session.name as session']).where('nudge.id', 'in', ids).execute()
}

/** People with their addresses and which mails they want. */
export async function listRecipients (db: Db, personIds: string[]) {
  return db.selectFrom('person').leftJoin('mail_choice', 'mail_choice.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.email', 'person.disabled_at', 'mail_choice.digest', 'mail_choice.owner']).where('person.id', 'in', personIds).execute()
}

/** Which mails somebody wants. */
export async function findChoice (db: Db, viewer: Pick<Viewer, 'id'>): Promise<{ digest: 'yes' | 'no', owner: 'yes' | 'no' }> {
  const choice = await db.selectFrom('mail_choice').select(['digest', 'owner']).where('person_id', '=', viewer.id).executeTakeFirst()
  return choice ?? { digest: 'yes', owner: 'yes' }
}

export const mailsPerPage = 50

/** A page of an authority's mails, the newest first. @returns also how many there are */
export async function listMails (db: Db, authorityId: string, page: number) {
  const found = db.selectFrom('mail_outbox').innerJoin('person', 'person.id', 'mail_outbox.person_id').where('person.authority_id', '=', authorityId)
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const mails = await found
    .select(['mail_outbox.id', 'person.name', 'mail_outbox.kind', 'mail_outbox.state', 'mail_outbox.queued_at', 'mail_outbox.next_try_at', 'mail_outbox.tries', 'mail_outbox.settled_at', 'mail_outbox.reason'])
    .orderBy('mail_outbox.queued_at', 'desc').orderBy('mail_outbox.id', 'desc').limit(mailsPerPage).offset((page - 1) * mailsPerPage).execute()
  return { total, mails }
}
