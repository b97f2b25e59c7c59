import { drawBars } from '../../lib/bar-chart.ts'
import { figureWords, shareWords } from '../figures/words-rules.ts'
import { termName } from './rules.ts'
import type { ReleasedTable } from '../figures/queries.ts'

/** The value of a place's cell; what was not released there counts as suppressed. */
export const valueOf = (table: ReleasedTable | undefined, place: string, row = 'all', column = 'all'): number | null =>
  table?.cells.find(cell => cell.place === place && cell.row === row && cell.column === column)?.value ?? null

/** 'referrals' of 'referrals.reason' */
export const setOf = (code: string): string => code.split('.')[0]!
export const isTotal = (table: ReleasedTable): boolean => !table.code.includes('.')
export const isCrossing = (table: ReleasedTable): boolean => table.columns.length > 1 || table.columns[0]?.code !== 'all'

/** The tables of a set other than its total, that say something of this place. */
export const breakdowns = (tables: ReleasedTable[], set: string, place: string): ReleasedTable[] =>
  tables.filter(table => setOf(table.code) === set && !isTotal(table) && table.cells.some(cell => cell.place === place))

/** A table's rows for a place: number in words, and share of the total where it may be told. */
export function rowsOf (table: ReleasedTable, place: string, total: number | null) {
  return table.rows.map(({ code, name }) => {
    const value = valueOf(table, place, code)
    return { name, value, words: figureWords(value), share: shareWords(value, total, table.release.threshold) ?? '' }
  })
}

/** Whether a chart says something: at least two rows, and one number that is shown and not 0. */
export const isWorthDrawing = (rows: { value: number | null }[]): boolean => rows.length > 1 && rows.some(({ value }) => value !== null && value > 0)

/** A bar chart and its sentence. */
export function barsOf (id: string, name: string, rows: ReturnType<typeof rowsOf>) {
  const shown = rows.filter(({ value }) => value !== null)
  const most = Math.max(...shown.map(({ value }) => value!))
  const top = shown.filter(({ value }) => value === most).map(row => row.name)
  const suppressed = rows.length - shown.length
  const sentence = `${name}: the largest number shown is ${most} (${top.join(', ')}).${suppressed > 0 ? ` ${suppressed} of ${rows.length} rows are suppressed.` : ''}`
  return { sentence, drawing: { id, title: name, sentence, ...drawBars(rows.map(({ name: label, value, words }) => ({ label, value, words }))) } }
}

/** The totals of a set, term by term, the oldest first. */
export const totalsByTerm = (tables: ReleasedTable[], set: string, place: string): { label: string, value: number | null }[] =>
  tables.filter(table => table.code === set).sort((a, b) => a.release.to < b.release.to ? -1 : 1).map(table => ({ label: termName(table.release), value: valueOf(table, place) }))
