import { findPersonalData } from '../../lib/personal-data.ts'
import { foldWords } from './cell-rules.ts'
import type { Column, Grid } from './head-rules.ts'

/** Labels under which somebody's identity stands, whatever the cells look like. */
const telling = /\b(forename|surname|first name|last name|full name|pupil|child s name|child name|name of (the )?(child|pupil|young person)|initials|dob|date of birth|birth ?day|seemis|scn|chi|candidate|postcode|address|email|phone|telephone|upn)\b|^name$/

/**
 * Columns that hold, or look as if they held, what tells who somebody is. Each different text is looked at once, two thousand a column,
 * so that a long file costs little. What was found is never given back, only where.
 */
export function personalColumns (grid: Grid, columns: Column[], firstRow: number, today: string): { label: string, letter: string, rows: number[] }[] {
  return columns.flatMap(({ at, label, letter }) => {
    const judged = new Map<string, boolean>()
    const byLabel = telling.test(foldWords(label))
    const rows: number[] = []
    for (const [index, row] of grid.entries()) {
      const cell = row[at]?.trim()
      if (!cell) continue
      let isPersonal = byLabel || judged.get(cell)
      if (isPersonal === undefined) {
        isPersonal = judged.size < 2000 && /\p{L}|\d{6}/u.test(cell) && findPersonalData(cell.slice(0, 500), today).length > 0
        judged.set(cell, isPersonal)
      }
      if (isPersonal) rows.push(firstRow + index)
    }
    return rows.length > 0 ? [{ label: label || `Column ${letter}`, letter, rows }] : []
  })
}

/** Rows that are alike in every cell: entered twice, or two children of whom the file says the same. */
export function sameRows (grid: Grid, firstRow: number): number[] {
  const seen = new Set<string>()
  return grid.flatMap((row, index) => {
    const key = row.map(cell => cell.trim()).join('\u0000')
    if (key.replaceAll('\u0000', '') === '') return []
    if (seen.has(key)) return [firstRow + index]
    seen.add(key)
    return []
  })
}
