import { readCsv } from '../../imports/csv-file.ts'
import { readWorkbook } from '../../imports/workbook-file.ts'
import { importLimits } from './rules.ts'
import { readTable } from './table-rows.ts'
import type { SheetColumn } from '../action-plans/sheet-rules.ts'
import type { FileRow, ImportError } from './rules.ts'

export interface SheetKind { sheet: string, columns: readonly SheetColumn[] }

/** Read a table from an uploaded file, by its content as well as its name. What is wrong comes back as sentences. */
export async function readFile (name: string, bytes: Buffer, { sheet, columns }: SheetKind): Promise<{ rows: FileRow[], errors: ImportError[], unknown: string[] }> {
  const failed = (text: string) => ({ rows: [], errors: [{ line: null, column: null, text }], unknown: [] })
  if (bytes.length === 0) return failed('The file is empty. Download the table again and change that.')
  if (bytes.length > importLimits.bytes) return failed('The file is larger than 2 MB. Take pictures and other sheets out of it, and choose it again.')
  const ending = /\.(xlsx|csv|txt)$/i.exec(name)?.[1]?.toLowerCase()
  if (!ending) return failed('Choose an Excel workbook (.xlsx) or a CSV file (.csv).')
  const read = ending === 'xlsx' ? await readWorkbook(bytes, sheet) : readCsv(bytes, grid => (grid[0] ?? []).filter(cell => columns.some(column => column.label === cell.trim())).length)
  return 'problem' in read ? failed(read.problem) : readTable(read.grid, columns)
}
