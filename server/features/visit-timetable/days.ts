import { record } from '../audit/record.ts'
import { findVisit } from '../visits/queries.ts'
import { longDate } from '../../lib/dates.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { removeRows } from './sessions.ts'
import { touch } from './touch.ts'
import { dayIn, listTimetable } from './queries.ts'
import { missingDays } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { DayInput } from './forms.ts'
import type { Timetable } from './queries.ts'

/** Add a day to the timetable. It may lie outside the visit: the check says so. */
export async function addDay (trx: Trx, viewer: Viewer, visitId: string, input: DayInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const timetable = await listTimetable(trx, visit)
  refuseTaken(timetable, input.held_on)
  if (timetable.length >= 31) throw new Refusal('The timetable has 31 days. Remove one first.')
  const day = { id: newId(), visit_id: visit.id, ...valuesOf(input) }
  await trx.insertInto('visit_day').values(day).execute()
  await touch(trx, visit, at)
  await record(trx, viewer, 'visit.day-added', visit.id, { day: day.held_on }, place.id)
  return day
}

/** Add every day of the visit that the timetable does not have, without Saturdays and Sundays unless the visit has only those. */
export async function addVisitDays (trx: Trx, viewer: Viewer, visitId: string, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const days = missingDays(visit, (await listTimetable(trx, visit)).map(day => day.held_on))
  if (days.length === 0) throw new Refusal('All days of the visit are in the timetable already.')
  await trx.insertInto('visit_day').values(days.map(day => ({ id: newId(), visit_id: visit.id, held_on: day, heading: null, purpose: null }))).execute()
  await touch(trx, visit, at)
  await record(trx, viewer, 'visit.days-added', visit.id, { days: days.length }, place.id)
}

/** Change a day: another date takes its sessions along. */
export async function saveDay (trx: Trx, viewer: Viewer, visitId: string, dayId: string, input: DayInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const timetable = await listTimetable(trx, visit)
  const day = dayIn(timetable, dayId)
  if (day.held_on !== input.held_on) refuseTaken(timetable, input.held_on)
  await trx.updateTable('visit_day').set(valuesOf(input)).where('id', '=', day.id).execute()
  await touch(trx, visit, at)
  await record(trx, viewer, 'visit.day-saved', visit.id, { day: input.held_on }, place.id)
}

/** Remove a day with its sessions. @throws Refusal when notes or findings stand under one of them */
export async function removeDay (trx: Trx, viewer: Viewer, visitId: string, dayId: string, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const day = dayIn(await listTimetable(trx, visit), dayId)
  await removeRows(trx, visit, day, day.sessions, at)
  await trx.deleteFrom('visit_day').where('id', '=', day.id).execute()
  await touch(trx, visit, at)
  await record(trx, viewer, 'visit.day-removed', visit.id, { day: day.held_on, sessions: day.sessions.length }, place.id)
}

const valuesOf = (input: DayInput) => ({ held_on: input.held_on, heading: input.heading ?? null, purpose: input.purpose ?? null })

function refuseTaken (timetable: Timetable, day: string) {
  if (timetable.some(one => one.held_on === day)) throw new FieldRefusal('held_on', `${longDate(day)} is in the timetable already. Choose another day`)
}
