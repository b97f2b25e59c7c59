import { makeNetwork, makeRoomUpTo } from './network-rules.ts'
import type { Cell, CountTable, Crossing } from './counts.ts'
import type { Options } from './protection-rules.ts'

interface Margins { rows: CountTable, columns: CountTable, shown: Cell[] }
/** A row or column: its sum over the authority, and what is published of it. */
interface Margin { code: string, sum: number, published: number | null }

/**
 * Two tables crossed, for the whole authority. Its sums are the rows and columns of the two tables, shown or not; a row or column that is
 * hidden there is hidden here throughout. Small counts are hidden with others on a circle that leaves every sum as it is. Where there is
 * no such circle, the crossing shows nothing that its sums do not show.
 */
export function protectCrossing (authority: string, set: string, crossing: Crossing, margins: Margins, { threshold, chance, withoutComplement }: Options): Cell[] {
  const marginsOf = (table: CountTable): Margin[] => table.rows.map(({ code }) => ({
    code, sum: table.counts.reduce((sum, cell) => cell.row === code ? sum + cell.count : sum, 0),
    published: margins.shown.find(cell => cell.table === `${set}.${table.code}` && cell.row === code)!.value
  }))
  const rows = marginsOf(margins.rows)
  const columns = marginsOf(margins.columns)
  const counts = new Map(crossing.counts.map(({ row, column, count }) => [`${row} ${column}`, count]))
  const countOf = (row: Margin, column: Margin): number => counts.get(`${row.code} ${column.code}`) ?? 0
  for (const row of rows) refuseUneven(crossing, row, columns.map(column => countOf(row, column)))
  for (const column of columns) refuseUneven(crossing, column, rows.map(row => countOf(row, column)))

  const cells = rows.flatMap((row, r) => columns.map((column, c) => ({ row, column, value: countOf(row, column), from: r, to: rows.length + c })))
  const cellOf = ({ row, column }: typeof cells[number], value: number | null): Cell => ({ place: authority, table: `${set}.${crossing.code}`, row: row.code, column: column.code, value })
  const isEmpty = ({ row, column }: typeof cells[number]): boolean => row.published === 0 || column.published === 0
  const only = (list: Margin[]): boolean => list.filter(margin => margin.published !== 0).length <= 1
  // With a single row that has cases, the columns say it all.
  if (only(rows)) return cells.map(cell => cellOf(cell, isEmpty(cell) ? 0 : cell.column.published))
  if (only(columns)) return cells.map(cell => cellOf(cell, isEmpty(cell) ? 0 : cell.row.published))

  const isSmall = (value: number): boolean => value > 0 && value < threshold
  const arcs = cells.filter(cell => !isEmpty(cell)).map(({ row, column, value, from, to }) => ({
    from, to, value, most: Infinity, hidden: row.published === null || column.published === null || isSmall(value), cost: (value === 0 ? 2 : 1) * (0.5 + chance())
  }))
  const network = makeNetwork(arcs, rows.length + columns.length)
  const safe = withoutComplement || arcs.filter(arc => arc.hidden).every(arc => makeRoomUpTo(network, arc, isSmall(arc.value) ? threshold - arc.value : 1, true) || makeRoomUpTo(network, arc, 1, false))
  const hidden = new Set(arcs.filter(arc => !safe || arc.hidden).map(({ from, to }) => `${from} ${to}`))
  return cells.map(cell => cellOf(cell, hidden.has(`${cell.from} ${cell.to}`) ? null : cell.value))
}

function refuseUneven (crossing: Crossing, { code, sum }: Margin, counts: number[]) {
  if (counts.reduce((a, b) => a + b, 0) !== sum) throw new Error(`${crossing.code}: ${code} does not add up.`)
}
