import { makeNetwork, makeRoom } from './network-rules.ts'
import type { Cell, CountTable, Crossing } from './counts.ts'

interface Margins { rows: CountTable, columns: CountTable, shown: Cell[] }

/**
 * Two tables crossed, for the whole authority. Its sums are the rows and columns of the two tables, shown or not; a row or column that is
 * hidden there is hidden here throughout. Small counts are hidden with others on a circle that leaves every sum as it is. Where there is
 * no such circle, the crossing shows nothing.
 */
export function protectCrossing (authority: string, set: string, crossing: Crossing, { rows, columns, shown }: Margins, { threshold, withoutComplement }: { threshold: number, withoutComplement?: boolean }): Cell[] {
  const rowCodes = rows.rows.map(row => row.code)
  const columnCodes = columns.rows.map(row => row.code)
  const counts = new Map(crossing.counts.map(({ row, column, count }) => [`${row} ${column}`, count]))
  const sumOf = (table: CountTable, code: string): number => table.counts.reduce((sum, cell) => cell.row === code ? sum + cell.count : sum, 0)
  const countOf = (row: string, column: string): number => counts.get(`${row} ${column}`) ?? 0
  for (const row of rowCodes) if (columnCodes.reduce((sum, column) => sum + countOf(row, column), 0) !== sumOf(rows, row)) throw new Error(`${crossing.code}: row ${row} does not add up.`)
  for (const column of columnCodes) if (rowCodes.reduce((sum, row) => sum + countOf(row, column), 0) !== sumOf(columns, column)) throw new Error(`${crossing.code}: column ${column} does not add up.`)
  const isHidden = (table: CountTable, code: string): boolean => shown.some(cell => cell.table === `${set}.${table.code}` && cell.row === code && cell.value === null)
  const hiddenRows = rowCodes.map(row => isHidden(rows, row))
  const hiddenColumns = columnCodes.map(column => isHidden(columns, column))
  const none = (table: CountTable, code: string): boolean => !isHidden(table, code) && sumOf(table, code) === 0
  const cells = rowCodes.flatMap((row, r) => columnCodes.map((column, c) => {
    const value = countOf(row, column)
    const empty = none(rows, row) || none(columns, column)
    const secret = !empty && (hiddenRows[r]! || hiddenColumns[c]!)
    return { row, column, arc: { from: r, to: rowCodes.length + c, value, most: Infinity, hidden: secret || (value > 0 && value < threshold), cost: value === 0 ? 2 : 1 + Math.log2(Math.max(1, value / threshold)) / 4 } }
  }))
  const network = makeNetwork(cells.map(({ arc }) => arc), rowCodes.length + columnCodes.length)
  const room = (arc: typeof cells[number]['arc'], by: number, up: boolean): boolean => {
    for (let step = by; step >= 1; step--) if (makeRoom(network, arc, { by: step, up })) return true
    return false
  }
  const safe = withoutComplement || cells.filter(({ arc }) => arc.hidden).every(({ arc }) => room(arc, arc.value > 0 && arc.value < threshold ? threshold - arc.value : 1, true) || room(arc, 1, false))
  return cells.map(({ row, column, arc }) => ({ place: authority, table: `${set}.${crossing.code}`, row, column, value: !safe || arc.hidden ? null : arc.value }))
}
