import { parse } from 'csv-parse/sync'
import { unguarded } from '../exports/tables.ts'

/** The cells of a sheet, row by row. */
export type Grid = string[][]
export type Read = { grid: Grid } | { problem: string }

const saveAgain = 'In Excel, choose “Save as” and “CSV UTF-8 (comma delimited)”, or save it as a workbook (.xlsx)'

/**
 * Read comma-separated values: UTF-8 or UTF-16, with commas, semicolons or tabs, as spreadsheet programs write them. The mark that separates
 * the cells is the one whose cells fit best. `oldWindows`: letters of an old Windows are read too, where they cannot be those of today.
 */
export function readCsv (bytes: Buffer, fitOf: (grid: Grid) => number, { oldWindows = false } = {}): Read {
  const text = decode(bytes, oldWindows)
  if (text === null) return { problem: `The letters of this file cannot be read, so nothing was taken from it. ${saveAgain}.` }
  if (text.trim() === '') return { problem: 'The file is empty. Choose the one with the table in it.' }
  // The first rows tell; only then all of them are read.
  const fits = delimiters.map(delimiter => { const read = gridOf(text, delimiter, 60); return 'grid' in read ? fitOf(read.grid) : -1 })
  const best = Math.max(...fits)
  return gridOf(text, best > 0 ? delimiters[fits.indexOf(best)]! : ',')
}
const delimiters = [',', ';', '\t']

function gridOf (text: string, delimiter: string, to?: number): Read {
  try {
    return { grid: (parse(text, { delimiter, relax_column_count: true, ...to ? { to } : {} }) as Grid).map(row => row.map(unguarded)) }
  } catch (error) {
    const { lines } = error as { lines?: number }
    return { problem: `The quotation marks do not match${lines ? ` before line ${lines} of the text` : ''}, so it is not clear where a cell ends. ${saveAgain}.` }
  }
}

/** Text, or null when the bytes are none. Excel’s “Unicode text” is UTF-16 with a mark in front. */
function decode (bytes: Buffer, oldWindows: boolean): string | null {
  const mark = bytes.subarray(0, 2).toString('hex')
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    const text = oldWindows ? new TextDecoder('windows-1252').decode(bytes) : ''
    // eslint-disable-next-line no-control-regex
    return text === '' || /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text
  }
}
