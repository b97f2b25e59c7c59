import { quantity } from '../../lib/quantity.ts'
import { reachedBy, reachedNames, scores } from './rules.ts'
import type { Reached, Score } from './rules.ts'

interface Counted { wellbeing: string, need: string, support: string, baseline: number, score: Score }
export interface Row { code: string, name: string, total: number, reached: Record<Reached, number> }
export interface Results { total: number, byScore: { score: Score, n: number }[], reached: Record<Reached, number>, movedUp: number, median: number | null, wellbeing: Row[], need: Row[], support: Row[] }
type Names = { code: string, name: string }[]

/** What goals came to, as counts. `names`: the authority's lists, in their order; what no goal is about stays in, as a gap to see. */
export function resultsOf (goals: Counted[], names: { wellbeing: Names, need: Names, support: Names }): Results {
  const rows = (field: 'wellbeing' | 'need' | 'support'): Row[] => names[field].map(({ code, name }) => {
    const of = goals.filter(goal => goal[field] === code)
    return { code, name, total: of.length, reached: countReached(of) }
  })
  return {
    total: goals.length,
    byScore: scores.map(score => ({ score, n: goals.filter(goal => goal.score === score).length })),
    reached: countReached(goals),
    movedUp: goals.filter(goal => goal.score - goal.baseline >= 1).length,
    median: medianOf(goals.map(goal => goal.score)),
    wellbeing: rows('wellbeing'),
    need: rows('need'),
    support: rows('support')
  }
}

const countReached = (goals: Counted[]): Record<Reached, number> =>
  Object.fromEntries(reachedNames.map(name => [name, goals.filter(goal => reachedBy(goal.score, goal.baseline) === name).length])) as Record<Reached, number>

/** The middle score; between two, the lower and the upper of them averaged, which is no level of the scale. Null for none. */
export function medianOf (values: number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const signed = (value: number): string => value > 0 ? `+${value}` : value < 0 ? `−${Math.abs(value)}` : '0'

/** What the counts say, in sentences. */
export function resultSentences (results: Results): string[] {
  if (results.total === 0) return ['No goal was reviewed in this time.']
  const of = (n: number) => quantity(n, results.total, 'goals').text
  return [
    `Goals reviewed: ${results.total}. As expected or better: ${of(results.reached.reached)}.`,
    `Moved up at least one level from where the child started: ${of(results.movedUp)}.`,
    `The middle goal is at ${signed(results.median!)} on the scale from −2 to +2.`
  ]
}

/** Which supports worked for most of their goals, and where nothing has been tried or reached. Under five goals nothing is said: it would be chance. */
export function supportSentences (results: Results): string[] {
  const enough = results.support.filter(row => row.total >= 5)
  const share = (row: Row) => row.reached.reached / row.total
  const works = enough.filter(row => share(row) >= 0.5).sort((a, b) => share(b) - share(a))
  const less = enough.filter(row => share(row) < 0.5).sort((a, b) => share(a) - share(b))
  const line = (row: Row) => `${row.name} (${row.reached.reached} of ${row.total})`
  const gaps = results.need.filter(row => row.total > 0 && row.reached.reached === 0)
  return [
    ...works.length > 0 ? [`As expected or better for at least half of their goals: ${works.map(line).join(', ')}.`] : [],
    ...less.length > 0 ? [`For fewer than half: ${less.map(line).join(', ')}.`] : [],
    ...enough.length === 0 && results.total > 0 ? ['No support has five reviewed goals or more yet, so nothing is said about which supports work.'] : [],
    ...gaps.length > 0 ? [`Needs in which no goal has been reached yet: ${gaps.map(row => `${row.name} (${row.total})`).join(', ')}.`] : []
  ]
}

const size = { width: 900, label: 250, bar: 30, row: 46, top: 50, total: 50 }
/** Letters of a name that fit before the bars. */
const longest = 28

/** Where the stacked bars stand: a row for each name, its parts side by side. Parts too narrow for a number have theirs in the table only. */
export function stackedBars (rows: Row[], names: Record<Reached, string>) {
  const most = Math.max(1, ...rows.map(row => row.total))
  const scale = (size.width - size.label - size.total) / most
  return {
    width: size.width,
    height: size.top + rows.length * size.row,
    key: reachedNames.map((name, at) => ({ name, text: names[name], x: at % 2 * 450, y: at < 2 ? 0 : 24, textX: at % 2 * 450 + 28, textY: at < 2 ? 14 : 38 })),
    rows: rows.map((row, at) => {
      const y = size.top + 12 + at * size.row
      const starts = reachedNames.map((_name, part) => reachedNames.slice(0, part).reduce((sum, name) => sum + row.reached[name], 0))
      return {
        name: row.name.length > longest ? `${row.name.slice(0, longest - 1)}…` : row.name,
        y,
        middle: y + size.bar / 2,
        height: size.bar,
        total: String(row.total),
        totalX: size.label + row.total * scale + 10,
        parts: reachedNames.map((name, part) => ({ name, n: row.reached[name], x: size.label + starts[part]! * scale, width: row.reached[name] * scale })).filter(part => part.n > 0).map(part => ({ ...part, middle: part.x + part.width / 2, text: part.width >= 22 ? String(part.n) : null }))
      }
    })
  }
}
