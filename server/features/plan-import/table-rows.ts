import { letterOf, tidyCell } from '../../lib/cells.ts'
import { importLimits } from './rules.ts'
import type { SheetColumn } from '../action-plans/sheet-rules.ts'
import type { Grid } from '../../imports/csv-file.ts'
import type { FileRow, ImportError } from './rules.ts'

/**
 * The rows of a table by its labels, wherever the columns stand. Columns to be read must all be there, each once; rows without
 * anything in them are passed over. A text that went on in further columns, "… (part 2)", is put together again.
 */
export function readTable (grid: Grid, columns: readonly SheetColumn[]): { rows: FileRow[], errors: ImportError[], unknown: string[] } {
  const [head = [], ...body] = grid
  const labels = head.map(tidyCell)
  const errors: ImportError[] = []
  const places = new Map<string, number[]>(columns.map(column => [column.key, labels.flatMap((label, at) => label === column.label ? [at] : [])]))
  if (columns.every(({ key }) => places.get(key)!.length === 0)) return { rows: [], errors: [{ line: 1, column: null, text: 'the labels of the columns are missing. Line 1 holds them, as in the table you can download' }], unknown: [] }
  for (const { key, label, kind } of columns) {
    const found = places.get(key)!
    if (found.length > 1) errors.push({ line: 1, column: label, text: `there are ${found.length} columns of this name (${found.map(letterOf).join(' and ')}). Keep one` })
    if (found.length === 0 && kind !== 'read-only') errors.push({ line: 1, column: label, text: 'this column is missing. Put it back, or download the table again and change that' })
    for (let part = 2; found.length === 1 && labels.includes(`${label} (part ${part})`); part++) found.push(labels.indexOf(`${label} (part ${part})`))
  }
  const used = new Set([...places.values()].flat())
  const rows: FileRow[] = []
  body.forEach((cells, index) => {
    const line = index + 2
    if (cells.every(cell => cell.trim() === '')) return
    const stray = cells.findIndex((cell, at) => cell.trim() !== '' && !labels[at])
    if (stray !== -1) errors.push({ line, column: `column ${letterOf(stray)}`, text: 'there is something here, but line 1 has no label above it. Give it one or empty the cell' })
    rows.push({ line, cells: Object.fromEntries([...places].filter(([, at]) => at.length > 0).map(([key, at]) => [key, tidyCell(at.map(one => cells[one] ?? '').join(''))])) })
  })
  if (rows.length > importLimits.rows) return { rows: [], errors: [{ line: null, column: null, text: `The file has ${rows.length} rows; ${importLimits.rows} can be brought in at once. Make two files of it` }], unknown: [] }
  if (rows.length === 0 && errors.length === 0) errors.push({ line: null, column: null, text: 'There are labels in this file, but no rows under them. Add at least one row' })
  return { rows, errors, unknown: labels.filter((label, at) => label && !used.has(at)) }
}
