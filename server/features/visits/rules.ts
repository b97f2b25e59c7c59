import { addDays, longDate } from '../../lib/dates.ts'
import type { PersonPart, VisitKind } from './tables.ts'

export const kindNames: Record<VisitKind, string> = { authority: 'The authority', team: 'One learning community', peer: 'Two learning communities, which visit each other' }
export const partNames: Record<PersonPart, string> = { lead: 'Visit lead', core: 'Core team', host: 'Host', visitor: 'Visitor', scribe: 'Scribe' }
export const parts = Object.keys(partNames) as PersonPart[]
export const partnerKinds = { ades: 'ADES', 'education-scotland': 'Education Scotland', authority: 'Another authority', other: 'Another partner' } as const
export type PartnerKind = keyof typeof partnerKinds

/** A visit is days, not a term. */
export const longestDays = 31
/** More would not be asked in one visit. */
export const mostThemes = 12
export const mostQuestions = 20
export const mostPeople = 200

/** 'Thursday 9 June 2022', and '9 June 2022 to 13 June 2022' for several days. */
export const datesOf = (visit: { starts_on: string, ends_on: string }): string =>
  visit.starts_on === visit.ends_on ? longDate(visit.starts_on) : `${longDate(visit.starts_on)} to ${longDate(visit.ends_on)}`

/** How a visit stands by the calendar. */
export function stateOf (visit: { starts_on: string, ends_on: string }, today: string): string {
  if (today > visit.ends_on) return 'Took place'
  return today >= visit.starts_on ? 'Under way' : 'Being prepared'
}

/** What is wrong with the dates, and at which field. Null when they can be. */
export function datesProblem ({ starts_on: starts, ends_on: ends }: { starts_on: string, ends_on: string }): { field: 'ends_on', text: string } | null {
  if (ends < starts) return { field: 'ends_on', text: 'The last day must be the first day or later' }
  if (ends > addDays(starts, longestDays - 1)) return { field: 'ends_on', text: `A visit lasts at most ${longestDays} days` }
  return null
}

/** What to say about a theme that asks nothing. Null when it has questions. */
export const noQuestions = (theme: { questions: unknown[] }): string | null =>
  theme.questions.length > 0 ? null : 'This theme has no focus questions: add one, or say it is a whole-group session.'

/** The number after the last in codes such as 'T3' or 'T1-Q4'. */
export const nextNumber = (codes: string[]): number => Math.max(0, ...codes.map(code => Number(/(\d+)$/.exec(code)?.[1] ?? 0))) + 1

/** Questions as people type or paste them: one a line, without list marks. */
export const sameText = (a: string, b: string): boolean => a.replace(/\s+/g, ' ').trim().toLowerCase() === b.replace(/\s+/g, ' ').trim().toLowerCase()
