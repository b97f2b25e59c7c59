import { columnNumber, letterOf, readDay, tidyCell } from '../../lib/cells.ts'

export type Grid = string[][]
/** The lines that hold the labels, as a spreadsheet numbers them. */
export interface Head { from: number, to: number }
export interface Column { at: number, letter: string, label: string, samples: string[], filled: number }

/**
 * Give every cell of a merged range what its first cell says. Down a column a plain number is not repeated, for it would be counted again;
 * what looks like a day is.
 */
export function fillMerges (grid: Grid, merges: string[]): number {
  let filled = 0
  for (const ref of merges) {
    const at = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/i.exec(ref)
    if (!at) continue
    const [left, top, right, bottom] = [columnNumber(at[1]!.toUpperCase()) - 1, Number(at[2]) - 1, columnNumber(at[3]!.toUpperCase()) - 1, Number(at[4]) - 1]
    const value = grid[top]?.[left] ?? ''
    if (value === '') continue
    const isCount = /^\d{1,4}(\.\d+)?$/.test(value)
    for (let row = top; row <= Math.min(bottom, grid.length - 1); row++) {
      for (let column = left; column <= Math.min(right, left + 200); column++) {
        if ((row === top && column === left) || (isCount && row > top)) continue
        grid[row]![column] = value
      }
    }
    filled++
  }
  return filled
}

const filledOf = (row: string[] | undefined): string[] => (row ?? []).map(cell => cell.trim()).filter(cell => cell !== '')
const looksLikeDay = (cell: string): boolean => readDay(cell.trim()) !== null

/**
 * Guess where the labels are: above the first row that holds a day; one line, or two when the upper one groups the lower. Titles over the
 * whole width, which say the same in every cell, are no labels.
 */
export function guessHead (grid: Grid): Head {
  const body = grid.slice(0, 30).findIndex((row, at) => at > 0 && filledOf(row).length > 1 && row.some(looksLikeDay))
  if (body < 1) return { from: 1, to: 1 }
  let to = body
  const counts = (row: string[] | undefined) => filledOf(row).some(cell => /^\d{1,3}(\.\d+)?$/.test(cell))
  // Rows that count something are no labels, though their day is missing.
  while (to > 1 && (filledOf(grid[to - 1]).length === 0 || counts(grid[to - 1]))) to--
  const isLabels = (row: string[] | undefined) => new Set(filledOf(row)).size > 1 && !row!.some(looksLikeDay) && !counts(row)
  return { from: to > 1 && isLabels(grid[to - 2]) ? to - 1 : to, to }
}

/** The columns under a head: labels of two lines are read together, 'Views – Child'. Three samples of what stands in each. */
export function columnsOf (grid: Grid, { from, to }: Head): Column[] {
  const heads = grid.slice(from - 1, to)
  const width = Math.min(200, grid.slice(0, 500).reduce((most, row) => Math.max(most, row.length), 0))
  const body = grid.slice(to)
  return Array.from({ length: width }, (_none, at) => {
    const parts = heads.map(row => tidyCell(row[at] ?? '').replace(/\s+/g, ' ').slice(0, 120)).filter(Boolean)
    const cells = new Set<string>()
    let filled = 0
    for (const row of body) {
      const cell = row[at]?.trim()
      if (!cell) continue
      filled++
      if (cells.size < 3) cells.add(cell.slice(0, 40))
    }
    return { at, letter: letterOf(at), label: [...new Set(parts)].join(' – '), samples: [...cells], filled }
  }).filter(column => column.label !== '' || column.filled > 0)
}

/** A label to be found again: two columns of the same label are told apart by their order. */
export function labelKeys (columns: Column[]): string[] {
  const seen = new Map<string, number>()
  return columns.map(({ label, letter }) => {
    const name = label || `Column ${letter}`
    const before = seen.get(name) ?? 0
    seen.set(name, before + 1)
    return before === 0 ? name : `${name} (${before + 1})`
  })
}
