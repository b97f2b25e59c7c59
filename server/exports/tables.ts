import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import type { Marking } from './document.ts'

/** A table for a spreadsheet: what the columns are called, and plain values. A day is ISO text in a column of kind `day`. */
export interface SheetTable { name: string, columns: { label: string, kind?: 'text' | 'number' | 'day', width?: number }[], rows: (string | number | null)[][] }

/** Comma-separated values as Excel in Britain opens them: UTF-8 with a byte-order mark, CRLF, and cells that could be formulas made harmless by an apostrophe. */
export const writeCsv = (table: SheetTable): Buffer =>
  Buffer.from(stringify([table.columns.map(column => column.label), ...table.rows].map(row => row.map(guarded)), { bom: true, record_delimiter: 'windows' }))

// What a spreadsheet takes for a formula; with apostrophes before it too, so that reading takes off exactly what writing put on.
const formula = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const guarded = (value: string | number | null) => typeof value === 'string' && formula.test(value) ? `'${value}` : value
/** A cell of our CSV as the text it was made from. */
export const unguarded = (cell: string): string => cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell

export const tableTypes = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
/** 'OFFICIAL Craigmor evidence 2026-27.csv': fit for every system. */
export const tableName = (team: string, what: string, session: string, extension: string, marking: Marking = 'OFFICIAL'): string =>
  `${marking} ${team} ${what} ${session}`.normalize('NFKD').replace(/[^\w .-]+/g, ' ').replace(/\s+/g, ' ').trim() + `.${extension}`

/** The most characters a cell of a spreadsheet can hold. */
const cellLimit = 32_767

/**
 * Several tables as one workbook, with a sheet in front that explains them. Texts are stored as texts, so nothing is ever a formula.
 * A text that is longer than a cell may be goes on in further columns beside it, so that none of it is lost.
 */
export async function writeWorkbook (about: string[], tables: SheetTable[]): Promise<Buffer> {
  const readMe = { sheet: 'Read me', data: about.map(text => [{ value: clean(text), type: String, wrap: true, alignVertical: 'top' as const, height: heightOf(text, 100) }]), columns: [{ width: 100 }] }
  const sheets = tables.map(widened).map(table => ({
    sheet: sheetName(table.name),
    stickyRowsCount: 1,
    columns: table.columns.map(column => ({ width: column.width ?? (column.kind ? 14 : 30) })),
    data: [
      table.columns.map(column => ({ value: clean(column.label), type: String, fontWeight: 'bold' as const, wrap: true, alignVertical: 'top' as const })),
      ...table.rows.map(row => row.map((value, index) => cell(value, table.columns[index]!.kind ?? 'text')))
    ]
  }))
  return Buffer.from(await writeExcelFile([readMe, ...sheets]).toBuffer())
}

/** How high a row is, in points: readers that do not measure would lay its lines over the next row's. A line holds a little less than the column's width. */
const heightOf = (text: string, width: number): number => Math.min(400, 15 * text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / (width * 0.9))), 0))

function cell (value: string | number | null, kind: 'text' | 'number' | 'day') {
  if (value === null || value === '') return null
  const top = { alignVertical: 'top' as const }
  if (kind === 'number' && typeof value === 'number') return { value, type: Number, ...top }
  if (kind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy', ...top }
  return { value: clean(String(value)), type: String, wrap: true, ...top }
}

/** Further columns where a text is too long for one cell. */
function widened (table: SheetTable): SheetTable {
  const parts = table.columns.map((_column, index) => Math.max(1, ...table.rows.map(row => Math.ceil(String(row[index] ?? '').length / cellLimit))))
  if (parts.every(n => n === 1)) return table
  return {
    ...table,
    columns: table.columns.flatMap((column, index) => Array.from({ length: parts[index]! }, (_none, n) => n === 0 ? column : { ...column, label: `${column.label} (part ${n + 1})` })),
    rows: table.rows.map(row => row.flatMap((value, index) => parts[index] === 1 ? [value] : Array.from({ length: parts[index]! }, (_none, n) => String(value ?? '').slice(n * cellLimit, (n + 1) * cellLimit) || null)))
  }
}

/** A name a sheet may have: at most 31 characters, and none of those that Excel forbids. */
const sheetName = (name: string): string => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)

/** Characters that XML cannot hold are left out. In workbooks _x0041_ means A, so a text that reads so is written as one that means it. */
const clean = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  unlikeProperty(text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'))

/** The writer looks texts up in an object, where "constructor" is found without ever having been put: such a word has its first letter written as a number. */
const unlikeProperty = (text: string): string => text in Object.prototype ? `_x${text.charCodeAt(0).toString(16).padStart(4, '0')}_${text.slice(1)}` : text
