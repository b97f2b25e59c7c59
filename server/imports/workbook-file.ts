import { strFromU8, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { columnNumber } from '../lib/cells.ts'
import { checkZip, unpackZip } from '../lib/office-zip.ts'
import type { Read } from './csv-file.ts'

/** A workbook of tables unpacks to little; more is not read. */
const limits = { unpacked: 20 * 1024 * 1024, rows: 5000, columns: 200 }
const zipProblems = {
  damaged: 'This workbook is damaged or not complete. Open it in Excel, save it again and choose it again.',
  bomb: 'This workbook unpacks to far more than a table should, so it was not read. Copy the table into a new workbook and choose that.',
  'strange-names': 'This workbook has parts with unsafe names, so it was not read. Save it again with Excel.',
  macros: 'This workbook holds macros, so it was not read. Save it without them, as .xlsx.',
  locked: 'This workbook is locked with a password. Save it without one and choose it again.'
}
const noWorkbook = 'This file is not a workbook, whatever its name says. Choose an Excel workbook (.xlsx) or a CSV file (.csv).'

/** A workbook that has been judged: its parts, unpacked, and its sheets in order. */
export interface Workbook { parts: Record<string, Uint8Array>, sheets: string[] }

/** Its list of parts is judged first, then what it unpacks to is bounded, and only then it is unpacked. */
export function openWorkbook (bytes: Buffer, most = limits.unpacked): Workbook | { problem: string } {
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') return { problem: 'This workbook is locked with a password, or is of the old kind (.xls). Save it as .xlsx without a password and choose it again.' }
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') return { problem: noWorkbook }
  const zip = checkZip(bytes)
  if ('problem' in zip) return { problem: zipProblems[zip.problem] }
  if (!zip.names.includes('xl/workbook.xml')) return { problem: noWorkbook }
  const unpacked = unpackZip(bytes, name => /\.(xml|rels)$/.test(name), most)
  if ('problem' in unpacked) return { problem: zipProblems[unpacked.problem] }
  return { parts: unpacked.parts, sheets: sheetTags(unpacked.parts).map(tag => plain(attribute(tag, 'name') ?? '')) }
}

/** Read one sheet of a workbook that we made, or that was made like it: what a reader would pass over in silence is refused. */
export async function readWorkbook (bytes: Buffer, sheet: string): Promise<Read> {
  const workbook = openWorkbook(bytes)
  if ('problem' in workbook) return workbook
  const xml = sheetXml(workbook.parts, sheet)
  if (xml === null) return { problem: `There is no sheet called “${sheet}” in this workbook. Give the sheet that name, or download the workbook again and change that.` }
  const merged = mergesIn(xml)[0]
  if (merged) return { problem: `The cells ${merged} of the sheet “${sheet}” are merged, so it is not clear which row they belong to. Unmerge them in Excel and choose the file again.` }
  const trouble = troubleIn(xml, sheet, limits)
  return trouble ? { problem: trouble } : gridOf(workbook, sheet)
}

/** Read one sheet of any workbook, with the addresses of its merged cells. A formula that failed is an empty cell. */
export async function readAnySheet (workbook: Workbook, sheet: string, most: { rows: number, columns: number }): Promise<Read & { merges: string[] }> {
  const xml = sheetXml(workbook.parts, sheet)
  if (xml === null) return { problem: zipProblems.damaged, merges: [] }
  const trouble = troubleIn(xml, sheet, most, true)
  if (trouble) return { problem: trouble, merges: [] }
  return { ...await gridOf(workbook, sheet), merges: mergesIn(xml) }
}

async function gridOf ({ parts }: Workbook, sheet: string): Promise<Read> {
  try {
    // Packed anew without pressing, so that the reader gets just what has been measured.
    const plain = zipSync(parts, { level: 0 })
    const rows = await readSheet(plain.buffer as ArrayBuffer, sheet, { trim: false })
    return { grid: rows.map(row => row.map(cellText)) }
  } catch {
    return { problem: zipProblems.damaged }
  }
}

const attribute = (tag: string, name: string): string | null => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? null
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => entities[name]!)

const textOf = (parts: Record<string, Uint8Array>, name: string) => parts[name] ? strFromU8(parts[name]) : ''
const tags = (text: string, name: string) => [...text.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g'))].map(([tag]) => tag)
const sheetTags = (parts: Record<string, Uint8Array>) => tags(textOf(parts, 'xl/workbook.xml'), 'sheet')

/** The text of the part that holds a sheet of this name. */
function sheetXml (parts: Record<string, Uint8Array>, sheet: string): string | null {
  const found = sheetTags(parts).find(tag => plain(attribute(tag, 'name') ?? '') === sheet)
  const id = found && attribute(found, '(?:\\w+:)?id')
  const target = id && tags(textOf(parts, 'xl/_rels/workbook.xml.rels'), 'Relationship').map(tag => attribute(tag, 'Id') === id ? attribute(tag, 'Target') : null).find(Boolean)
  if (!target) return null
  const part = parts[target.startsWith('/') ? target.slice(1) : `xl/${target}`]
  return part ? strFromU8(part) : null
}

/** The addresses of merged cells, such as A1:C1; a thousand at most. */
const mergesIn = (xml: string): string[] => [...xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9:]+)["']/gi)].slice(0, 1000).map(([, ref]) => ref!)

/** What a reader would pass over in silence: formulas that failed, cells far out. */
function troubleIn (xml: string, sheet: string, most: { rows: number, columns: number }, errorsAllowed = false): string | null {
  for (const [tag] of xml.matchAll(/<(?:[^\s<>/:]+:)?(?:c|row)(?=[\s/>])[^<]*/g)) {
    // Anything but plain attributes is not what a spreadsheet program writes, and could hide an address.
    if (!/^<[^\s/>]+(?:\s+[\w:.]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>\s*$/.test(tag)) return zipProblems.damaged
    const address = attribute(tag, 'r')
    const at = /^([A-Z]{0,3})(\d{1,7})$/.exec(address ?? 'A1')
    if (!at) return zipProblems.damaged
    if (Number(at[2]) > most.rows || columnNumber(at[1]!) > most.columns) return `The sheet “${sheet}” has cells as far out as ${address}. Copy the table into an empty sheet of that name and choose the file again.`
    if (!errorsAllowed && attribute(tag, 't') === 'e') return `The cell ${address} of the sheet “${sheet}” has a formula that failed. Put a value in its place and choose the file again.`
  }
  return null
}

/** A cell as text: days as ISO, yes and no as words, numbers as they are. */
function cellText (value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value)
}
