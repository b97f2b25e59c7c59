import { addDays, daysBetween } from '../../lib/dates.ts'
import { isWaking, minutesOf, spanWords, timeOf } from './time-rules.ts'
import type { SessionKind } from './tables.ts'

export const kindNames: Record<SessionKind, string> = {
  presentation: 'Welcome, context or presentation', 'focus-group': 'Focus group', feedback: 'Feedback from focus groups', 'whole-group': 'Whole-group session', plenary: 'Plenary', break: 'Break', lunch: 'Lunch', close: 'Sharing findings, close'
}
export const kinds = Object.keys(kindNames) as SessionKind[]
/** A day that holds more is not a day. */
export const mostSessions = 60
/** How long the last session of a day is thought to be while nobody says when it ends. */
export const lastMinutes = 30

export interface Timed { id: string, position: number, starts_at: string, ends_at: string | null, group_label: string | null }

/** Whether two sessions ask for the same people: those of one group, or everybody. */
export const sameAudience = (a: { group_label: string | null }, b: { group_label: string | null }): boolean => !a.group_label || !b.group_label || a.group_label.toLowerCase() === b.group_label.toLowerCase()

/** When a session ends: as it says, or as the next of its people begins. Null for the last one that does not say. `day` is in order. */
export function endOf (session: Timed, day: Timed[]): string | null {
  if (session.ends_at) return session.ends_at
  const next = day.slice(day.indexOf(session) + 1).find(other => isWaking(other.starts_at) && other.starts_at > session.starts_at && sameAudience(session, other))
  return next?.starts_at ?? null
}

/** The time as the timetable shows it: as the report wrote it, or in our words. */
export const timeWords = (session: { starts_at: string, ends_at: string | null, time_written: string | null }): string => session.time_written ?? spanWords(session.starts_at, session.ends_at)

/** Where a session belongs among the others of its day. A time that cannot be stays where it stands. */
export function placeOf (session: { starts_at: string, group_label: string | null }, others: Timed[], stands: number): number {
  if (!isWaking(session.starts_at)) return Math.min(stands, others.length)
  const key = (one: { starts_at: string, group_label: string | null }) => `${one.starts_at} ${one.group_label ?? ''}`
  const at = others.findIndex(other => isWaking(other.starts_at) && key(other) > key(session))
  return at === -1 ? others.length : at
}

/** Sessions that begin together, side by side, as one. */
export function slotsOf<Session extends Timed> (day: Session[]): Session[][] {
  const slots: Session[][] = []
  for (const session of day) {
    const last = slots.at(-1)
    if (last && last[0]!.starts_at === session.starts_at && last.every(one => one.group_label && session.group_label && !sameAudience(one, session))) last.push(session)
    else slots.push([session])
  }
  return slots
}

export interface NewTimes { id: string, starts_at: string, ends_at: string | null, position: number }

/**
 * A session one slot earlier or later: it takes the place of its neighbour, which follows it (or goes before it), each as long as it was.
 * Those side by side move together. Empty when it is the first or the last already.
 */
export function swapped<Session extends Timed> (day: Session[], id: string, direction: 'earlier' | 'later'): NewTimes[] {
  const slots = slotsOf(day)
  const own = slots.findIndex(slot => slot.some(session => session.id === id))
  const [before, after] = direction === 'earlier' ? [slots[own - 1], slots[own]] : [slots[own], slots[own + 1]]
  if (!before || !after) return []
  const first = minutesOf(before[0]!.starts_at)
  const moved = minutesOf(after[0]!.starts_at)
  const longest = (slot: Session[]) => Math.max(...slot.map(session => { const end = endOf(session, day); return end && end > session.starts_at ? minutesOf(end) - minutesOf(session.starts_at) : lastMinutes }))
  const by = (slot: Session[], minutes: number) => slot.map(session => ({ id: session.id, ...shifted(session, minutes) }))
  const result = [...by(after, first - moved), ...by(before, longest(after))]
  const positions = [...before, ...after].map(session => session.position).sort((a, b) => a - b)
  return result.map((times, index) => ({ ...times, position: positions[index]! }))
}

/** Times moved by minutes. Text that would leave the day is given as it is, for `leavesDay` to find. */
export const shifted = (session: { starts_at: string, ends_at: string | null }, minutes: number) => ({ starts_at: moved(session.starts_at, minutes), ends_at: session.ends_at && moved(session.ends_at, minutes) })
const moved = (time: string, minutes: number): string => { const at = minutesOf(time) + minutes; return at < 0 || at >= 24 * 60 ? 'gone' : timeOf(at) }
export const leavesDay = (times: { starts_at: string, ends_at: string | null }): boolean => times.starts_at === 'gone' || times.ends_at === 'gone'

/** The days of a visit that its timetable does not have: without Saturdays and Sundays, unless there is nothing else. */
export function missingDays (visit: { starts_on: string, ends_on: string }, there: string[]): string[] {
  const all = Array.from({ length: daysBetween(visit.starts_on, visit.ends_on) + 1 }, (_, index) => addDays(visit.starts_on, index))
  const weekdays = all.filter(day => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
  return (weekdays.length > 0 ? weekdays : all).filter(day => !there.includes(day))
}
