import { readDay, tidyCell } from '../../lib/cells.ts'
import { dayWords, readCodes } from './rules.ts'
import { inWords } from '../../lib/text.ts'
import type { SheetColumn } from '../action-plans/sheet-rules.ts'
import type { FileRow } from './rules.ts'

type Cells = Record<string, string | number | null>
export const readableDay = 'give a real date, such as 10/06/2027'

/** Two cells of a column are the same when they say the same: the order of codes and the way to write a day do not count. */
function sameForm ({ kind }: SheetColumn, text: string): string {
  if (kind === 'day') return readDay(text) ?? text
  if (kind === 'codes') return readCodes(text).join(', ')
  if (kind === 'number') return text.replace(/\.0+$/, '')
  if (kind === 'email' || kind === 'choice') return text.toLowerCase()
  if (kind === 'yes-no') return text.toLowerCase() || 'no'
  if (kind === 'resources') return text.toLowerCase() || 'not yet known'
  if (kind === 'actions') return text.split(/[\n;]+/).map(name => tidyCell(name).toLowerCase()).filter(Boolean).sort().join('\n')
  return text
}

const words = (column: SheetColumn, text: string): string => column.kind === 'day' ? dayWords(sameForm(column, text)) : text

/** The columns in which a row differs from what is there now, or from nothing. A column that the file leaves out does not. */
export function changedColumns (columns: readonly SheetColumn[], { cells }: FileRow, now: Cells | null): { key: string, label: string, before: string, after: string }[] {
  return columns.filter(({ kind }) => kind !== 'read-only' && kind !== 'number').flatMap(column => {
    const [before, after] = [tidyCell(String(now?.[column.key] ?? '')), cells[column.key] ?? '']
    return sameForm(column, before) === sameForm(column, after) ? [] : [{ key: column.key, label: column.label, before: words(column, before), after: words(column, after) }]
  })
}

export const tooLong = ({ max }: SheetColumn, text: string): string | null =>
  max !== undefined && text.length > max ? `keep this to ${max.toLocaleString('en-GB')} characters or fewer; it has ${text.length.toLocaleString('en-GB')}` : null

const reads = (now: string, text: string): boolean => now === text || (readDay(now) !== null && readDay(now) === readDay(text))

/** Columns that are not brought back, where the file says something else than what is there now: one sentence a column. */
export function readOnlyWarnings (columns: readonly SheetColumn[], rows: { row: FileRow, now: Cells | null }[]): string[] {
  return columns.filter(({ kind }) => kind === 'read-only').flatMap(({ key, label }) => {
    const lines = rows.filter(({ row, now }) => row.cells[key] !== undefined && !reads(tidyCell(String(now?.[key] ?? '')), row.cells[key])).map(({ row }) => String(row.line))
    if (lines.length === 0) return []
    const shown = lines.length > 10 ? [...lines.slice(0, 10), `${lines.length - 10} more`] : lines
    return [`${label}: this column is for reading only. What the file says in ${lines.length === 1 ? 'line' : 'lines'} ${inWords(shown)} is not brought in.`]
  })
}
