import { readFileSync } from 'node:fs'
import t from 'tap'
import { meanTScores, tScore } from '../../server/features/goals/scoring-rules.ts'

interface Vector { name: string, scores: number[], weights: number[] | null, rho: number, expected_T: number }
const file = JSON.parse(readFileSync(new URL('gas-test-vectors.json', import.meta.url), 'utf8')) as { tolerance: number, tests: Vector[], edge_cases: { case: string }[], points_per_unit_sum_equal_weights: Record<string, number>, change_minus1_to_0_equal_weights: Record<string, number> }
const goals = (scores: (number | null)[], weights: (number | null)[] | null = null) => scores.map((score, at) => weights ? { score, weight: weights[at] ?? null } : { score })
const near = (t: Pick<typeof import('tap').default, 'ok'>, got: number | null, wanted: number, name: string) => t.ok(got !== null && Math.abs(got - wanted) <= file.tolerance, `${name}: ${got} for ${wanted}`)

t.test('every vector', async t => {
  t.ok(file.tests.length >= 15)
  for (const { name, scores, weights, rho, expected_T: wanted } of file.tests) near(t, tScore(goals(scores, weights), rho).t, wanted, name)
})

t.test('points of a level, by the number of goals', async t => {
  for (const [n, points] of Object.entries(file.points_per_unit_sum_equal_weights)) near(t, tScore(goals([1, ...Array.from({ length: Number(n) - 1 }, () => 0)])).t! - 50, points, n)
  for (const [n, change] of Object.entries(file.change_minus1_to_0_equal_weights)) near(t, 50 - tScore(goals(Array.from({ length: Number(n) }, () => -1))).t!, change, n)
})

t.test('every edge case', async t => {
  t.same(file.edge_cases.map(edge => edge.case), ['no goals / all scores missing', 'missing score or weight', 'all weights 0', 'score outside -2..+2', 'negative weight', 'rho outside [0,1)'], 'none is left out below')
  t.same(tScore([]), { t: null, used: 0, dropped: 0 })
  t.same(tScore(goals([null, null])), { t: null, used: 0, dropped: 2 })
  t.same(tScore(goals([0, null, 0], [1, 2, null])), { t: 50, used: 1, dropped: 2 }, 'dropped pairwise, and counted')
  near(t, tScore(goals([1, null, 0])).t, 56.201737, 'two of three goals')
  near(t, tScore(goals([1, 0, -1, 1], [0, 0, 0, 0])).t, tScore(goals([1, 0, -1, 1])).t!, 'all weights 0')
  for (const score of [2.5, -3, NaN, Infinity]) t.throws(() => tScore(goals([score])), RangeError, String(score))
  for (const weight of [-1, NaN, Infinity]) t.throws(() => tScore(goals([0], [weight])), RangeError, String(weight))
  for (const rho of [-0.1, 1, NaN, 2]) t.throws(() => tScore(goals([0]), rho), RangeError, String(rho))
  near(t, tScore(goals([1, 1, 0]), 0).t, 50 + 20 / Math.sqrt(3), 'ρ of 0')
})

t.test('a mean is over children with three goals or more, never over those with one or two', async t => {
  const of = (code: string, n: number, score: number | null) => Array.from({ length: n }, () => ({ case_code: code, baseline: -1, score }))
  t.equal(meanTScores([...of('A', 1, 2), ...of('B', 2, 2)], 0.3), null)
  t.equal(meanTScores([], 0.3), null)
  const mean = meanTScores([...of('A', 3, 0), ...of('B', 2, 2), ...of('C', 3, 1), ...of('C', 4, null)], 0.3)!
  t.match(mean, { children: 2, leftOut: 1 })
  near(t, mean.baseline, 36.306936, 'where they started')
  near(t, mean.achieved, (50 + 63.693064) / 2, 'where they are')
})
