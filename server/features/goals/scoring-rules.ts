export interface Scored { score: number | null, weight?: number | null }
export interface TScore { t: number | null, used: number, dropped: number }

/**
 * The T-score of Goal Attainment Scaling (Kiresuk & Sherman 1968):
 * T = 50 + 10 Σ(wx) / √[(1 − ρ) Σw² + ρ (Σw)²]. All as expected gives 50.
 * A goal without a score (or, where others have weights, without a weight) is left out and counted. Weights that are all 0 are taken as equal.
 * No goals, no T: never 50. @throws RangeError for a score outside −2 to +2, a negative weight, or ρ outside 0 to below 1
 */
export function tScore (goals: Scored[], rho = 0.3): TScore {
  if (!(rho >= 0 && rho < 1)) throw new RangeError(`ρ must be 0 or more and below 1, not ${rho}`)
  for (const { score, weight } of goals) {
    if (score !== null && !(score >= -2 && score <= 2)) throw new RangeError(`A score must be from −2 to +2, not ${score}`)
    if (typeof weight === 'number' && !(weight >= 0 && Number.isFinite(weight))) throw new RangeError(`A weight must be 0 or more, not ${weight}`)
  }
  const weighted = goals.some(({ weight }) => weight !== undefined)
  const used = goals.flatMap(({ score, weight }) => score === null || (weighted && (weight === null || weight === undefined)) ? [] : [{ x: score, w: weight ?? 1 }])
  const dropped = goals.length - used.length
  if (used.length === 0) return { t: null, used: 0, dropped }
  const equal = used.every(({ w }) => w === 0)
  const terms = used.map(({ x, w }) => ({ x, w: equal ? 1 : w }))
  const sum = (of: (term: { x: number, w: number }) => number) => terms.reduce((total, term) => total + of(term), 0)
  const total = sum(({ w }) => w)
  return { t: 50 + 10 * sum(({ x, w }) => w * x) / Math.sqrt((1 - rho) * sum(({ w }) => w * w) + rho * total * total), used: used.length, dropped }
}

/** Fewer goals make a T-score jump: one level is 10 points for one goal, 4.6 for each of three. So nothing is averaged over children with fewer. */
export const fewestGoals = 3

export interface ChildScores { children: number, leftOut: number, baseline: number, achieved: number }

/**
 * The mean T-score at baseline and at the last review, over children with three reviewed goals or more; null when there is none.
 * Never for comparing teams: it depends on the goals that were set.
 */
export function meanTScores (goals: { case_code: string, baseline: number, score: number | null }[], rho: number): ChildScores | null {
  const reviewed = goals.filter(goal => goal.score !== null)
  const children = [...Map.groupBy(reviewed, goal => goal.case_code).values()]
  const enough = children.filter(one => one.length >= fewestGoals)
  if (enough.length === 0) return null
  const mean = (of: (goal: { baseline: number, score: number | null }) => number | null) => enough.reduce((total, one) => total + tScore(one.map(goal => ({ score: of(goal) })), rho).t!, 0) / enough.length
  return { children: enough.length, leftOut: children.length - enough.length, baseline: mean(goal => goal.baseline), achieved: mean(goal => goal.score) }
}
