import { addDays, longDate, longMoment } from '../../lib/dates.ts'
import { clockText, londonInstants } from '../../lib/london.ts'

export type WhyDead = 'revoked' | 'replaced' | 'expired'
interface LinkEnds { ended_because: 'revoked' | 'replaced' | null, expires_at: string }

/** Why a link does not work any more, or null while it does. */
export function deadBecause (link: LinkEnds, now: Date): WhyDead | null {
  return link.ended_because ?? (link.expires_at <= now.toISOString() ? 'expired' : null)
}

/** Papers are read again when the report is written, so a link may outlast the visit, but not without end. */
const longestDays = 90

/** Until when a link works unless the lead says otherwise: a fortnight after the visit, to read the findings. */
export const usualEnd = (visit: { ends_on: string }): { expires_on: string, expires_time: string } => ({ expires_on: addDays(visit.ends_on, 14), expires_time: '17:00' })

export type End = { at: string, note: string | null } | { field: 'expires_on' | 'expires_time', refused: string }

/** The instant that a day and time in the United Kingdom mean, or why they cannot be meant. */
export function endOf (day: string, typed: string, visit: { ends_on: string }, now: Date): End {
  const time = clockText(typed)
  const [at, second] = londonInstants(day, time)
  if (!at) return { field: 'expires_time', refused: `On ${longDate(day)} the clocks go forward and ${time} is skipped. Give a time before 01:00 or from 02:00` }
  if (at <= now.toISOString()) return { field: 'expires_on', refused: 'Give a day and time that are still to come' }
  const latest = addDays(visit.ends_on, longestDays)
  if (day > latest) return { field: 'expires_on', refused: `Give a day no later than ${longDate(latest)}, ${longestDays} days after the visit` }
  return { at, note: second ? `The clocks go back on ${longDate(day)} and ${time} comes twice: the link works until the first of the two.` : null }
}

/** Until when a link works, in words that leave no doubt on the day the clocks go back. */
export function untilWords (expiresAt: string): string {
  const words = longMoment(expiresAt)
  const [first, second] = londonInstants(londonDay(expiresAt), words.slice(-5))
  if (!second) return words
  return `${words} (${first === expiresAt ? 'the first of the two: the clocks go back an hour later' : 'the second of the two: the clocks have gone back'})`
}

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' })
const londonDay = (iso: string): string => day.format(new Date(iso))

/** What a visitor may open, in the order of their menu. A further paper is a line here and a route below /visiting. */
export const visitorPapers = [
  { text: 'Visit', href: '/visiting', about: null },
  { text: 'Reading pack', href: '/visiting/pack', about: 'Why the visit, what it asks, who is who, when, what is known, and what the words mean.' },
  { text: 'Preliminary report', href: '/visiting/preliminary', about: 'What is known before the visit, theme by theme, and your comments on it.' },
  { text: 'Notes', href: '/visiting/notes', about: 'What is said in the focus groups: write with the others' },
  { text: 'Findings', href: '/visiting/findings', about: 'What you saw and what it shows, agreed by the core group; and what you will try at home' },
  { text: 'Report', href: '/visiting/report', about: 'The report of the visit, once its lead has given it to you: read it and comment on it' }
] as const

/** '9 March 2027', or '9 March 2027 to 11 March 2027'. */
export const daysWords = ({ starts_on: from, ends_on: to }: { starts_on: string, ends_on: string }): string => from === to ? longDate(from) : `${longDate(from)} to ${longDate(to)}`
