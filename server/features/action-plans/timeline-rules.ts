import { addDays, daysBetween, longDate } from '../../lib/dates.ts'
import { count, inWords } from '../../lib/text.ts'
import { isOpen, isOverdue, standing, statuses, statusNames } from './rules.ts'
import type { Status } from './tables.ts'

interface Planned { number: number, what: string, status: Status, stopped_at: string | null, starts_on: string | null, due_on: string | null }
export interface Quarter { name: string, short: string, from: string, to: string }
export interface TimelineRow { action: Planned & { due_on: string }, from: string, status: Status | 'stopped', overdue: boolean, quarters: string[] }
export interface Timeline { quarters: Quarter[], rows: TimelineRow[], undated: Planned[], today: string | null }

/** The quarters of a session by its name: August to October, and so on. */
export function quartersOf (session: string): Quarter[] {
  const year = Number(session.slice(0, 4))
  const starts = [`${year}-08-01`, `${year}-11-01`, `${year + 1}-02-01`, `${year + 1}-05-01`, `${year + 1}-08-01`]
  const names = [['Aug–Oct', `Aug–Oct ${year}`], ['Nov–Jan', `Nov ${year}–Jan ${year + 1}`], ['Feb–Apr', `Feb–Apr ${year + 1}`], ['May–Jul', `May–Jul ${year + 1}`]] as const
  return names.map(([short, name], index) => ({ name, short, from: starts[index]!, to: addDays(starts[index + 1]!, -1) }))
}

/**
 * A plan's actions over the quarters of its session, those due first on top. A bar begins on the action's start or else with the plan,
 * and never after it is due. `today` is null outside the session.
 */
export function timelineOf (session: string, planStart: string, actions: Planned[], today: string): Timeline {
  const quarters = quartersOf(session)
  const rows = actions.flatMap(action => action.due_on ? [{ ...action, due_on: action.due_on }] : []).map(action => {
    const start = action.starts_on ?? planStart
    const from = start < action.due_on ? start : action.due_on
    return { action, from, status: standing(action), overdue: isOverdue(action, today), quarters: quarters.filter(quarter => from <= quarter.to && action.due_on >= quarter.from).map(({ short }) => short) }
  })
  const inside = today >= quarters[0]!.from && today <= quarters[3]!.to
  return { quarters, rows: rows.sort(inOrder), undated: actions.filter(action => !action.due_on), today: inside ? today : null }
}

const inOrder = (a: TimelineRow, b: TimelineRow): number =>
  a.action.due_on === b.action.due_on ? a.action.number - b.action.number : a.action.due_on < b.action.due_on ? -1 : 1

/** The timeline in words: '8 actions with a date: 2 fall due in …. Next is action 3, due on …' */
export function timelineSentence ({ quarters, rows, undated, today }: Timeline): string {
  if (rows.length === 0) return undated.length === 0 ? 'There are no actions yet.' : `${count(undated.length, 'action')}, none of them with a due date yet.`
  const falling = [...quarters.flatMap(({ name, from, to }) => part(rows.filter(({ action }) => action.due_on >= from && action.due_on <= to), `in ${name}`)), ...part(rows.filter(({ action }) => action.due_on < quarters[0]!.from), 'before the session'), ...part(rows.filter(({ action }) => action.due_on > quarters[3]!.to), 'after the session')]
  const next = today ? rows.find(({ action }) => isOpen(action) && action.due_on >= today) : undefined
  const overdue = rows.filter(row => row.overdue).length
  return [
    `${count(rows.length, 'action')} ${rows.length === 1 ? 'has' : 'have'} a due date: ${inWords(falling)}.`,
    ...next ? [`Next is action ${next.action.number}, due on ${longDate(next.action.due_on)}.`] : [],
    ...overdue > 0 ? [`${overdue} ${overdue === 1 ? 'is' : 'are'} overdue.`] : [],
    ...undated.length > 0 ? [`${undated.length} ${undated.length === 1 ? 'has' : 'have'} no date yet.`] : []
  ].join(' ')
}

const part = (rows: TimelineRow[], where: string): string[] => rows.length === 0 ? [] : [`${rows.length} ${where}`]

const size = { width: 960, rowHeight: 56, top: 84, barHeight: 18, leastBar: 10 }
/** Letters of a label that fit beside the status, in the drawing's type size. */
const longestLabel = 72

/** Where everything stands in the picture. Units of the drawing; bars never leave it, and say at which end they would go on. */
export function timelineDrawing (timeline: Timeline) {
  const { quarters, rows, today } = timeline
  const [first, last] = [quarters[0]!.from, quarters[3]!.to]
  const days = daysBetween(first, last) + 1
  const x = (day: string) => Math.round(Math.min(days, Math.max(0, daysBetween(first, day))) / days * size.width * 10) / 10
  const bottom = size.top + rows.length * size.rowHeight + 8
  return {
    width: size.width,
    height: bottom + 2,
    quarters: quarters.map(({ name, from, to }, index) => ({ name, x: x(from), width: x(addDays(to, 1)) - x(from), middle: (x(from) + x(addDays(to, 1))) / 2, shaded: index % 2 === 0, top: size.top - 44, height: bottom - size.top + 44 })),
    rows: rows.map((row, index) => ({ ...barOf(row, x, first, last), top: size.top + index * size.rowHeight })).map(bar => ({ ...bar, label: { y: bar.top + 20, text: bar.text }, y: bar.top + 28, barHeight: size.barHeight, middle: bar.top + 28 + size.barHeight / 2 })),
    today: today === null ? null : { ...todayLine(x(today), today), top: size.top - 22, bottom },
    statuses: [...statusNames, 'stopped' as const].filter(status => rows.some(row => row.status === status))
  }
}

function barOf ({ action, from, status, overdue }: TimelineRow, x: (day: string) => number, first: string, last: string) {
  const end = x(addDays(action.due_on, 1))
  const start = Math.max(0, Math.min(x(from), end - size.leastBar))
  return {
    x: start,
    width: Math.max(size.leastBar, end - start),
    status,
    text: shorten(`${action.number}. ${action.what}`),
    words: `${statuses[status].shape} ${statuses[status].word}, ${overdue ? 'was ' : ''}due ${longDate(action.due_on)}`,
    before: from < first,
    after: action.due_on > last
  }
}

const shorten = (text: string): string => text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1).replace(/\s+\S*$/, '')}…`

/** The words of today's line stand on the side where there is room. */
const todayLine = (x: number, today: string) => ({ x, text: `Today, ${longDate(today)}`, anchor: x > size.width - 200 ? 'end' : 'start', textX: x > size.width - 200 ? x - 6 : x + 6 })
