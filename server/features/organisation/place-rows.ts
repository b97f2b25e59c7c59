import { parse } from 'csv-parse/sync'
import type { Place } from './queries.ts'

/** One line of a list of places: what it says, and what is wrong with it (null when it is fine). */
export interface PlaceRow { line: number, area: string, community: string, problem: string | null }

const longest = 100

/**
 * Read "area, learning community" lines, separated by commas, semicolons or tabs, with or without a heading line.
 * @param text as typed, pasted or read from a CSV file
 * @param places the authority's places, to find what is already there
 */
export function readPlaceRows (text: string, places: Place[]): PlaceRow[] {
  const records = parse(text.replace(/^\uFEFF/, ''), {
    delimiter: separatorOf(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, trim: true, info: true
  }) as unknown as { record: string[], info: { lines: number } }[]
  const seen = new Set(places.filter(place => place.kind === 'community' && !place.closed_on).map(place => place.name.toLowerCase()))
  return records.filter(({ record }, at) => !(at === 0 && isHeading(record))).map(({ record, info }) => {
    const [area = '', community = ''] = record
    const problem = problemOf(record, seen)
    seen.add(community.toLowerCase())
    return { line: info.lines, area, community, problem }
  })
}

const separatorOf = (text: string): string => {
  const [first = ''] = text.split('\n').filter(line => line.trim() !== '')
  return first.includes('\t') ? '\t' : first.includes(';') && !first.includes(',') ? ';' : ','
}

const isHeading = (record: string[]): boolean => /^area$/i.test(record[0] ?? '') && /communit/i.test(record[1] ?? '')

function problemOf (record: string[], seen: Set<string>): string | null {
  const [area, community, ...more] = record
  if (!area) return 'The area is missing. Write: area, learning community'
  if (!community) return 'The learning community is missing. Write: area, learning community'
  if (more.some(cell => cell !== '')) return 'There are more than two columns. Write: area, learning community'
  if (area.length > longest || community.length > longest) return `A name is longer than ${longest} characters`
  if (seen.has(community.toLowerCase())) return 'A learning community of this name is already there'
  return null
}
