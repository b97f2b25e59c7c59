import { firstNames, foldName } from '../../lib/first-names.ts'
import { findPersonalData } from '../../lib/personal-data.ts'

export type Identifying = 'code' | 'name' | 'place' | 'school' | 'age' | 'date'
export const identifyingWords: Record<Identifying, string> = {
  code: 'a case code, by which the team’s list finds the child', name: 'looks like a person’s name', place: 'a place: in a small one, a story has one child', school: 'looks like the name of a school or a nursery', age: 'an age or a class: with a place or a year it may point to one child', date: 'a date, by which others may remember the child'
}
export interface Clue { kind: Identifying, text: string, key: string, around: string }

const months = 'January|February|March|April|May|June|July|August|September|October|November|December'
const numbers = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen'
const patterns: [Identifying, RegExp][] = [
  ['code', /\b[A-Z]{1,4}-?\d{2,7}(?:-\d{1,4})?\b/g],
  ['school', /(?:\b[\p{Lu}][\p{L}’']+ ){1,4}(?:Primary|Secondary|Academy|High|Nursery|Grammar|College|School)\b(?: School)?/gu],
  ['age', new RegExp(String.raw`\b(?:aged? (?:\d{1,2}|${numbers})|(?:\d{1,2}|${numbers})[- ]years?[- ]olds?|(?:\d{1,2}|${numbers}) years of age|P[1-7]|S[1-6]|primary (?:[1-7]|one|two|three|four|five|six|seven))\b`, 'gi')],
  ['date', new RegExp(String.raw`\b(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${months})(?: \d{4})?|(?:${months}) \d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:in|since|of) (?:19|20)\d{2})\b`, 'g')],
  ['place', /(?<=\b(?:in|at|from|near|around|to) )[\p{Lu}][\p{Ll}’']{2,}(?: [\p{Lu}][\p{Ll}’']+)*/gu]
]
const notPlaces = new Set('january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday scotland english maths lc-jst'.split(' '))

/**
 * What in a text may tell who a child is: for a person to take out, or to confirm one by one. `places`: names of the organisation; `code`:
 * the child's own. A guess that rather says too much than too little. Each is listed once.
 */
export function findClues (text: string, { places, code, today }: { places: string[], code: string, today: string }): Clue[] {
  const found: { kind: Identifying, text: string, at: number }[] = []
  for (const [kind, pattern] of patterns) for (const match of text.matchAll(pattern)) found.push({ kind, text: match[0].trim(), at: match.index })
  for (const finding of findPersonalData(text, today)) found.push({ kind: finding.kind === 'birth' ? 'date' : finding.kind === 'name' ? 'name' : 'code', text: finding.text, at: finding.at })
  for (const match of text.matchAll(/(?<![\p{L}’'])\p{Lu}[\p{Ll}]{2,}(?![\p{L}])/gu)) if (firstNames.has(foldName(match[0])) && !notPlaces.has(match[0].toLowerCase())) found.push({ kind: 'name', text: match[0], at: match.index })
  for (const [kind, word] of [...places.map(name => ['place', name] as const), ...code ? [['code', code] as const] : []]) {
    for (const match of text.matchAll(new RegExp(RegExp.escape(word), 'gi'))) found.push({ kind, text: match[0], at: match.index })
  }
  const sorted = found.filter(one => !(one.kind === 'place' && notPlaces.has(one.text.toLowerCase()))).sort((a, b) => a.at - b.at || b.text.length - a.text.length)
  const kept = new Map<string, Clue>()
  let end = -1
  for (const one of sorted) {
    const key = `${one.kind}:${foldName(one.text)}`
    if (one.at < end || kept.has(key)) continue
    end = one.at + one.text.length
    kept.set(key, { kind: one.kind, text: one.text, key, around: text.slice(Math.max(0, one.at - 40), end + 40).replaceAll('\n', ' ') })
  }
  return [...kept.values()]
}
