import { quantity } from '../../lib/quantity.ts'

/** What stands in a table instead of a number that is suppressed. */
export const suppressedWord = 'suppressed'

/** A figure in words. */
export const figureWords = (value: number | null): string => value === null ? suppressedWord : String(value)

/** What a mark of suppression means, for a note below a table. */
export const suppressionNote = (threshold: number): string =>
  `“${suppressedWord}” stands for a number under ${threshold}, or for a number from which one under ${threshold} could be worked out. It is not told which.`

/** 'Most children (24 of 29)', 'few (6 of 50)'. Nothing when either is suppressed, or when there are too few for a share. */
export function shareWords (n: number | null, of: number | null, threshold: number, noun = ''): string | null {
  return n === null || of === null || of < threshold ? null : quantity(n, of, noun).text
}

/** A sum of figures; what is suppressed cannot be summed. */
export const sumOf = (values: (number | null)[]): number | null => values.includes(null) ? null : values.reduce<number>((sum, value) => sum + value!, 0)

/** The row in the middle of rows that stand in an order (levels). Nothing if any of them is suppressed, or if there are too few. */
export function middleRow<Row extends { value: number | null }> (rows: Row[], threshold: number): Row | null {
  const total = sumOf(rows.map(row => row.value))
  if (total === null || total < threshold) return null
  let below = 0
  return rows.find(row => (below += row.value!) * 2 >= total) ?? null
}

/** 'How this is worked out', for below any figure. */
export const workedOut = (threshold: number): string[] => [
  'Each figure is a count of records of the teams, released once for a term. A record that came in later is counted in the next release, so two releases never share a record.',
  `Numbers from 1 to ${threshold - 1} are suppressed. So that they cannot be worked out from totals, others are suppressed with them: in the same team, in the same area, or in the same table.`,
  'A team or area whose total is suppressed shows no break-down. Shares and middle values are given only where every number they need is shown.'
]
