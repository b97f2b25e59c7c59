import { addFinding, agreeFinding, closeFinding, saveTakeAway } from '../features/findings/changes.ts'
import { addNote } from '../features/focus-groups/changes.ts'
import { addStatement } from '../features/preliminary-reports/changes.ts'
import { addVisitDays } from '../features/visit-timetable/days.ts'
import { listTimetable } from '../features/visit-timetable/queries.ts'
import { addSession } from '../features/visit-timetable/sessions.ts'
import { addVisit } from '../features/visits/changes.ts'
import { addPartner, addVisitPerson } from '../features/visits/people.ts'
import { findVisit } from '../features/visits/queries.ts'
import { addTheme } from '../features/visits/themes.ts'
import { addPoint, drawPoints } from '../features/visit-reports/changes.ts'
import { listPoints, reportOf } from '../features/visit-reports/queries.ts'
import { addComment, answerComment, checkPoint } from '../features/visit-reports/review-changes.ts'
import { startReport, takeStep } from '../features/visit-reports/steps.ts'
import { newId } from '../lib/ids.ts'
import { addDays } from '../lib/dates.ts'
import { findings, notes, peerVisit, reportTexts, takeAways, themes, timetable } from './peer-visit-texts.ts'
import type { AtWork } from '../features/focus-groups/door.ts'
import type { VisitPerson } from '../features/visits/queries.ts'
import type { Trx } from '../db/types.ts'
import type { Library } from '../features/frameworks/library.ts'
import type { Viewer } from '../permissions.ts'

export interface PeerCast { lead: Viewer, host: Viewer, peer: Viewer, scribe: Viewer, hostTeam: string, peerTeam: string }

/** A visit between two teams that took place some weeks ago: its notes, findings and take-aways, and its report, which the host is checking. */
export async function playPeerVisit (trx: Trx, library: Library, { hostTeam, peerTeam, ...people }: PeerCast, today: string) {
  const first = workday(addDays(today, -38))
  const at = `${first}T14:00:00.000Z`
  const lead: Viewer = { ...people.lead, asking: 'visit.lead' }
  const { id } = await addVisit(trx, lead, { ...peerVisit, kind: 'peer', team: hostTeam, peer: peerTeam, starts_on: first, ends_on: first }, `${addDays(first, -30)}T10:00:00.000Z`)
  const { visit, place } = await findVisit(trx, lead, id)
  await addPartner(trx, lead, visit.id, { name: 'Northshore Council', kind: 'authority' })
  const account = (person: Viewer, part: VisitPerson['part'], group?: string) => addVisitPerson(trx, lead, visit.id, { account: person.id, part, group_label: group }, at)
  const [own, , core, scribe] = [await account(people.lead, 'lead'), await account(people.host, 'host'), await account(people.peer, 'core', 'A'), await account(people.scribe, 'scribe', 'A')]
  const visitor = await addVisitPerson(trx, lead, visit.id, { name: 'Ingrid Solberg', organisation: 'Northshore Council', email: 'ingrid.solberg@northshore.example', part: 'scribe', group_label: 'B' }, at)
  const made = []
  for (const theme of themes) made.push(await addTheme(trx, lead, visit.id, theme, at))
  await addVisitDays(trx, lead, visit.id, at)
  const [day] = await listTimetable(trx, visit)
  for (const { theme, ...session } of timetable) {
    await addSession(trx, lead, visit.id, { ...session, day: day!.id, theme: theme === undefined ? undefined : made[theme]!.id, scribes: session.group_label === 'A' ? [scribe.id] : session.group_label === 'B' ? [visitor.id] : [], leads: session.group_label ? [] : [own.id] }, at)
  }
  await addStatement(trx, lead, visit.id, made[0]!.id, { part: 'know', text: reportTexts.knew }, at)

  const atWork = (person: VisitPerson, isLead = false): AtWork => ({
    visit, place, author: { id: person.person_id ?? person.id, name: person.name }, actor: { id: person.person_id ?? person.id, name: person.name, authorityId: lead.authorityId },
    person, leads: isLead, isCore: isLead || person.part === 'core', home: `/visits/${visit.id}`, frame: {}, layout: {}
  })
  for (const { about, by, question, ...note } of notes) await addNote(trx, atWork(by === 'A' ? scribe : visitor), about, { ...note, question, group_label: about.startsWith('T') ? by : undefined, client_key: newId() }, at)
  for (const { agreed, ...finding } of findings) {
    const { id } = await addFinding(trx, atWork(core), finding, at)
    if (!agreed) continue
    await agreeFinding(trx, atWork(core), id, 1, at)
    await agreeFinding(trx, atWork(own, true), id, 1, at)
    await closeFinding(trx, atWork(own, true), id, 1, at)
  }
  await saveTakeAway(trx, atWork(visitor), { text: takeAways.visitor, revision: 0 }, at)
  await saveTakeAway(trx, atWork(core), { text: takeAways.core, revision: 0 }, at)
  await report(trx, { visit, viewer: lead, library, at: `${addDays(first, 9)}T10:00:00.000Z` }, atWork(visitor), people.host, today)
}

/** The report is drawn from the findings, the visitor has commented, and the host has looked at a part of it. */
async function report (trx: Trx, hand: Parameters<typeof startReport>[1], visitor: AtWork, host: Viewer, today: string) {
  const { visit, library } = hand
  await startReport(trx, hand)
  await addPoint(trx, hand, { place: 'introduction', text: reportTexts.introduction })
  await drawPoints(trx, hand, undefined)
  await addPoint(trx, hand, { place: 'next-step', text: reportTexts.next })
  await takeStep(trx, hand, 'to-partners', null, today)
  const { report } = (await reportOf(trx, visit))!
  const points = await listPoints(trx, library, visit, report)
  const recommendation = points.find(point => point.section === 'recommendation')!
  await addComment(trx, visit, visitor.author, visitor.actor, { point: recommendation.id, text: reportTexts.comment }, hand.at)
  const comment = await trx.selectFrom('visit_report_comment').select('id').where('report_id', '=', report.id).executeTakeFirstOrThrow()
  await answerComment(trx, hand, comment.id, reportTexts.answer)
  await takeStep(trx, hand, 'to-host', 'Please check the facts by the end of the month.', today)
  const byHost = { ...hand, viewer: { ...host, asking: 'visit.host' as const } }
  const [strength, opportunity] = (['strength', 'opportunity'] as const).map(section => points.find(point => point.section === section)!)
  await checkPoint(trx, byHost, strength!.id, { revision: strength!.revision, verdict: 'accepted' })
  await checkPoint(trx, byHost, opportunity!.id, { revision: opportunity!.revision, verdict: 'disputed', reason: reportTexts.dispute })
}

/** This day, or the Monday after it when it is at a weekend. */
function workday (day: string): string {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) ? workday(addDays(day, 1)) : day
}
