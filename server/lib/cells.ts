import { isDay } from './dates.ts'

/**
 * A cell as the product stores text: one kind of line end, trimmed, and without the characters that a workbook cannot hold, so that
 * leaving them out of a file is not a change.
 */
export const tidyCell = (text: string): string => text.toWellFormed().replace(/\r\n?|\v|\f|\u2028|\u2029/g, '\n')
  .replace(/[\p{Noncharacter_Code_Point}\ufffd]|(?![\n\t])\p{Cc}/gu, '').normalize('NFC').trim()

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * A day as people and spreadsheets write it: 2027-06-10, 10/06/2027, 10.6.27, Thu 10 June 2027, or Excel's count of days (46548). A time after it is passed over.
 * @returns ISO, or null when it is no real day of this century
 */
export function readDay (cell: string): string | null {
  const text = cell.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+/i, '').replace(/[ T,]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]m)?Z?$/i, '')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
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

/** 'C' for the third column, as a spreadsheet calls it. */
export const letterOf = (at: number): string => at < 26 ? String.fromCharCode(65 + at) : letterOf(Math.floor(at / 26) - 1) + letterOf(at % 26)

/** 3 for the column C. */
export const columnNumber = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
