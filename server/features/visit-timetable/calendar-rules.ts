import ical, { ICalEventStatus, escape } from 'ical-generator'
import { addDays } from '../../lib/dates.ts'
import { londonInstants } from '../../lib/london.ts'
import { endOf, lastMinutes, sameAudience } from './rules.ts'
import { minutesOf, timeOf } from './time-rules.ts'
import { leadWords } from './word-rules.ts'
import type { Visit, VisitPerson } from '../visits/queries.ts'
import type { Timetable, VisitSession } from './queries.ts'

interface Cancelled { id: string, held_on: string, starts_at: string, ends_at: string | null, title: string, group_label: string | null, cancelled_at: string }
interface Parts { visit: Visit, place: string, person: Pick<VisitPerson, 'id' | 'group_label'>, timetable: Timetable, cancelled: Cancelled[], origin: string, host: string, today: string }

/** How long a session that was taken out is still sent as cancelled, so that every calendar hears of it. */
const cancelledDays = 400

/**
 * Somebody's timetable as text (RFC 5545): what is for everybody, their groups, and whatever they lead or write down. Times are those of a
 * clock in Scotland, written as instants, so that no reader's zone and no change of the clocks moves them. The same rows give the same bytes.
 */
export function timetableCalendar ({ visit, place, person, timetable, cancelled, origin, host, today }: Parts): string {
  const calendar = ical({ name: escape(oneLine(visit.title), false), ttl: 60 * 60, prodId: { company: 'LC-JST Toolkit', product: 'Visit', language: 'EN' } })
  const url = `${origin}/visits/${visit.id}/timetable`
  // Both numbers only rise, so every change anywhere in the visit is newer than what calendars keep.
  const sequence = visit.revision + visit.timetable_revision
  const changed = new Date(latest(visit.saved_at, visit.timetable_saved_at))
  const event = (session: { id: string, title: string, group_label: string | null }, day: string, starts: string, ends: string | null, more: { about: string[], room: string | null, status: ICalEventStatus, at: Date }) => calendar.createEvent({
    id: `visit-session-${session.id}@${host}`,
    ...span(day, starts, ends),
    summary: oneLine(session.group_label ? `${session.title} (group ${session.group_label})` : session.title).slice(0, 200),
    description: [visit.title, ...more.about.map(oneLine), url].join('\n'),
    location: oneLine([more.room, place].filter(Boolean).join(', ')),
    url,
    sequence,
    stamp: more.at,
    lastModified: more.at,
    status: more.status
  })
  for (const day of timetable) {
    for (const session of day.sessions.filter(session => isFor(person, session))) {
      event(session, day.held_on, session.starts_at, endOf(session, day.sessions), { about: aboutOf(session), room: session.room, status: ICalEventStatus.CONFIRMED, at: changed })
    }
  }
  const since = addDays(today, -cancelledDays)
  for (const session of cancelled.filter(one => one.cancelled_at.slice(0, 10) >= since && (!person.group_label || sameAudience(person, one)))) {
    event(session, session.held_on, session.starts_at, session.ends_at, { about: ['This session was taken out of the timetable.'], room: null, status: ICalEventStatus.CANCELLED, at: changed })
  }
  return calendar.toString()
}

const isFor = (person: Pick<VisitPerson, 'id' | 'group_label'>, session: VisitSession): boolean => !person.group_label || sameAudience(person, session) || session.people.some(one => one.id === person.id)

const aboutOf = (session: VisitSession): string[] => [
  ...leadWords(session) ? [`Led by ${leadWords(session)}`] : [], ...session.theme ? [`Theme ${session.theme.code}: ${session.theme.title}`] : [], ...session.shows_questions && session.theme ? session.theme.questions.map(question => `${question.code} ${question.text}`) : []
]

function span (day: string, starts: string, ends: string | null) {
  const start = instant(day, starts)
  const end = ends && ends > starts ? instant(day, ends) : new Date(start.getTime() + lastMinutes * 60_000)
  return { start, end }
}

/** The first instant at which clocks show it. A time that is skipped as summer time begins is an hour later. */
const instant = (day: string, time: string): Date => new Date(londonInstants(day, time)[0] ?? londonInstants(day, timeOf(minutesOf(time) + 60))[0]!)

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
const latest = (first: string, second: string | null): string => second && second > first ? second : first
