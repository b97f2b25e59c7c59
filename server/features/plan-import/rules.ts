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
