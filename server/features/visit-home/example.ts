import { record } from '../audit/record.ts'
import { findPlace } from '../organisation/queries.ts'
import { keepVisit } from '../visits/changes.ts'
import { findExample, mayLead } from '../visits/queries.ts'
import { Forbidden, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { introductionOf, kindOf, timesOf } from './example-rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'

/**
 * The visit that a report tells of, whole, as a worked example: its question, themes with focus questions, partners and timetable, in the
 * words of the report. @throws Refusal when the authority has it already
 */
export async function loadExampleVisit (trx: Trx, viewer: Viewer, library: Library, at: string) {
  const place = await findPlace(trx, viewer.authorityId, viewer.authorityId)
  if (!mayLead(viewer, place)) throw new Forbidden()
  if (await findExample(trx, viewer.authorityId)) throw new Refusal('The example is there already.')
  const report = library.improvementReports()[0]
  if (!report || report.timetable.length === 0) throw new Refusal('No report with a timetable is installed, so there is no example.')
  const days = report.timetable.map(day => day.date)
  const visit = await keepVisit(trx, viewer, {
    kind: 'authority', place_id: place.id, peer_place_id: null, title: `${report.short_title}: the visit`, overarching_question: report.overarching_question, introduction: introductionOf(report), starts_on: days[0]!, ends_on: days.at(-1)!, copied_from: null, example_of: `${report.id}@${report.version}`
  }, at)
  const saved = { saved_at: at, saved_by_name: viewer.name }
  const themes = report.themes.map((theme, index) => ({ id: newId(), visit_id: visit.id, position: index + 1, code: theme.code, title: theme.question, focus: theme.short_title, ...saved }))
  await trx.insertInto('visit_theme').values(themes).execute()
  await trx.insertInto('visit_question').values(report.themes.flatMap((theme, at) => theme.focus_questions.map(({ code, text }, index) => ({ id: newId(), theme_id: themes[at]!.id, position: index + 1, code, text, ...saved })))).execute()
  const partners = [{ name: 'ADES', kind: 'ades' as const }, { name: 'Education Scotland', kind: 'education-scotland' as const }]
  await trx.insertInto('visit_partner').values(partners.map((partner, index) => ({ id: newId(), visit_id: visit.id, position: index + 1, ...partner }))).execute()
  for (const day of report.timetable) {
    const row = { id: newId(), visit_id: visit.id, held_on: day.date, heading: day.heading, purpose: day.purpose ?? null }
    await trx.insertInto('visit_day').values(row).execute()
    await trx.insertInto('visit_session').values(day.sessions.map((session, index) => ({
      id: newId(), day_id: row.id, position: index + 1, kind: kindOf(session), ...timesOf(session), title: session.title, lead: session.lead ?? null, room: null, group_label: null,
      theme_id: themes.find(theme => theme.code === session.theme)?.id ?? null, shows_questions: session.focus_questions ? 1 : 0, note: session.note ?? null, ...saved
    }))).execute()
  }
  await record(trx, viewer, 'visit.example-loaded', visit.id, { report: `${report.id}@${report.version}` }, place.id)
  return visit
}
