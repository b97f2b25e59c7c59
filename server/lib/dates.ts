const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const moment = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' })

/** '2026-06-10' as '10 June 2026'. */
export const longDate = (iso: string): string => day.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`))

/** An instant ('…Z') as '10 June 2026 at 10:42', London time. */
export const longMoment = (iso: string): string => moment.format(new Date(iso)).replace(/,? (?=\d\d:\d\d$)/, ' at ').replace(' at at ', ' at ')

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
/** An instant as '10:42', London time. */
export const clockTime = (iso: string): string => clock.format(new Date(iso))

/** The day in London at an instant, as ISO. */
export const dayOf = (instant: Date): string => londonDay.format(instant)

/** Whether text is a day of the calendar, YYYY-MM-DD. */
export function isDay (text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts || Number(parts[1]) < 1900) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** ISO day, moved by a number of days. */
export function addDays (iso: string, days: number): string {
  const date = new Date(`${iso}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Whole days from one ISO day to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** The school session a day belongs to: August to July, written '2026-27'. */
export function sessionName (iso: string): string {
  const year = Number(iso.slice(0, 4)) - (iso.slice(5, 7) < '08' ? 1 : 0)
  return `${year}-${String(year + 1).slice(2)}`
}

/** '2026-27' as people read it: '2026–27'. */
export const sessionLabel = (name: string): string => name.replace('-', '–')
