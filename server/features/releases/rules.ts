import { addDays } from '../../lib/dates.ts'
import type { Period } from '../figures/counts.ts'

const months = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long' })
const monthOf = (day: string): string => months.format(new Date(`${day}T00:00:00Z`))

/** The term a day is in: August to December, January to March, April to July. */
export function termOf (day: string): Period {
  const year = day.slice(0, 4)
  const month = Number(day.slice(5, 7))
  if (month >= 8) return { from: `${year}-08-01`, to: `${year}-12-31` }
  return month <= 3 ? { from: `${year}-01-01`, to: `${year}-03-31` } : { from: `${year}-04-01`, to: `${year}-07-31` }
}

/** The term that is released next: the one after the last release, or else the last that has ended. Null while it has not ended. */
export function nextTerm (last: { to: string } | null, today: string): Period | null {
  const term = last ? termOf(addDays(last.to, 1)) : termOf(addDays(termOf(today).from, -1))
  return term.to < today ? term : null
}

/** The first day on which a term is released by itself. */
export const dueOn = (term: Period, weeks: number): string => addDays(term.to, 1 + weeks * 7)

/** 'August to December 2026' */
export const termName = ({ from, to }: Period): string => `${monthOf(from)} to ${monthOf(to)} ${to.slice(0, 4)}`
