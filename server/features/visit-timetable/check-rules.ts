import { longDate } from '../../lib/dates.ts'
import { endOf, sameAudience } from './rules.ts'
import { clockWords, isWaking, minutesOf, spanWords, timeOf } from './time-rules.ts'
import type { SessionKind } from './tables.ts'
import type { Timed } from './rules.ts'

export interface CheckedSession extends Timed { kind: SessionKind, title: string, room: string | null, theme: { code: string, questions: number } | null, people: { id: string, name: string, part: 'lead' | 'scribe' }[] }
export interface CheckedDay { id: string, held_on: string, sessions: CheckedSession[] }
/** What to look at again. `sessionId` null: it is about the day. */
export interface Notice { dayId: string, sessionId: string | null, text: string }

/** Everything in a timetable that somebody should look at again, in its order. It never stands in the way of saving. `over`: the visit took place. */
export function checkTimetable (days: CheckedDay[], visit: { starts_on: string, ends_on: string }, over: boolean): Notice[] {
  return days.flatMap(day => [
    ...outside(day, visit).map(text => ({ dayId: day.id, sessionId: null, text })),
    ...day.sessions.flatMap(session => checkSession(session, day.sessions, over).map(text => ({ dayId: day.id, sessionId: session.id, text })))
  ])
}

const outside = (day: CheckedDay, visit: { starts_on: string, ends_on: string }): string[] =>
  day.held_on >= visit.starts_on && day.held_on <= visit.ends_on ? [] : [`${longDate(day.held_on)} is outside the visit, which is from ${longDate(visit.starts_on)} to ${longDate(visit.ends_on)}. Move this day, or change the dates of the visit.`]

function checkSession (session: CheckedSession, day: CheckedSession[], over: boolean): string[] {
  const own = [...questions(session), ...over ? [] : scribe(session)]
  const impossible = cannotBe(session, day)
  if (impossible) return [impossible, ...own]
  const outOfOrder = order(session, day)
  return [...ends(session), ...outOfOrder, ...outOfOrder.length > 0 ? [] : clashes(session, day), ...gap(session, day), ...own]
}

/** A time of the night; with the time that was meant, when twelve hours later fits between its neighbours. */
function cannotBe (session: CheckedSession, day: CheckedSession[]): string | null {
  if (isWaking(session.starts_at)) return null
  const at = day.indexOf(session)
  const before = day.slice(0, at).findLast(other => isWaking(other.starts_at))
  const after = day.slice(at + 1).find(other => isWaking(other.starts_at))
  const meant = timeOf((minutesOf(session.starts_at) + 12 * 60) % (24 * 60))
  const fits = isWaking(meant) && (before || after) && (!before || before.starts_at <= meant) && (!after || meant <= after.starts_at)
  const where = before && after ? `, but this stands between ${clockWords(before.starts_at)} and ${clockWords(after.starts_at)}` : ''
  return `${clockWords(session.starts_at)} is in the night${where}. ${fits ? `Did you mean ${clockWords(meant)}? Change the time.` : 'Change the time.'}`
}

const ends = ({ starts_at: starts, ends_at: end }: CheckedSession): string[] => {
  if (!end || end > starts) return []
  return [end === starts ? `It begins and ends at ${clockWords(starts)}. Give it some time, or leave the end empty.` : `It ends (${clockWords(end)}) before it begins (${clockWords(starts)}). Change one of the two times.`]
}

const order = (session: CheckedSession, day: CheckedSession[]): string[] => {
  const before = day.slice(0, day.indexOf(session)).findLast(other => isWaking(other.starts_at))
  return before && before.starts_at > session.starts_at ? [`${clockWords(session.starts_at)} stands after ${clockWords(before.starts_at)}. Change the time, or move it earlier.`] : []
}

/** What is at the same time: said once, at the later of the two; lunch is never the one that is in the way. */
function clashes (session: CheckedSession, day: CheckedSession[]): string[] {
  return day.flatMap(other => {
    if (other === session || !isWaking(other.starts_at) || !overlap(session, other, day)) return []
    const name = `“${other.title}” (${spanWords(other.starts_at, endOf(other, day))})`
    if (sameAudience(session, other)) {
      if (other.kind === 'lunch') return [`It runs into lunch at ${clockWords(other.starts_at)}. End it by then, or move lunch.`]
      if (session.kind === 'lunch' || !isLater(session, other, day)) return []
      const who = session.group_label ?? other.group_label
      return [`It overlaps with ${name}${who ? ` for group ${who}` : ''}. Move one of them${who ? '' : ', or give them to different groups'}.`]
    }
    if (!isLater(session, other, day)) return []
    const rooms = session.room && other.room && fold(session.room) === fold(other.room) ? [`${session.room} is used by ${name} at the same time. Choose another room for one of them.`] : []
    const twice = [...new Set(session.people.filter(person => other.people.some(one => one.id === person.id)).map(person => person.name))]
    return [...rooms, ...twice.map(person => `${person} has a part here and in ${name} at the same time. Choose somebody else for one of them.`)]
  })
}

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()
const isLater = (session: CheckedSession, other: CheckedSession, day: CheckedSession[]): boolean => day.indexOf(session) > day.indexOf(other)

function overlap (a: CheckedSession, b: CheckedSession, day: CheckedSession[]): boolean {
  const [endA, endB] = [endOf(a, day) ?? a.starts_at, endOf(b, day) ?? b.starts_at]
  return a.starts_at === b.starts_at || (a.starts_at < endB && b.starts_at < endA)
}

/** Time that nothing fills, after a session that says when it ends. */
function gap (session: CheckedSession, day: CheckedSession[]): string[] {
  if (!session.ends_at || session.ends_at <= session.starts_at) return []
  const others = day.filter(other => other !== session && isWaking(other.starts_at) && sameAudience(session, other))
  const covered = others.some(other => other.starts_at <= session.ends_at! && (endOf(other, day) ?? other.starts_at) > session.ends_at!) || others.some(other => other.starts_at === session.ends_at)
  const next = others.map(other => other.starts_at).filter(starts => starts > session.ends_at!).sort()[0]
  return !covered && next ? [`Nothing is planned from ${clockWords(session.ends_at)} to ${clockWords(next)}. Add a session or a break, or let this one end later.`] : []
}

const questions = ({ kind, theme }: CheckedSession): string[] =>
  kind === 'focus-group' && theme?.questions === 0 ? [`${theme.code} has no focus questions. Add one to the theme, or say that this is a whole-group session.`] : []

const scribe = ({ kind, people }: CheckedSession): string[] =>
  kind === 'focus-group' && !people.some(person => person.part === 'scribe') ? ['This focus group has no scribe. Choose who writes its notes.'] : []
