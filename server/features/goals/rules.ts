import { addDays } from '../../lib/dates.ts'
import type { LevelTexts } from './tables.ts'

export type LevelName = keyof LevelTexts
/** The scale, from the top as people read it. */
export const levels: { name: LevelName, score: -2 | -1 | 0 | 1 | 2, sign: string, words: string }[] = [
  { name: 'much_more', score: 2, sign: '+2', words: 'Much more than expected' },
  { name: 'more', score: 1, sign: '+1', words: 'More than expected' },
  { name: 'expected', score: 0, sign: '0', words: 'As expected' },
  { name: 'less', score: -1, sign: '−1', words: 'Less than expected' },
  { name: 'much_less', score: -2, sign: '−2', words: 'Much less than expected' }
]
export const levelNames = levels.map(({ name }) => name)

/** What a review can say. "Partly achieved" lies between the usual start and what was expected. */
export const scores = [2, 1, 0, -0.5, -1, -2] as const
export type Score = typeof scores[number]
export const scoreWords: Record<`${Score}`, string> = {
  2: 'Much more than expected (+2)', 1: 'More than expected (+1)', 0: 'As expected (0)', '-0.5': 'Partly achieved (−0.5)', '-1': 'Less than expected (−1)', '-2': 'Much less than expected (−2)'
}

/** The levels a review of a goal may choose. Partly achieved only where the child started from −1. */
export const scoresFor = (goal: { baseline: number }): Score[] => scores.filter(score => score !== -0.5 || goal.baseline === -1)

export type RatedBy = 'together' | 'worker' | 'independent' | 'family'
export const raters: Record<RatedBy, string> = {
  together: 'The team together, with the child or the family where they can', worker: 'The person who works with the child', independent: 'Somebody who did not give the support', family: 'The child or the family'
}
export const raterNames = ['together', 'worker', 'independent', 'family'] as const satisfies readonly RatedBy[]

export type BaselineRule = 'worst' | 'fixed'
export const baselineRules: Record<BaselineRule, string> = {
  worst: '−1; −2 only when it cannot be worse, with a reason', fixed: 'Always −1'
}
/** What an authority decides for all its teams. The T-score is off until it is asked for. */
export interface GoalSettings { baseline: BaselineRule, rater: RatedBy, tScore: boolean, rho: number }
export const defaultSettings: GoalSettings = { baseline: 'worst', rater: 'together', tScore: false, rho: 0.3 }

export const closings = { reached: 'The goal has been reached', ended: 'The support has ended', changed: 'Another goal takes its place', left: 'The child has left the team’s schools', mistake: 'It was entered by mistake' } as const
export type Closing = keyof typeof closings
export const closingNames = ['reached', 'ended', 'changed', 'left', 'mistake'] as const satisfies readonly Closing[]

/** Twelve weeks: about a term. */
export const reviewAfterDays = 84
/** What a new goal's form starts with. */
export const startValues = (today: string) => ({ agreed_on: today, support_from: today, review_on: addDays(today, reviewAfterDays), baseline: '-1', forum: 'lc-jst' })

interface Dated { reviewed_on: string, id: string, score: Score, replaced_at: string | null }
/** The reviews that count, the latest first. */
export const standing = <T extends Dated>(reviews: T[]): T[] =>
  reviews.filter(review => review.replaced_at === null).sort((a, b) => a.reviewed_on === b.reviewed_on ? (a.id < b.id ? 1 : -1) : a.reviewed_on < b.reviewed_on ? 1 : -1)

export type Reached = 'reached' | 'moved' | 'same' | 'worse'
export const reachedWords: Record<Reached, string> = { reached: 'As expected or better', moved: 'Better than at the start, not yet as expected', same: 'As at the start', worse: 'Further from the goal than at the start' }
export const reachedNames = ['reached', 'moved', 'same', 'worse'] as const satisfies readonly Reached[]

/** What a score means for a goal that started at its baseline. */
export function reachedBy (score: number, baseline: number): Reached {
  if (score >= 0) return 'reached'
  return score > baseline ? 'moved' : score === baseline ? 'same' : 'worse'
}

export const pageSize = 50
