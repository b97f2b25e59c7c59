import { count, inWords } from '../../lib/text.ts'
import { sum } from './rules.ts'
import type { Point } from '../../lib/run-chart.ts'
import type { MeetingCounts } from './rules.ts'

type Meeting = Pick<MeetingCounts, 'met_on' | 'new_children' | 'reviewed_children' | 'child_view_noted' | 'parent_view_noted' | 'families_attended' | 'counts'>
interface Named { code: string, name: string, retired: boolean }

/** One agency over the meetings: at which of them it was. */
export interface Attendance { code: string, name: string, present: boolean[], at: number, of: number }

/** Attendance by agency, in the order of the list. A retired agency is shown where it was ever present. */
export function attendanceOf (meetings: Pick<Meeting, 'counts'>[], agencies: Named[]): Attendance[] {
  return agencies.map(({ code, name, retired }) => {
    const present = meetings.map(({ counts }) => (counts.agency[code] ?? 0) > 0)
    return { code, name, retired, present, at: present.filter(Boolean).length, of: meetings.length }
  }).filter(row => !row.retired || row.at > 0).map(({ retired: _retired, ...row }) => row)
}

/** 'Education was at all 7 meetings. Health was at 3 of 7 meetings.': who was always there, then each gap, the widest first. */
export function attendanceWords (rows: Pick<Attendance, 'name' | 'at' | 'of'>[]): string[] {
  const always = rows.filter(({ at, of }) => at === of)
  const gaps = rows.filter(({ at, of }) => at < of).sort((a, b) => a.at - b.at)
  const of = rows[0]?.of ?? 0
  if (of === 0) return []
  return [
    ...always.length > 0 ? [`${inWords(always.map(({ name }) => name))} ${always.length === 1 ? 'was' : 'were'} at ${of === 1 ? 'the one meeting' : `all ${of} meetings`}.`] : [],
    ...gaps.map(({ name, at }) => at === 0 ? `${name} was ${of === 1 ? 'not there' : `at none of ${of} meetings`}.` : `${name} was at ${at} of ${of} meetings.`)
  ]
}

const monthName = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long' })
/** '2026-10' as 'October 2026'. */
export const monthWords = (month: string): string => `${monthName.format(new Date(`${month}-01T00:00:00Z`))} ${month.slice(0, 4)}`

/** The months from one day to another; July only when something was counted in it. */
export function monthsFrom (from: string, to: string, kept: Set<string> = new Set()): string[] {
  const months: string[] = []
  for (let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]; ;) {
    const name = `${year}-${String(month).padStart(2, '0')}`
    if (name > to.slice(0, 7)) return months
    if (month !== 7 || kept.has(name)) months.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  }
}

/** What a month counts. Null: nothing was recorded of it. */
export interface MonthCounts { month: string, meetings: number, referrals: number | null, reviewed: number | null, childNoted: number | null, childOf: number, parentNoted: number | null, parentOf: number, families: number | null }

/** The meetings of a team, month by month. */
export function byMonth (meetings: Meeting[], months: string[]): MonthCounts[] {
  return months.map(month => {
    const held = meetings.filter(({ met_on: day }) => day.startsWith(month))
    const recorded = (field: 'child_view_noted' | 'parent_view_noted') => held.filter(meeting => meeting[field] !== null)
    const total = (list: Meeting[], field: keyof Meeting) => list.reduce((all, meeting) => all + Number(meeting[field] ?? 0), 0)
    const [child, parent, families] = [recorded('child_view_noted'), recorded('parent_view_noted'), held.filter(meeting => meeting.families_attended !== null)]
    return {
      month,
      meetings: held.length,
      referrals: held.length > 0 ? total(held, 'new_children') : null,
      reviewed: held.length > 0 ? total(held, 'reviewed_children') : null,
      childNoted: child.length > 0 ? total(child, 'child_view_noted') : null,
      childOf: total(child, 'new_children'),
      parentNoted: parent.length > 0 ? total(parent, 'parent_view_noted') : null,
      parentOf: total(parent, 'new_children'),
      families: families.length > 0 ? total(families, 'families_attended') : null
    }
  })
}

/** The four run charts of a log: which number of a month, out of what. */
export interface Measure { key: 'referrals' | 'child' | 'parent' | 'families', heading: string, percent: boolean, number: (month: MonthCounts) => number | null, of: ((month: MonthCounts) => number) | null }
export const measures: Measure[] = [
  { key: 'referrals', heading: 'Referrals: children discussed for the first time', percent: false, number: month => month.referrals, of: null },
  { key: 'child', heading: 'Child’s view noted', percent: true, number: month => month.childNoted, of: month => month.childOf },
  { key: 'parent', heading: 'Parent’s or carer’s view noted', percent: true, number: month => month.parentNoted, of: month => month.parentOf },
  { key: 'families', heading: 'Families who came to the meeting', percent: false, number: month => month.families, of: null }
]

export function pointsOf ({ number, of }: Measure, months: MonthCounts[]): Point[] {
  return months.map(month => {
    const value = number(month)
    const all = of?.(month) ?? null
    return { label: monthWords(month.month), value: value === null || all === 0 ? null : all === null ? value : Math.round(value / all * 100) }
  })
}

/** How a measure stands over some months, in a sentence. */
export function measureSentence ({ key, number, of }: Measure, months: MonthCounts[]): string {
  const told = months.filter(month => number(month) !== null && of?.(month) !== 0)
  if (told.length === 0) return 'Nothing is recorded yet.'
  const total = told.reduce((all, month) => all + number(month)!, 0)
  const since = told.length === 1 ? `in ${monthWords(told[0]!.month)}` : `from ${monthWords(told[0]!.month)} to ${monthWords(told.at(-1)!.month)}`
  if (key === 'referrals') return `${count(total, 'child was', 'children were')} discussed for the first time ${since}.`.replace(/^no/, 'No')
  if (key === 'families') return `${count(total, 'family came', 'families came')} to a meeting ${since}.`.replace(/^no/, 'No')
  const all = told.reduce((sum, month) => sum + of!(month), 0)
  return `The ${key === 'child' ? 'child’s' : 'parent’s or carer’s'} view was noted for ${total} of ${count(all, 'child', 'children')} (${Math.round(total / all * 100)}%) ${since}.`
}

/** What a month says in the table: '3 of 5 (60%)', '4', or that there was nothing. */
export function monthText ({ number, of }: Measure, month: MonthCounts): string {
  const value = number(month)
  if (value === null) return month.meetings === 0 ? 'No meeting' : 'Not recorded'
  const all = of?.(month)
  return all === undefined ? String(value) : all === 0 ? 'No referrals' : `${value} of ${all} (${Math.round(value / all * 100)}%)`
}

/** The totals of some meetings by the items of a list, the most first; what nobody counted is left out. */
export function totalsBy (meetings: Pick<Meeting, 'counts'>[], kind: keyof MeetingCounts['counts'], items: { code: string, name: string }[]): { code: string, name: string, number: number }[] {
  const names = new Map(items.map(item => [item.code, item.name]))
  const totals = new Map<string, number>()
  for (const { counts } of meetings) for (const [code, number] of Object.entries(counts[kind])) totals.set(code, (totals.get(code) ?? 0) + number)
  return [...totals].map(([code, number]) => ({ code, name: names.get(code) ?? code, number })).sort((a, b) => b.number - a.number)
}
export const totalOf = (meetings: Pick<Meeting, 'counts'>[], kind: keyof MeetingCounts['counts']): number => meetings.reduce((all, { counts }) => all + sum(counts[kind]), 0)

/** '22% were still not noted in referrals': the per cent noted that a report's sentence means, and the sentence. */
export function baselineOf ({ figures = [], year }: { figures?: readonly { text: string, meaning: string }[], year: number }): { value: number, text: string } | null {
  const said = figures.map(({ text, meaning }) => /parent/i.test(meaning) ? /^(\d{1,2})\s?%.*not noted/i.exec(text) : null).find(Boolean)
  return said ? { value: 100 - Number(said[1]), text: `${year}: not noted in ${said[1]}%` } : null
}

const dots = { left: 190, right: 20, top: 34, step: 34 }
/** Agencies against meetings: a filled dot for there, a ring with a cross for not there. */
export function drawAttendance (rows: Attendance[], days: string[]) {
  const width = 720
  const x = (at: number) => Math.round(dots.left + (days.length === 1 ? 0.5 : at / (days.length - 1)) * (width - dots.left - dots.right - 40) + 20)
  const y = (at: number) => dots.top + dots.step * at + 16
  const every = Math.ceil(days.length / 12)
  const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })
  return {
    width,
    height: y(rows.length - 1) + 30,
    days: days.map((day, at) => ({ x: x(at), text: at % every === 0 ? short.format(new Date(`${day}T00:00:00Z`)).replace('Sept', 'Sep') : '' })),
    rows: rows.map((row, index) => ({ name: row.name.length > 24 ? `${row.name.slice(0, 23)}…` : row.name, y: y(index), start: dots.left, end: width - dots.right, there: row.present.flatMap((there, at) => there ? [{ x: x(at) }] : []), away: row.present.flatMap((there, at) => there ? [] : [{ x: x(at), left: x(at) - 4, right: x(at) + 4, top: y(index) - 4, bottom: y(index) + 4 }]) }))
  }
}
