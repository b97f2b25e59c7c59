import { record } from '../audit/record.ts'
import { removeUnused } from '../visits/changes.ts'
import { findVisit, listThemes, listVisitPeople } from '../visits/queries.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { refuseClash } from './clashes.ts'
import { touch } from './touch.ts'
import { dayIn, listTimetable, sessionIn } from './queries.ts'
import { endOf, leavesDay, mostSessions, placeOf, shifted, swapped } from './rules.ts'
import { minutesOf, readTime, readTimes } from './time-rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Visit } from '../visits/queries.ts'
import type { SessionInput } from './forms.ts'
import type { VisitDay, VisitSession } from './queries.ts'

/** Add a session where its time belongs. The later ones move along when that is asked. */
export async function addSession (trx: Trx, viewer: Viewer, visitId: string, input: SessionInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const day = dayOf(await listTimetable(trx, visit), input.day)
  if (day.sessions.length >= mostSessions) throw new Refusal(`A day has at most ${mostSessions} sessions.`)
  const values = await valuesOf(trx, visit, input)
  const session = { id: newId(), day_id: day.id, ...values, time_written: null, saved_at: at, saved_by_name: viewer.name }
  const order = [...day.sessions] as { id: string }[]
  order.splice(placeOf(values, day.sessions, day.sessions.length), 0, session)
  await trx.insertInto('visit_session').values({ ...session, position: order.length }).execute()
  await keepPeople(trx, visit, session.id, input)
  await shiftAlong(trx, input, day.sessions.filter(other => other.starts_at >= session.starts_at), lengthOf(values))
  await renumber(trx, order)
  await touch(trx, visit, at)
  await record(trx, viewer, 'visit.session-added', visit.id, { day: day.held_on, at: values.starts_at }, place.id)
  return session
}

/** Change a session, or move it to another day or time. @throws Clash when somebody else saved it since */
export async function saveSession (trx: Trx, viewer: Viewer, visitId: string, sessionId: string, input: SessionInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const timetable = await listTimetable(trx, visit)
  const { day: from, session } = sessionIn(timetable, sessionId)
  const to = dayOf(timetable, input.day)
  const values = await valuesOf(trx, visit, input)
  const sameTime = values.starts_at === session.starts_at && values.ends_at === session.ends_at
  if (input.revision !== session.revision) refuseClash(session, { values, input }, { timetable, themes: await listThemes(trx, visit), people: await listVisitPeople(trx, visit) })
  const others = to.sessions.filter(other => other.id !== session.id)
  const order = [...others] as { id: string }[]
  const stands = to.id === from.id ? from.sessions.indexOf(session) : others.length
  order.splice(sameTime && to.id === from.id ? stands : placeOf(values, others, stands), 0, session)
  await trx.updateTable('visit_session').set({ ...values, day_id: to.id, time_written: sameTime ? session.time_written : null, revision: session.revision + 1, saved_at: at, saved_by_name: viewer.name }).where('id', '=', session.id).execute()
  await keepPeople(trx, visit, session.id, input)
  await shiftAlong(trx, input, ...laterOf(session, values, from, to))
  await renumber(trx, order)
  await touch(trx, visit, at)
  await record(trx, viewer, 'visit.session-saved', visit.id, { day: to.held_on, at: values.starts_at }, place.id)
}

/** Move a session (and those side by side with it) before or after its neighbour; at the end of the day it stays. */
export async function moveSession (trx: Trx, viewer: Viewer, visitId: string, sessionId: string, direction: 'earlier' | 'later', at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const { day } = sessionIn(await listTimetable(trx, visit), sessionId)
  const moves = swapped(day.sessions, sessionId, direction)
  if (moves.some(leavesDay)) throw new Refusal('It would run past midnight. Change its time instead.')
  if (moves.length === 0) return
  for (const { id, ...times } of moves) await trx.updateTable('visit_session').set({ ...times, time_written: null, saved_at: at, saved_by_name: viewer.name }).where('id', '=', id).execute()
  await touch(trx, visit, at)
  await record(trx, viewer, 'visit.session-moved', visit.id, { day: day.held_on, direction }, place.id)
}

/** Take a session out. Calendars are told that it is cancelled. @throws Refusal when notes or findings stand under it */
export async function removeSession (trx: Trx, viewer: Viewer, visitId: string, sessionId: string, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const { day, session } = sessionIn(await listTimetable(trx, visit), sessionId)
  await removeRows(trx, visit, day, [session], at)
  await touch(trx, visit, at)
  await record(trx, viewer, 'visit.session-removed', visit.id, { day: day.held_on, at: session.starts_at }, place.id)
}

/** The rows of sessions go; what calendars need to hear stays. */
export async function removeRows (trx: Trx, visit: Pick<Visit, 'id'>, day: VisitDay & { sessions: VisitSession[] }, sessions: VisitSession[], at: string) {
  if (sessions.length === 0) return
  const ids = sessions.map(session => session.id)
  await trx.insertInto('visit_session_cancelled').values(sessions.map(session => ({
    id: session.id, visit_id: visit.id, held_on: day.held_on, starts_at: session.starts_at, ends_at: endOf(session, day.sessions), title: session.title, group_label: session.group_label, cancelled_at: at
  }))).execute()
  await removeUnused(async () => {
    await trx.deleteFrom('visit_session_person').where('session_id', 'in', ids).execute()
    await trx.deleteFrom('visit_session').where('id', 'in', ids).execute()
  }, 'Notes or findings stand under this session already, so it cannot be taken out.')
}

function dayOf (timetable: Awaited<ReturnType<typeof listTimetable>>, dayId: string) {
  try {
    return dayIn(timetable, dayId)
  } catch (error) {
    throw error instanceof NotFound ? new FieldRefusal('day', 'Choose a day of this visit') : error
  }
}

/** What a form says, its times read. A span in the first field counts when the second is empty. */
async function valuesOf (trx: Trx, visit: Visit, input: SessionInput) {
  const start = readTimes(input.starts)
  if (!start) throw new FieldRefusal('starts', 'Write a time such as 9.30am, 13:15 or 1pm')
  const ends = input.ends ? readTime(input.ends) : start.ends
  if (input.ends && !ends) throw new FieldRefusal('ends', 'Write a time such as 10.15am, or leave this empty')
  if (input.theme && !(await listThemes(trx, visit)).some(theme => theme.id === input.theme)) throw new FieldRefusal('theme', 'Choose a theme of this visit')
  return {
    kind: input.kind, starts_at: start.starts, ends_at: ends, title: input.title, lead: input.lead ?? null, room: input.room ?? null, group_label: input.group_label ?? null, theme_id: input.theme ?? null, shows_questions: input.shows_questions ? 1 : 0, note: input.note ?? null
  }
}

async function keepPeople (trx: Trx, visit: Visit, sessionId: string, { leads = [], scribes = [] }: SessionInput) {
  const known = new Set((await listVisitPeople(trx, visit)).map(person => person.id))
  const rows = [...leads.map(id => ({ id, part: 'lead' as const })), ...scribes.map(id => ({ id, part: 'scribe' as const }))]
  if (rows.some(row => !known.has(row.id))) throw new FieldRefusal('leads', 'Choose people of this visit')
  await trx.deleteFrom('visit_session_person').where('session_id', '=', sessionId).execute()
  if (rows.length > 0) await trx.insertInto('visit_session_person').values(rows.map(row => ({ id: newId(), session_id: sessionId, visit_person_id: row.id, part: row.part }))).execute()
}

/** What comes after a session that is changed, and by how many minutes it moves; on another day, as if the session were new there. */
function laterOf (session: VisitSession, values: { starts_at: string, ends_at: string | null }, from: { id: string, sessions: VisitSession[] }, to: { id: string, sessions: VisitSession[] }): [VisitSession[], number | null] {
  if (to.id !== from.id) return [to.sessions.filter(other => other.starts_at >= values.starts_at), lengthOf(values)]
  const before = endOf(session, from.sessions)
  const by = values.ends_at && before ? minutesOf(values.ends_at) - minutesOf(before) : minutesOf(values.starts_at) - minutesOf(session.starts_at)
  return [from.sessions.filter(other => other.id !== session.id && other.starts_at > session.starts_at), by]
}

const lengthOf = ({ starts_at: starts, ends_at: ends }: { starts_at: string, ends_at: string | null }): number | null => ends ? minutesOf(ends) - minutesOf(starts) : null

async function shiftAlong (trx: Trx, input: SessionInput, later: VisitSession[], minutes: number | null) {
  if (!input.shift || later.length === 0) return
  if (minutes === null) throw new FieldRefusal('ends', 'Say when it ends, so that the later sessions can be moved along')
  const moved = later.map(session => ({ id: session.id, times: shifted(session, minutes) }))
  if (moved.some(({ times }) => leavesDay(times))) throw new FieldRefusal('shift', 'The later sessions would run past midnight. Shorten one of them first')
  for (const { id, times } of moved) await trx.updateTable('visit_session').set({ ...times, time_written: null }).where('id', '=', id).execute()
}

/** The positions of a day, one after the other. */
async function renumber (trx: Trx, order: { id: string }[]) {
  for (const [index, { id }] of order.entries()) await trx.updateTable('visit_session').set({ position: index + 1 }).where('id', '=', id).execute()
}
