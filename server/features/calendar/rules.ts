import ical, { ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency, escape } from 'ical-generator'
import { addDays, sessionLabel } from '../../lib/dates.ts'
import { planHref } from '../organisation/address-rules.ts'
import type { PlanPlace } from '../organisation/address-rules.ts'
import type { Status } from '../action-plans/tables.ts'

/** One all-day event, whatever it comes from. A further kind of date is one more query that gives such rows. */
export interface EventRow {
  kind: string
  id: string
  date: string
  title: string
  /** Lines below the title. */
  about: string[]
  path: string
  /** Never falls, and rises with every change: calendars keep the highest. */
  sequence: number
  changedAt: string
  cancelled: boolean
}

export interface Feed { name: string, origin: string, host: string, today: string }

/** How long an event that was called off is still sent as cancelled, so that every calendar hears of it. */
const cancelledDays = 400
const longest = 100

/**
 * The calendar as text (RFC 5545). The same rows give the same bytes: nothing in it is "now". There is no METHOD, so DTSTAMP says when an
 * event was last changed. An event whose date was emptied is not among the rows: a subscription drops what is no longer there, and an
 * event without a date cannot be written down as cancelled.
 */
export function calendarEvents (rows: EventRow[], { name, origin, host, today }: Feed): string {
  // The library writes the name as it is given.
  const calendar = ical({ name: escape(oneLine(name), false), ttl: 12 * 60 * 60, prodId: { company: 'LC-JST Toolkit', product: 'Calendar', language: 'EN' } })
  const since = addDays(today, -cancelledDays)
  for (const row of rows.filter(row => !row.cancelled || row.changedAt.slice(0, 10) >= since).sort(inOrder)) {
    const changed = new Date(row.changedAt)
    calendar.createEvent({
      id: `${row.kind}-${row.id}@${host}`,
      start: row.date,
      end: addDays(row.date, 1),
      allDay: true,
      summary: shortened(oneLine(row.title)),
      description: [...row.about.map(oneLine), origin + row.path].join('\n'),
      url: origin + row.path,
      sequence: row.sequence,
      stamp: changed,
      lastModified: changed,
      status: row.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE
    })
  }
  return calendar.toString()
}

const inOrder = (a: EventRow, b: EventRow): number => `${a.date} ${a.kind} ${a.id}` < `${b.date} ${b.kind} ${b.id}` ? -1 : 1
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

const letters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' })
function shortened (text: string): string {
  const all = [...letters.segment(text)].map(({ segment }) => segment)
  return all.length > longest ? `${all.slice(0, longest - 1).join('').trimEnd()}…` : text
}

export interface ActionDates {
  id: string, number: number, what: string, due_on: string | null, status: Status, stopped_at: string | null, revision: number, saved_at: string
  owner_name: string | null, owner_role: string | null, kind: PlanPlace['kind'], team: string, slug: string, session: string
  /** How many updates it has, and when the latest was. */
  updates: number | null, updated_at: string | null
  /** The latest day given to look again, and when it was given. */
  next_on: string | null, next_set_at: string | null
  /** When the action that carries it on was saved. */
  carried_at: string | null
}

/** When an action is due, and when to look at it again. What is complete, stopped or carried on is called off; so is a look once somebody has looked. */
export function actionEvents (action: ActionDates): EventRow[] {
  const over = action.stopped_at ? 'stopped' : action.status === 'complete' ? 'complete' : action.carried_at ? 'carried on' : null
  const both = {
    id: action.id,
    about: [`${action.team}, session ${sessionLabel(action.session)}`, `Owner: ${action.owner_name ?? action.owner_role ?? 'nobody named yet'}`],
    path: `${planHref(action)}/actions/${action.number}`,
    // A status alone is no new revision, but every update is a row of its own that stays.
    sequence: action.revision + Number(action.updates ?? 0) + (action.carried_at ? 1 : 0),
    changedAt: latest(action.saved_at, action.updated_at, action.carried_at),
    cancelled: over !== null
  }
  const titled = (words: string) => `Action ${action.number} ${over ?? words}: ${action.what}`
  return [
    ...action.due_on ? [{ ...both, kind: 'action', date: action.due_on, title: titled('due') }] : [],
    ...action.next_on ? [{ ...both, kind: 'look', date: action.next_on, title: titled('to look at again'), cancelled: both.cancelled || latest(action.next_set_at!, action.updated_at) !== action.next_set_at }] : []
  ]
}

const latest = (first: string, ...others: (string | null)[]): string => others.reduce<string>((max, at) => at && at > max ? at : max, first)

export interface MeetingDate { id: string, held_on: string, opened_at: string, team: string, slug: string, session: string }

/** A meeting keeps its day. */
export const meetingEvent = (meeting: MeetingDate): EventRow => ({
  kind: 'meeting',
  id: meeting.id,
  date: meeting.held_on,
  title: `${meeting.team}: meeting about the self-evaluation`,
  about: [`${meeting.team}, session ${sessionLabel(meeting.session)}`],
  path: `/communities/${meeting.slug}/${meeting.session}/meeting/${meeting.id}/minutes`,
  sequence: 0,
  changedAt: meeting.opened_at,
  cancelled: false
})

export interface ReviewDate { plan_id: string, next_on: string, at: string, reviews: number | null, kind: PlanPlace['kind'], team: string, slug: string, session: string }

/** The next review of a plan: one event that moves on with every review held. */
export const reviewEvent = (review: ReviewDate): EventRow => ({
  kind: 'review',
  id: review.plan_id,
  date: review.next_on,
  title: `${review.team}: review the action plan`,
  about: [`${review.team}, session ${sessionLabel(review.session)}`],
  path: `${planHref(review)}/reviews`,
  sequence: Number(review.reviews ?? 0),
  changedAt: review.at,
  cancelled: false
})

export interface YearDates { id: string, name: string, opened_at: string, submit_by: string | null, moderate_by: string | null, agree_by: string | null, changes: number | null, changed_at: string | null }

const yearWords = { submit_by: 'Submit the self-evaluation', moderate_by: 'Moderation is done', agree_by: 'Agree and sign off the self-evaluation' }

/** The dates that everybody has in a session. @param slug the team whose page they lead to; null leads home */
export const yearEvents = (session: YearDates, slug: string | null): EventRow[] => (Object.keys(yearWords) as (keyof typeof yearWords)[]).flatMap(name => {
  const date = session[name]
  if (!date) return []
  return [{
    kind: name.replace('_', '-'),
    id: session.id,
    date,
    title: `${yearWords[name]} by today (session ${sessionLabel(session.name)})`,
    about: ['For every team'],
    path: slug ? `/communities/${slug}/${session.name}` : '/',
    sequence: Number(session.changes ?? 0),
    changedAt: latest(session.opened_at, session.changed_at),
    cancelled: false
  }]
})
