import { firstNames, foldName } from '../../lib/first-names.ts'

/** What a case code looks like, beside the field. */
export const caseCodeHint = 'The team’s own code for the child, such as CR-27-04: letters and numbers. The list of who is who is kept outside this service. Never a name, initials with a date of birth, or a pupil’s number.'
/** Letters, digits and what may stand between them. Written as a pattern, so that the code is no free text to the guard of personal data. */
export const caseCodePattern = '^[A-Za-z0-9][A-Za-z0-9 ./-]{1,19}$'

/** One way to write a code, so that one child has one: 'cr 27/4' is 'CR-27-4'. */
export const tidyCode = (text: string): string => text.trim().toUpperCase().replace(/[\s./-]+/g, '-').replace(/-$/, '')

/** Why a code may not be used; null when it may. It may not hold what would tell who the child is. */
export function codeRefusal (text: string): string | null {
  const code = tidyCode(text)
  const letters = code.match(/[A-Z]+/g) ?? []
  const digits = code.match(/\d+/g) ?? []
  if (digits.length === 0) return 'Use a code with a number in it, such as CR-27-04. A name or initials alone are no code'
  if (letters.some(run => firstNames.has(foldName(run)))) return `Take out “${letters.find(run => firstNames.has(foldName(run)))}”: it is a first name`
  if (letters.some(run => run.length > 4)) return `Take out “${letters.find(run => run.length > 4)}”: it looks like a name. Use at most four letters together`
  if (looksLikeDay(digits)) return 'Take out the date: initials with a date of birth tell who the child is'
  if (digits.join('').length > 7) return 'Use at most seven digits: a longer number looks like a pupil’s or a health number'
  return null
}

/** 120514, 12-05-14, 2014-05-12: a day, month and year, together or apart. */
function looksLikeDay (runs: string[]): boolean {
  const parts = runs.length === 1 && runs[0]!.length >= 6 ? [runs[0]!.slice(0, 2), runs[0]!.slice(2, 4), runs[0]!.slice(4)] : runs
  const yearFirst = runs.length === 1 && runs[0]!.length === 8 ? [runs[0]!.slice(6), runs[0]!.slice(4, 6), runs[0]!.slice(0, 4)] : null
  const isDay = ([day, month, year]: string[]) => Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12 && (year!.length === 2 || /^(19|20)\d\d$/.test(year!))
  return [parts, [...parts].reverse(), ...yearFirst ? [yearFirst] : []].some(three => three.length === 3 && isDay(three))
}
