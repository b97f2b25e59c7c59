import type { Item } from '../lists/rules.ts'

/** Words without what differs between people: capitals, dots, dashes, the spelling of and. */
export const foldWords = (text: string): string => text.normalize('NFKD').replace(/[\u0300-\u036f’']/g, '').toLowerCase().replace(/&/g, ' and ').replace(/[^a-z0-9]+/g, ' ').trim()

const yes = new Set(['yes', 'y', 'true', 'x', 'noted', 'attended', 'present', 'recorded', 'gathered', 'obtained', 'included', 'sought', 'tick', 'ticked'])
const no = new Set(['no', 'n', 'false', 'none', 'nil', 'not noted', 'absent', 'not present', 'did not attend', 'not attended', 'not gathered', 'not recorded', 'not obtained', 'not included', 'not sought', 'n a', 'na', 'apologies'])

/** A number, or yes and no as 1 and 0. Null when it is neither; undefined when the cell is empty. */
export function readNumber (cell: string): number | null | undefined {
  const text = cell.trim()
  if (text === '') return undefined
  if (/^\d{1,6}(\.0+)?$/.test(text)) return Math.trunc(Number(text))
  if (/^[✓✔☑√]$/.test(text)) return 1
  if (/^[-–—✗✘☐]$/.test(text)) return 0
  const said = foldWords(text)
  return yes.has(said) ? 1 : no.has(said) ? 0 : null
}

/** Whether a row is of a child discussed for the first time or of a review; null when the words say neither, or both. */
export function readKind (cell: string): 'new' | 'review' | null {
  const said = foldWords(cell)
  const [isNew, isReview] = [/\b(new|first|initial|referral)\b/.test(said), /\b(review|reviewed|update|follow up|followup|existing)\b/.test(said)]
  return isNew === isReview ? null : isNew ? 'new' : 'review'
}

/** Short words that councils use for what the lists call by its name. */
const short: Record<string, string[]> = {
  'social-work': ['sw', 'sws', 'social work services', 'swd'],
  'educational-psychology': ['ep', 'eps', 'ed psych', 'educational psychologist', 'psychological service', 'psychology', 'ed psychology'],
  health: ['nhs', 'school nurse', 'school nursing', 'camhs', 'health visitor'],
  education: ['school', 'schools', 'education services'],
  'third-sector': ['voluntary sector', '3rd sector', 'third sector partner'],
  police: ['police scotland'],
  attendance: ['non attendance', 'poor attendance', 'low attendance'],
  'wellbeing-and-mental-health': ['mental health', 'wellbeing', 'emotional wellbeing'],
  'behaviour-and-relationships': ['behaviour', 'relationships'],
  'family-circumstances': ['family', 'family issues'],
  'risk-in-the-community': ['community risk', 'risk'],
  'another-reason': ['other'],
  'another-support': ['other'],
  other: ['other forum']
}

/** The ways in which an item of a list may be written. */
export function aliasesOf ({ code, name }: Item): string[] {
  const inBrackets = /\(([^)]+)\)/.exec(name)?.[1]
  return [name, code, name.split(':')[0]!, name.replace(/\([^)]*\)/, ''), ...inBrackets ? [inBrackets] : [], ...short[code] ?? []].map(foldWords).filter(Boolean)
}

export interface Matcher { match: (text: string) => string | null, matchAll: (cell: string) => { codes: string[], unknown: string[] } }

/** Finds items by what a cell says; `words` is what a person has said that others mean: a code, or nothing. */
export function matcherOf (items: Item[], words: Record<string, string>): Matcher {
  const known = new Map<string, string>()
  for (const item of items.toReversed()) for (const alias of aliasesOf(item)) known.set(alias, item.code)
  for (const [text, code] of Object.entries(words)) known.set(text, code)
  const match = (text: string): string | null => known.get(foldWords(text)) ?? null
  const read = new Map<string, { codes: string[], unknown: string[] }>()
  return {
    match,
    matchAll: cell => read.get(cell) ?? read.set(cell, readAll(cell)).get(cell)!
  }

  /** All that a cell lists, as forms and people separate it: whole first, then at ; and lines, then at commas and slashes. */
  function readAll (cell: string) {
    const parts = [/[;\n|]+/, /[,/+]| & | and /].reduce<string[]>((texts, mark) => texts.flatMap(text => match(text) === null ? text.split(mark) : [text]), [cell]).map(text => text.trim()).filter(text => foldWords(text) !== '')
    const codes = parts.map(match)
    // Where a part is unknown, the whole between semicolons is asked about, not its crumbs.
    const unknown = cell.split(/[;\n|]+/).map(text => text.trim()).filter(text => foldWords(text) !== '' && match(text) === null && text.split(/[,/+]| & | and /).some(part => foldWords(part) !== '' && match(part) === null))
    return { codes: [...new Set(codes.filter(code => code !== null && code !== ''))] as string[], unknown }
  }
}

/** Names of teams without what every one of them is called. */
export const foldTeam = (name: string): string => foldWords(name).replace(/\b(lc ?jst|learning community|joint support team|lc|jst|the)\b/g, ' ').replace(/ +/g, ' ').trim()

/** '2–14, 17' of the numbers of rows; at most so many parts. */
export function rowList (rows: number[], most = 40): string {
  const runs: [number, number][] = []
  for (const row of rows.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && row <= last[1] + 1) last[1] = row
    else runs.push([row, row])
  }
  const shown = runs.slice(0, most).map(([from, to]) => from === to ? String(from) : `${from}–${to}`)
  return runs.length > most ? `${shown.join(', ')} and ${runs.slice(most).reduce((sum, [from, to]) => sum + to - from + 1, 0)} more` : shown.join(', ')
}
