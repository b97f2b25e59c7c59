import { isDay } from '../../lib/dates.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Team } from './pages.ts'

/** A team, as its pages about goals name it. */
export const teamOf = (community: { name: string, slug: string, closed_on: string | null }): Team => ({ name: community.name, slug: community.slug, closed: community.closed_on !== null })

/** The time that results are asked for, from an address with three boxes a day; what is not a day is said beside it. */
export function periodOf (query: Record<string, unknown>, usual: { from: string, to: string }): { period: { from: string, to: string }, errors: FormErrors | null } {
  const read = (name: 'from' | 'to') => {
    const [year, month, day] = ['year', 'month', 'day'].map(part => String(query[`${name}-${part}`] ?? '').trim())
    if (!year && !month && !day) return String(query[name] || usual[name])
    const iso = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
    return isDay(iso) ? iso : `${year}-${month}-${day}`
  }
  const period = { from: read('from'), to: read('to') }
  const wrong: Record<string, string> = Object.fromEntries((['from', 'to'] as const).filter(name => !isDay(period[name])).map(name => [name, 'Give a real date, such as 10 6 2027']))
  if (Object.keys(wrong).length === 0 && period.to < period.from) wrong.to = 'The last day must be the first day or later'
  const list = Object.entries(wrong).map(([field, text]) => ({ href: `#${field}`, text }))
  return { period, errors: list.length > 0 ? { byField: wrong, list } : null }
}
