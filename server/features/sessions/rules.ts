import { addDays } from '../../lib/dates.ts'

/** The first and last day of a session by its name: '2026-27' runs from 1 August 2026 to 31 July 2027. */
export function sessionDates (name: string): { startsOn: string, endsOn: string } {
  const year = Number(name.slice(0, 4))
  return { startsOn: `${year}-08-01`, endsOn: `${year + 1}-07-31` }
}

/** Whether text is the name of a session: two years that follow each other. */
export function isSessionName (text: string): boolean {
  const parts = /^(20\d\d)-(\d\d)$/.exec(text)
  return parts !== null && (Number(parts[1]) + 1) % 100 === Number(parts[2])
}

/** Sessions that could be opened now: last year's, this year's and the next, without those that are open. */
export function sessionsToOpen (today: string, open: string[]): string[] {
  const year = Number(addDays(today, 0).slice(0, 4))
  return [year - 2, year - 1, year, year + 1].map(first => `${first}-${String(first + 1).slice(2)}`).filter(name => !open.includes(name))
}
