import { addDays, longDate, sessionLabel, sessionName } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import type { ListName } from '../lists/rules.ts'

/** What a meeting counts by the items of a list. `of`: what the numbers may not be more than, together or one by one. */
export const countKinds = {
  agency: { list: 'agencies', name: 'Agencies present' },
  reason: { list: 'referral-reasons', name: 'Reasons for referral' },
  stage: { list: 'stages', name: 'Stage' },
  route: { list: 'forum-types', name: 'Route in' },
  'child-reason': { list: 'not-gathered', name: 'Child’s view not gathered' },
  'parent-reason': { list: 'not-gathered', name: 'Parent’s view not gathered' },
  support: { list: 'supports', name: 'Supports agreed' }
} satisfies Record<string, { list: ListName, name: string }>
export type CountKind = keyof typeof countKinds
export const kindNames = Object.keys(countKinds) as CountKind[]
export type Counts = Record<CountKind, Record<string, number>>

/** Where a child comes from straight from a school is no forum, and the team itself is no route to it. */
export const isRoute = (code: string): boolean => code !== 'lc-jst'
/** A view that was not gathered, when a file does not say why. */
export const notKnown = { code: 'not-known', name: 'Reason not known' }

/** A meeting in counts. Null: not recorded. */
export interface MeetingCounts {
  met_on: string, new_children: number, reviewed_children: number
  child_view_noted: number | null, parent_view_noted: number | null, families_attended: number | null
  counts: Counts
}
export const noCounts = (): Counts => ({ agency: {}, reason: {}, stage: {}, route: {}, 'child-reason': {}, 'parent-reason': {}, support: {} })
export const sum = (numbers: Record<string, number>): number => Object.values(numbers).reduce((total, number) => total + number, 0)

/** More in one meeting is hardly possible, so it is asked about. */
export const manyChildren = 60

/** What cannot be true in a meeting, by the field at which it is said. */
export function problemsOf (meeting: MeetingCounts): Record<string, string> {
  const { new_children: children, reviewed_children: reviewed, counts } = meeting
  const problems: Record<string, string> = {}
  if (sum(counts.agency) === 0) problems.agency = 'Tick at least one agency that was present'
  for (const kind of ['reason', 'stage', 'route'] as const) {
    const total = sum(counts[kind])
    if (total > children) problems[kind] = `These add up to ${total}, but ${discussed(children)}. Count each child once`
  }
  for (const [who, noted, kind] of [['child', meeting.child_view_noted, 'child-reason'], ['parent', meeting.parent_view_noted, 'parent-reason']] as const) {
    const not = sum(counts[kind])
    const whose = who === 'child' ? 'Child’s view' : 'Parent’s or carer’s view'
    if (noted !== null && noted + not !== children) problems[`${who}_view_noted`] = `${whose}: ${noted} noted and ${not} not gathered make ${noted + not}, but ${discussed(children)}. The two must add up`
    if (noted === null && not > 0) problems[`${who}_view_noted`] = `${whose}: say for how many it was noted`
  }
  const all = children + reviewed
  const present = meeting.families_attended ?? 0
  if (present > all) problems.families_attended = `${count(present, 'family', 'families')} came, but ${count(all, 'child was', 'children were')} discussed`
  const most = Math.max(0, ...Object.values(counts.support))
  if (most > all) problems.support = `A support is agreed for ${most}, but ${count(all, 'child was', 'children were')} discussed`
  return problems
}
const discussed = (children: number): string => `${count(children, 'child was', 'children were')} discussed for the first time`

/** Something that may be right but is asked about first. `key` is what the person says yes to. */
export interface Question { key: string, text: string }
interface Known { today: string, sameDay: { id: string, by: string, new_children: number, reviewed_children: number }[] }

export function questionsOf (meeting: MeetingCounts, { today, sameDay }: Known): Question[] {
  const all = meeting.new_children + meeting.reviewed_children
  return [
    ...meeting.met_on > today ? [{ key: 'future', text: `${longDate(meeting.met_on)} is still to come. Has this meeting been held?` }] : [],
    ...sameDay.map(other => ({
      key: `same-day.${other.id}`,
      text: `${other.by} has entered a meeting of ${longDate(meeting.met_on)}: ${count(other.new_children, 'child', 'children')} new, ${other.reviewed_children} reviewed. Is yours a second meeting of that day?`
    })),
    ...all > manyChildren ? [{ key: 'many', text: `${all} children in one meeting are very many. Is the number right?` }] : []
  ]
}

/** Null when a day lies in this session; else where it belongs. */
export function sessionProblem (metOn: string, session: string): string | null {
  const belongs = sessionName(metOn)
  return belongs === session ? null : `${longDate(metOn)} lies in session ${sessionLabel(belongs)}, and this is the log of ${sessionLabel(session)}`
}

/** The first and last day of a session by its name. */
export const sessionDays = (name: string): { from: string, to: string } => ({ from: `${name.slice(0, 4)}-08-01`, to: `${Number(name.slice(0, 4)) + 1}-07-31` })

/** Months of a session in which a team meets; July is holidays. */
const meetingMonths = ['08', '09', '10', '11', '12', '01', '02', '03', '04', '05', '06']

/**
 * The month, '2026-10', for which a log is due: the last whole one in which teams meet, when nothing is entered for it. Said gently,
 * so only until the next month is over. Null when nothing is due.
 */
export function monthDue (today: string, monthsEntered: string[]): string | null {
  const last = addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
  return meetingMonths.includes(last.slice(5)) && sessionName(`${last}-01`) === sessionName(today) && !monthsEntered.includes(last) ? last : null
}

/** How a team's log stands in a session, in a few words. */
export const logWords = ({ meetings, last }: { meetings: number, last: string | null }): string => last === null ? 'No meeting yet' : `${count(meetings, 'meeting')}, latest ${longDate(last)}`
