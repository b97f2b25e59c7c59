import { parse } from 'csv-parse/sync'
import { unguarded } from '../exports/tables.ts'

/** The cells of a sheet, row by row. */
export type Grid = string[][]
export type Read = { grid: Grid } | { problem: string }

const saveAgain = 'In Excel, choose “Save as” and “CSV UTF-8 (comma delimited)”, or save it as a workbook (.xlsx)'

/** Read comma-separated values: UTF-8 or UTF-16, with commas, semicolons or tabs, as spreadsheet programs write them. */
export function readCsv (bytes: Buffer, labels: string[]): Read {
  const text = decode(bytes)
  if (text === null) return { problem: `The letters of this file cannot be read, so nothing was taken from it. ${saveAgain}.` }
  if (text.trim() === '') return { problem: 'The file is empty. Download the table again and change that.' }
  const grids = [',', ';', '\t'].map(delimiter => gridOf(text, delimiter))
  // The labels tell which mark separates the cells.
  const known = (read: Read) => 'grid' in read ? (read.grid[0] ?? []).filter(cell => labels.includes(cell.trim())).length : -1
  const best = grids.reduce((best, read) => known(read) > known(best) ? read : best)
  return known(best) > 0 ? best : grids[0]!
}

function gridOf (text: string, delimiter: string): Read {
  try {
    return { grid: (parse(text, { delimiter, relax_column_count: true }) as Grid).map(row => row.map(unguarded)) }
  } catch (error) {
    const { lines } = error as { lines?: number }
    return { problem: `The quotation marks do not match${lines ? ` before line ${lines} of the text` : ''}, so it is not clear where a cell ends. ${saveAgain}.` }
  }
}

/** Text, or null when the bytes are none. Excel’s “Unicode text” is UTF-16 with a mark in front. */
function decode (bytes: Buffer): string | null {
  const mark = bytes.subarray(0, 2).toString('hex')
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
