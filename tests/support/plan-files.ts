import { stringify } from 'csv-stringify/sync'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/universal'
import { writeWorkbook } from '../../server/exports/tables.ts'
import { actionColumns } from '../../server/features/action-plans/sheet-rules.ts'

export const labels: string[] = actionColumns.map(column => column.label)
type Row = Record<string, string | number>

/** A table of actions as somebody might have made it: the cells that a row leaves out are empty. */
export const grid = (rows: Row[], head = labels): (string | number)[][] => [head, ...rows.map(row => head.map(label => row[label] ?? ''))]
export const csvOf = (cells: (string | number)[][], delimiter = ','): Buffer => Buffer.from(stringify(cells, { bom: true, delimiter, record_delimiter: 'windows' }))
export const csvFile = (rows: Row[]): Buffer => csvOf(grid(rows))
export const workbookOf = async (cells: (string | number)[][], name = 'Actions'): Promise<Buffer> =>
  writeWorkbook(['About'], [{ name, columns: cells[0]!.map(label => ({ label: String(label), kind: typeof cells[1]?.[cells[0]!.indexOf(label)] === 'number' ? 'number' as const : 'text' as const })), rows: cells.slice(1) }])

/** The cells of a file we wrote, to be changed and written again by other means. */
export const cellsOfCsv = (bytes: Buffer): string[][] => parse(bytes, { bom: true }) as string[][]
export async function cellsOfWorkbook (bytes: Buffer, sheet = 'Actions'): Promise<(string | number | Date | null)[][]> {
  return await readSheet(new Uint8Array(bytes).buffer as ArrayBuffer, sheet, { trim: false }) as (string | number | Date | null)[][]
}
