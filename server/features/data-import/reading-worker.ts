import { parentPort, workerData } from 'node:worker_threads'
import { tidyCell } from '../../lib/cells.ts'
import { readCsv } from '../../imports/csv-file.ts'
import { openWorkbook, readAnySheet } from '../../imports/workbook-file.ts'
import { columnsOf, fillMerges, guessHead } from './head-rules.ts'
import { readMeetings } from './meeting-rules.ts'
import { personalColumns, sameRows } from './personal-rules.ts'
import { rowList } from './cell-rules.ts'
import type { Grid, Head } from './head-rules.ts'
import type { Finding } from './quality-rules.ts'
import type { Answer, Asked } from './reading.ts'

/** A thread of its own reads files, so that a large or hostile one holds up nobody else. It answers once and ends. */
const limits = { rows: 25_000, columns: 200, unpacked: 100 * 1024 * 1024 }

async function work ({ file, sheet, head, task }: Asked): Promise<Answer> {
  const opened = await openFile(file, sheet)
  if ('problem' in opened) return opened
  const { grid, merges, sheets, name } = opened
  const filled = fillMerges(grid, merges)
  if (grid.every(row => row.every(cell => cell.trim() === ''))) return { problem: name ? `The sheet “${name}” is empty. Choose another sheet or file.` : 'The file is empty. Choose the one with the table in it.' }
  const lines: Head = head ? { from: Math.min(head.from, grid.length), to: Math.min(head.to, grid.length) } : guessHead(grid)
  const columns = columnsOf(grid, lines)
  const body = grid.slice(lines.to)
  const shape = { sheets, sheet: name, head: lines, columns, rows: body.filter(row => row.some(cell => cell.trim() !== '')).length, merged: filled }
  if (shape.rows === 0) return { problem: 'There are labels in this file, but no rows under them. Choose another sheet or file.' }
  if (task.kind === 'look') return { shape }
  const firstRow = lines.to + 1
  // Cells of columns that are left out end here: nothing of them goes on.
  const kept = body.map(row => task.parts.mapping.targets.map((target, index) => target === '' ? '' : tidyCell(row[columns[index]!.at] ?? '')))
  const reading = readMeetings({ ...task.parts, grid: kept, firstRow })
  return { shape, reading: { ...reading, findings: [...reading.findings, ...aboutAll(body, columns, firstRow, task.parts.today, task.parts.mapping.rowIs === 'child', filled)] } }
}

/** What is said of the file as a whole. */
function aboutAll (body: Grid, columns: ReturnType<typeof columnsOf>, firstRow: number, today: string, rowsAreChildren: boolean, merged: number): Finding[] {
  const note = (kind: Finding['kind'], text: string, rows: number[]): Finding => ({ kind, text, rows: rowList(rows), number: rows.length, leavesOut: false })
  const same = rowsAreChildren ? sameRows(body, firstRow) : []
  return [
    ...personalColumns(body, columns, firstRow, today).map(({ label, letter, rows }) => note('personal', `Column ${letter}, “${label.slice(0, 60)}”, holds what may tell who somebody is. None of its text is kept here. Take the column out before you send the file to anybody`, rows)),
    ...same.length > 0 ? [note('note', 'These rows are exactly like an earlier one. They are counted; take them out of the file if a child was entered twice', same)] : [],
    ...merged > 0 ? [{ kind: 'note' as const, text: `${merged} merged ${merged === 1 ? 'range was' : 'ranges were'} read as saying the same in each of its cells`, rows: '', number: 0, leavesOut: false }] : []
  ]
}

async function openFile ({ name, bytes }: Asked['file'], wanted: string | null): Promise<{ grid: Grid, merges: string[], sheets: string[], name: string | null } | { problem: string }> {
  const buffer = Buffer.from(bytes)
  if (/\.xlsx$/i.test(name)) {
    const workbook = openWorkbook(buffer, limits.unpacked)
    if ('problem' in workbook) return workbook
    const sheet = wanted !== null && workbook.sheets.includes(wanted) ? wanted : await fullest(workbook)
    const read = await readAnySheet(workbook, sheet, limits)
    return 'problem' in read ? read : { grid: read.grid, merges: read.merges, sheets: workbook.sheets, name: sheet }
  }
  const read = readCsv(buffer, widthOf, { oldWindows: true })
  if ('problem' in read) return read
  if (read.grid.length > limits.rows) return { problem: `The file has ${read.grid.length.toLocaleString('en-GB')} rows; ${limits.rows.toLocaleString('en-GB')} can be read at once. Make two files of it.` }
  return { grid: read.grid, merges: [], sheets: [], name: null }
}

/** The sheet with most in it: workbooks of councils begin with explanations. */
async function fullest ({ parts, sheets }: Exclude<ReturnType<typeof openWorkbook>, { problem: string }>): Promise<string> {
  if (sheets.length <= 1) return sheets[0] ?? ''
  const sizes = sheets.map((_name, at) => parts[`xl/worksheets/sheet${at + 1}.xml`]?.length ?? 0)
  return sheets[sizes.indexOf(Math.max(...sizes))]!
}

/** How well a mark fits: the cells of the rows that have most of them. */
const widthOf = (grid: Grid): number => { const widths = grid.slice(0, 50).map(row => row.length).sort((a, b) => a - b); return (widths[Math.floor(widths.length / 2)] ?? 1) - 1 }

parentPort!.postMessage(await work(workerData as Asked))
