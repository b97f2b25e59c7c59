import { record } from '../audit/record.ts'
import { keepVisit, refuseDates } from '../visits/changes.ts'
import { findVisit, listPartners, listThemes } from '../visits/queries.ts'
import { listTimetable } from '../visit-timetable/queries.ts'
import { newId } from '../../lib/ids.ts'
import { movedDays } from './example-rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { CopyInput } from './forms.ts'

/**
 * A new visit as a copy of another: its question, themes, focus questions, partners and the shape of its timetable, moved to the new dates,
 * with the roles that lead. People, rooms and notes stay where they are; so does everything that the visit found out.
 */
export async function copyVisit (trx: Trx, viewer: Viewer, visitId: string, input: CopyInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  refuseDates(input)
  const copy = await keepVisit(trx, viewer, { kind: visit.kind, place_id: visit.place_id, peer_place_id: visit.peer_place_id, ...input, overarching_question: visit.overarching_question, introduction: null, copied_from: visit.id, example_of: null }, at)
  const saved = { saved_at: at, saved_by_name: viewer.name }
  const newIds = new Map<string, string>()
  for (const { questions, ...theme } of await listThemes(trx, visit)) {
    const id = newId()
    newIds.set(theme.id, id)
    await trx.insertInto('visit_theme').values({ id, visit_id: copy.id, position: theme.position, code: theme.code, title: theme.title, focus: theme.focus, ...saved }).execute()
    if (questions.length > 0) await trx.insertInto('visit_question').values(questions.map(({ position, code, text }) => ({ id: newId(), theme_id: id, position, code, text, ...saved }))).execute()
  }
  const partners = await listPartners(trx, visit)
  if (partners.length > 0) await trx.insertInto('visit_partner').values(partners.map(({ position, name, kind }) => ({ id: newId(), visit_id: copy.id, position, name, kind }))).execute()
  const timetable = await listTimetable(trx, visit)
  const dates = movedDays(timetable.map(day => day.held_on), input.starts_on)
  for (const [index, { sessions, purpose }] of timetable.entries()) {
    const dayId = newId()
    await trx.insertInto('visit_day').values({ id: dayId, visit_id: copy.id, held_on: dates[index]!, heading: null, purpose }).execute()
    if (sessions.length > 0) {
      await trx.insertInto('visit_session').values(sessions.map(({ position, kind, starts_at, ends_at, title, lead, group_label, theme_id: theme, shows_questions }) => ({
        id: newId(), day_id: dayId, position, kind, starts_at, ends_at, time_written: null, title, lead, room: null, group_label, theme_id: theme && newIds.get(theme)!, shows_questions, note: null, ...saved
      }))).execute()
    }
  }
  await record(trx, viewer, 'visit.copied', copy.id, { days: timetable.length }, place.id)
  return copy
}
