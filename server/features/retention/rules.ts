import { addDays } from '../../lib/dates.ts'

/** What goes is listed so many days before. */
export const daysBefore = 30

/** The last day of the school session a day is in. */
export const sessionEnd = (day: string): string => day.slice(5) >= '08-01' ? `${Number(day.slice(0, 4)) + 1}-07-31` : `${day.slice(0, 4)}-07-31`

/** The day on which a record goes: so many months after the end of its session, at the end of that month. */
export function goesOn (day: string, months: number): string {
  const end = sessionEnd(day)
  const month = Number(end.slice(5, 7)) - 1 + months
  const year = Number(end.slice(0, 4)) + Math.floor(month / 12)
  return addDays(month % 12 === 11 ? `${year + 1}-01-01` : `${year}-${String(month % 12 + 2).padStart(2, '0')}-01`, -1)
}

/** Records of this day and before are due by `by`: the end of the latest session whose months have passed then. Null if none. */
export function lastDueDay (months: number, by: string): string | null {
  const first = Number(by.slice(0, 4))
  for (let year = first; year > first - 60; year--) if (goesOn(`${year}-07-31`, months) <= by) return `${year}-07-31`
  return null
}

/** The id in an address or reference that somebody pasted. */
export const idIn = (text: string): string | null => /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?!.*[0-9a-f]{8}-[0-9a-f]{4})/i.exec(text)?.[0].toLowerCase() ?? null

/** `term-over`: its months have passed. The others are what a person chose when asking. */
export const erasureReasons = { asked: 'The child or family asked for it', mistake: 'It was entered by mistake', 'not-needed': 'It is not needed any more' } as const
export type ErasureReason = keyof typeof erasureReasons
export const erasureReasonNames = Object.keys(erasureReasons) as ErasureReason[]
