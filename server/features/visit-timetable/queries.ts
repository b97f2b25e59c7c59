import { NotFound } from '../../lib/errors.ts'
import { hashSecret } from '../../lib/ids.ts'
import { listThemes, listVisitPeople } from '../visits/queries.ts'
import { checkTimetable } from './check-rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Visit, VisitPerson, VisitQuestion, VisitTheme } from '../visits/queries.ts'
import type { VisitTimetableTables } from './tables.ts'

export type VisitDay = Selectable<VisitTimetableTables['visit_day']>
export type SessionRow = Selectable<VisitTimetableTables['visit_session']>
export type Theme = VisitTheme & { questions: VisitQuestion[] }
/** A session with its theme, and the people of the visit who have a part in it. */
export type VisitSession = SessionRow & { theme: Theme | null, people: { id: string, name: string, part: 'lead' | 'scribe' }[] }
export type Timetable = (VisitDay & { sessions: VisitSession[] })[]

/** The days of a visit with their sessions, in order. */
export async function listTimetable (db: Db, visit: Pick<Visit, 'id'>): Promise<Timetable> {
  const days = await db.selectFrom('visit_day').selectAll().where('visit_id', '=', visit.id).orderBy('held_on').execute()
  const sessions = await db.selectFrom('visit_session').selectAll().where('day_id', 'in', days.map(day => day.id)).orderBy('position').orderBy('id').execute()
  const parts = await db.selectFrom('visit_session_person').innerJoin('visit_person', 'visit_person.id', 'visit_session_person.visit_person_id')
    .select(['visit_session_person.session_id', 'visit_person.id', 'visit_person.name', 'visit_session_person.part']).where('visit_person.visit_id', '=', visit.id).orderBy('visit_session_person.id').execute()
  const themes = await listThemes(db, visit)
  return days.map(day => ({
    ...day,
    sessions: sessions.filter(session => session.day_id === day.id).map(session => ({
      ...session,
      theme: themes.find(theme => theme.id === session.theme_id) ?? null,
      people: parts.filter(part => part.session_id === session.id).map(({ id, name, part }) => ({ id, name, part }))
    }))
  }))
}

/** What in a timetable should be looked at again. */
export const noticesOf = (timetable: Timetable, visit: Pick<Visit, 'starts_on' | 'ends_on'>, today: string) => checkTimetable(
  timetable.map(day => ({ ...day, sessions: day.sessions.map(session => ({ ...session, theme: session.theme && { code: session.theme.code, questions: session.theme.questions.length } })) })), visit, today > visit.ends_on)

/** A day of a visit. @throws NotFound for one of another */
export function dayIn (timetable: Timetable, dayId: string): Timetable[number] {
  const day = timetable.find(day => day.id === dayId)
  if (!day) throw new NotFound()
  return day
}

/** A session of a visit with its day. @throws NotFound for one of another */
export function sessionIn (timetable: Timetable, sessionId: string): { day: Timetable[number], session: VisitSession } {
  for (const day of timetable) {
    const session = day.sessions.find(session => session.id === sessionId)
    if (session) return { day, session }
  }
  throw new NotFound()
}

/** What was taken out of a timetable. */
export async function listCancelled (db: Db, visit: Pick<Visit, 'id'>) {
  return db.selectFrom('visit_session_cancelled').selectAll().where('visit_id', '=', visit.id).orderBy('id').execute()
}

/** The address that works for somebody's calendar, if there is one. */
export async function findAddress (db: Db, person: Pick<VisitPerson, 'id'>) {
  return db.selectFrom('visit_calendar').selectAll().where('visit_person_id', '=', person.id).where('revoked_at', 'is', null).executeTakeFirst()
}

/** Whom an address is for, and the visit it shows. Null when it is not known or was stopped. */
export async function findCalendar (db: Db, secret: string) {
  const address = await db.selectFrom('visit_calendar').selectAll().where('token_hash', '=', hashSecret(secret)).where('revoked_at', 'is', null).executeTakeFirst()
  const person = address && await db.selectFrom('visit_person').selectAll().where('id', '=', address.visit_person_id).executeTakeFirst()
  const visit = person && await db.selectFrom('visit').selectAll().where('id', '=', person.visit_id).executeTakeFirst()
  return address && person && visit ? { address, person, visit } : null
}

/** One person of a visit. @throws NotFound for one of another */
export async function findVisitPerson (db: Db, visit: Pick<Visit, 'id'>, personId: string): Promise<VisitPerson> {
  const person = (await listVisitPeople(db, visit)).find(one => one.id === personId)
  if (!person) throw new NotFound()
  return person
}
