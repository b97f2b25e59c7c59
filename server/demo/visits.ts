import { addPartner, addVisitPerson } from '../features/visits/people.ts'
import { saveTheme } from '../features/visits/themes.ts'
import { listThemes } from '../features/visits/queries.ts'
import { copyVisit } from '../features/visit-home/copying.ts'
import { loadExampleVisit } from '../features/visit-home/example.ts'
import { listTimetable } from '../features/visit-timetable/queries.ts'
import { addSession, removeSession, saveSession } from '../features/visit-timetable/sessions.ts'
import { clockWords } from '../features/visit-timetable/time-rules.ts'
import { addDays } from '../lib/dates.ts'
import type { Trx } from '../db/types.ts'
import type { Library } from '../features/frameworks/library.ts'
import type { Viewer } from '../permissions.ts'
import type { VisitPerson } from '../features/visits/queries.ts'

/** The visit of 2022 as the worked example, and a fictional one that is being prepared as a copy of it, with two groups side by side. */
export async function playVisits (trx: Trx, library: Library, lead: Viewer, hosts: Viewer[], today: string, at: string) {
  const viewer: Viewer = { ...lead, asking: 'visit.lead' }
  const example = await loadExampleVisit(trx, viewer, library, at)
  const starts = comingMonday(addDays(today, 120))
  const visit = await copyVisit(trx, viewer, example.id, { title: 'Collaborative Improvement: the next visit', starts_on: starts, ends_on: addDays(starts, 2) }, at)
  await addPartner(trx, viewer, visit.id, { name: 'Northshore Council', kind: 'authority' })
  await addVisitPerson(trx, viewer, visit.id, { account: lead.id, part: 'lead' }, at)
  for (const host of hosts) await addVisitPerson(trx, viewer, visit.id, { account: host.id, part: 'host' }, at)
  const person = (name: string, organisation: string, part: VisitPerson['part'], group: string) => addVisitPerson(trx, viewer, visit.id, { name, organisation, email: `${name.toLowerCase().replace(/\W+/g, '.')}@${organisation.split(' ')[0]!.toLowerCase()}.example`, part, group_label: group }, at)
  const [ingrid, priya, lewis] = [await person('Ingrid Solberg', 'Northshore Council', 'visitor', 'A'), await person('Priya Anand', 'Northshore Council', 'scribe', 'A'), await person('Lewis Carmichael', 'Education Scotland', 'scribe', 'B')]
  const [first] = await listThemes(trx, visit)
  if (first) await saveTheme(trx, viewer, visit.id, first.id, { title: first.title, focus: 'Purpose, four years on', revision: first.revision }, at)
  const timetable = await listTimetable(trx, visit)
  const slip = timetable.flatMap(day => day.sessions).find(session => session.starts_at < '06:00')
  if (slip) await saveSession(trx, viewer, visit.id, slip.id, { day: slip.day_id, starts: '12.45pm', kind: slip.kind, title: slip.title, lead: slip.lead ?? undefined, theme: slip.theme_id ?? undefined, revision: slip.revision }, at)
  // The demonstration's authority is fictional, so its sessions do not name the city of the report.
  for (const session of timetable.flatMap(day => day.sessions).filter(session => session.title.includes('Glasgow'))) {
    await saveSession(trx, viewer, visit.id, session.id, { day: session.day_id, starts: clockWords(session.starts_at), kind: session.kind, title: session.title.replaceAll('Glasgow', 'Strathclutha'), lead: session.lead ?? undefined, revision: session.revision }, at)
  }
  const group = timetable.flatMap(day => day.sessions).find(session => session.kind === 'focus-group')
  if (!group) return
  await removeSession(trx, viewer, visit.id, group.id, at)
  for (const [label, scribe, room] of [['A', priya, 'Library'], ['B', lewis, 'Room 4']] as const) {
    await addSession(trx, viewer, visit.id, {
      day: group.day_id, starts: '10.15am', ends: '11.15am', kind: 'focus-group', title: `Theme ${group.theme?.code.slice(1)}: focus group ${label}`, group_label: label, room, theme: group.theme_id ?? undefined, scribes: [scribe.id], leads: label === 'A' ? [ingrid.id] : [], shows_questions: ['yes']
    }, at)
  }
}

/** The first Monday on or after a day. */
function comingMonday (day: string): string {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 1 ? day : comingMonday(addDays(day, 1))
}
