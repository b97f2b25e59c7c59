import { isDay, longDate } from '../../lib/dates.ts'

export const importLimits = { bytes: 2 * 1024 * 1024, rows: 500 }
/** A row of a file: its line, as a spreadsheet numbers it, and its cells by the keys of the columns. */
export interface FileRow { line: number, cells: Record<string, string> }
/** What is kept of a file: its rows, and the labels of columns that are none of ours. */
export interface FileContent { rows: FileRow[], unknown: string[] }
/** Something to put right. Without a line it is about the whole file. */
export interface ImportError { line: number | null, column: string | null, text: string }
/** One field of a row that would change; both as people read it. */
export interface FieldChange { label: string, before: string, after: string }
export interface RowChange { line: number, name: string, kind: 'new' | 'changed' | 'unchanged', fields: FieldChange[] }
export interface ResultLine { line: number, name: string, what: string }

/** 'Line 7, Due: give a real date, such as 10/06/2027'. */
export const errorWords = ({ line, column, text }: ImportError): string =>
  [[line === null ? null : `Line ${line}`, column].filter(Boolean).join(', '), text].filter(Boolean).join(': ')

/**
 * A cell as the product stores text: one kind of line end, trimmed, and without the characters that a workbook cannot hold, so that
 * leaving them out of a file is not a change.
 */
export const tidyCell = (text: string): string => text.toWellFormed().replace(/\r\n?|\v|\f|\u2028|\u2029/g, '\n')
  .replace(/[\p{Noncharacter_Code_Point}\ufffd]|(?![\n\t])\p{Cc}/gu, '').normalize('NFC').trim()

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * A day as people and spreadsheets write it: 2027-06-10, 10/06/2027, 10.6.27, 10 June 2027, or Excel's count of days (46548).
 * @returns ISO, or null when it is no real day of this century
 */
export function readDay (text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T[\d:.]+Z?)?$/.exec(text)
  if (iso) return dayFrom(iso[1]!, iso[2]!, iso[3]!)
  const written = /^(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+([a-z]+|\d{1,2})[\s/.,-]+(\d{4}|\d{2})$/i.exec(text)
  if (written) {
    const at = months.indexOf(written[2]!.slice(0, 3).toLowerCase())
    return dayFrom(written[3]!.padStart(4, '20'), at === -1 ? written[2]! : String(at + 1), written[1]!)
  }
  // Day 0 of Excel is 30 December 1899.
  return /^\d{5}(\.\d+)?$/.test(text) ? dayFrom(...new Date(Date.UTC(1899, 11, 30 + Math.floor(Number(text)))).toISOString().slice(0, 10).split('-') as [string, string, string]) : null
}

function dayFrom (year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(text) && text >= '2000-01-01' && text < '2100-01-01' ? text : null
}

/** The codes of a cell, each once, in order. */
export const readCodes = (text: string): string[] => [...new Set(text.split(/[,;\n]+/).map(code => code.trim()).filter(Boolean))].sort()

/** A choice from words, by the word or its value, whatever the capitals; null when it is none of them. */
export function readChoice<T extends string> (text: string, words: Record<T, string>): T | null {
  const said = text.toLowerCase()
  return (Object.keys(words) as T[]).find(value => words[value].toLowerCase() === said || value === said) ?? null
}

export const yesNo = { yes: 'Yes', no: 'No' } as const
/** A day as an import shows it; what is no day as it stands. */
export const dayWords = (text: string): string => isDay(text) ? longDate(text) : text
