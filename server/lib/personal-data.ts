import { firstNames, foldName } from './first-names.ts'

export type FindingKind = 'name' | 'birth' | 'email' | 'phone' | 'number' | 'health-number'
/** Something that looks personal: what, where, and the words around it. */
export interface Finding { kind: FindingKind, text: string, at: number, before: string, after: string }

/** How a finding is explained to the person who wrote it. */
export const findingWords: Record<FindingKind, string> = {
  name: 'looks like a person’s name',
  birth: 'looks like a date of birth',
  email: 'is an e-mail address',
  phone: 'looks like a telephone number',
  number: 'looks like a pupil’s number (SEEMiS or SQA)',
  'health-number': 'looks like a health number (CHI)'
}

const most = 50

/**
 * What looks personal in a text, in its order; at most 50. A guess from the shape of words, for a person to decide.
 * Never throws; its time grows with the text and no faster. `today` (ISO) tells a child's date of birth from other dates.
 */
export function findPersonalData (text: string, today: string): Finding[] {
  // Addresses of pages are full of numbers and names; an address for mail written as a link is meant to be there.
  const plain = text.replace(/\b(?:https?:\/\/|mailto:)\S+/gi, found => ' '.repeat(found.length))
  const spans = [...emails(plain), ...dates(plain, today), ...numbers(plain), ...names(plain)].sort((a, b) => a.at - b.at || b.text.length - a.text.length)
  const kept: Span[] = []
  for (const span of spans) {
    const last = kept.at(-1)
    if (!last || span.at >= last.at + last.text.length) kept.push(span)
    if (kept.length === most) break
  }
  return kept.map(span => ({ ...span, ...around(text, span) }))
}

/** Names of people (and places) that belong to the service are no secret: without the findings that are one of them. */
export function withoutKnown<T extends Pick<Finding, 'kind' | 'text'>> (findings: T[], known: string[]): T[] {
  if (!findings.some(finding => finding.kind === 'name')) return findings
  const folded = known.map(fold)
  const isKnown = (text: string) => {
    const [first, second] = text.split(' ')
    return folded.some(name => text === name || text.startsWith(`${name} `) || (second?.length === 1 && name.startsWith(`${first} `) && name.split(' ').at(-1)![0] === second))
  }
  return findings.filter(finding => finding.kind !== 'name' || !isKnown(fold(finding.text)))
}
const fold = (name: string): string => foldName(name.replace(/[’']s\b/g, '').replaceAll('.', '')).replace(/\s+/g, ' ').trim()

type Span = Pick<Finding, 'kind' | 'text' | 'at'>

function * emails (text: string): Generator<Span> {
  for (const found of text.matchAll(/(?<![\w.%+-])[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])/gi)) yield { kind: 'email', text: found[0], at: found.index }
}

const months = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const day = new RegExp([
  String.raw`(?<![\d./-])\d{1,2}[./-]\d{1,2}[./-](?<short>\d{4}|\d{2})(?![\d./-]*\d)`,
  String.raw`(?<![\d./-])(?<iso>\d{4})-\d{2}-\d{2}(?!\d)`,
  String.raw`\b\d{1,2}(?:st|nd|rd|th)? {1,2}(?:of )?(?:${months})\.?,? {1,2}(?<long>\d{4})\b`,
  String.raw`\b(?:${months})\.? {1,2}\d{1,2}(?:st|nd|rd|th)?,? {1,2}(?<other>\d{4})\b`
].join('|'), 'gi')

/** A date after a word about birth; or one without, of a year in which a school child may have been born. */
function * dates (text: string, today: string): Generator<Span> {
  const now = Number(today.slice(0, 4))
  for (const found of text.matchAll(day)) {
    const { short, iso, long, other } = found.groups!
    const written = short ?? iso ?? long ?? other!
    const year = written.length === 2 ? Number(written) + (Number(written) > now % 100 ? 1900 : 2000) : Number(written)
    const isBirth = /\b(?:born|dob|d\.o\.b|date of birth|birth ?day)\b[^\n]*$/i.test(text.slice(Math.max(0, found.index - 40), found.index))
    if (isBirth || (year >= now - 18 && year <= now - 4)) yield { kind: 'birth', text: found[0], at: found.index }
  }
}

const digits = /(?<![\w.,£$€/+-])(?:\+44[ -]?(?:\(0\) ?)?|\(?0)?\d(?:[ ()-]{0,2}\d){7,12}(?![\w%/-]|[.,]\d)/g
const birthStart = /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{6}$/

/** Runs of digits: a health number begins with a day, a pupil's has nine, a telephone begins with 0 or +44. */
function * numbers (text: string): Generator<Span> {
  for (const found of text.matchAll(digits)) {
    const run = found[0].replace(/\D/g, '')
    const gaps = found[0].length - run.length
    const kind = found[0].startsWith('+44')
      ? run.length >= 11 && run.length <= 13 ? 'phone' : null
      : run.length === 10 && birthStart.test(run) && gaps <= 1
        ? 'health-number'
        : /^\(?0[127]/.test(found[0]) && run.length >= 10 && run.length <= 11
          ? 'phone'
          : run.length === 9 && (gaps === 0 || /^\d{3} \d{3} \d{3}$/.test(found[0])) ? 'number' : null
    if (kind) yield { kind, text: found[0], at: found.index }
  }
}

const word = /(?<![\p{L}\p{M}\d’'])\p{Lu}[\p{L}\p{M}’'-]*/gu
/** What may stand between two parts of a name. */
const joint = /^[ \t\u00a0]{1,2}(?:(?:van|von|de|der|den|da|dos|di|mac|nic|al|el|bin|bint|ibn|ter)[ -]){0,2}$/
/** Words with a capital that follow a first name without being a surname, or end the name of a school, a street, a thing. */
const notSurnames = new Set(`academy and april association august avenue bank bay bridge building campus care castle centre center charity church city clinic close college committee
community council court crescent cross day december drive early education estate family february festival field forum foundation framework friday fund gardens group hall health
high hill hospital house i initiative institute island islands january july june junior lane learning library lodge march may meeting model monday month morning mount november nursery october office park partnership place plan
policy primary programme project report river road room saturday school scotland secondary september service services session social square street sunday survey team terrace
the thursday trust tuesday tower union university view village ward wednesday week wing with work world year youth`.split(/\s+/))

interface Word { text: string, at: number, folded: string }

/** A common first name, and straight after it a word with a capital or an initial. */
function * names (text: string): Generator<Span> {
  let run: Word[] = []
  for (const found of text.matchAll(word)) {
    const next: Word = { text: found[0], at: found.index, folded: foldName(found[0].replace(/[’']s$/, '')) }
    if (joins(text, run.at(-1), next)) run.push(next)
    else {
      yield * namesIn(text, run)
      run = [next]
    }
  }
  yield * namesIn(text, run)
}

/** Whether two words with capitals stand together. Only after an initial or St. may there be a full stop between them. */
function joins (text: string, last: Word | undefined, next: Word): boolean {
  if (!last || /[’']s$/.test(last.text) || next.at - last.at - last.text.length > 16) return false
  const between = text.slice(last.at + last.text.length, next.at)
  return joint.test(last.text.length <= 2 ? between.replace(/^\./, '') : between)
}

/** The names in a run of words with capitals: from each that is a first name, up to three more. */
function * namesIn (text: string, run: Word[]): Generator<Span> {
  for (let at = 0; at < run.length - 1; at++) {
    const [saint, first, second] = [run[at - 1]?.folded, run[at]!, run[at + 1]!]
    if (!firstNames.has(first.folded) && !firstNames.has(first.folded.split('-')[0]!)) continue
    const rest = run.slice(at + 1, at + 4)
    if (saint === 'st' || saint === 'saint' || !isSurname(first, second, text) || rest.some(({ folded }) => notSurnames.has(folded))) continue
    const end = rest.at(-1)!
    yield { kind: 'name', text: text.slice(first.at, end.at + end.text.replace(/[’']s$/, '').length), at: first.at }
    at += rest.length
  }
}

function isSurname (first: Word, second: Word, text: string): boolean {
  const shouts = (one: Word) => one.text.length > 1 && one.text === one.text.toUpperCase()
  if (second.folded.length === 1) return text[second.at + 1] === '.' || !/[ai]/.test(second.folded)
  // Three or four capitals after a name are a service (NHS, CAMHS), unless the whole name is in capitals.
  return shouts(first) || !shouts(second) || second.text.length > 6
}

/** The sentence around a finding, or as much of it as can be read at a glance. */
function around (text: string, { at, text: found }: Span): { before: string, after: string } {
  const before = text.slice(Math.max(0, at - 100), at)
  const after = text.slice(at + found.length, at + found.length + 100)
  const start = Math.max(...['. ', '! ', '? ', '\n'].map(end => before.lastIndexOf(end) + (before.includes(end) ? end.length : 0)), 0)
  const stop = after.search(/[.!?](?:\s|$)|\n/)
  return { before: before.slice(start).toWellFormed(), after: (stop === -1 ? after : after.slice(0, stop + 1)).toWellFormed() }
}
