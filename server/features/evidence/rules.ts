import { quantity } from '../../lib/quantity.ts'
import { count, inWords } from '../../lib/text.ts'
import type { EvidenceTables } from './tables.ts'

export type Strand = EvidenceTables['evidence']['strand']
export type About = EvidenceTables['evidence']['about']
export type Quality = NonNullable<EvidenceTables['evidence']['quality']>
export type LinkKind = EvidenceTables['evidence_link']['kind']

/** The three strands of evidence, in the order of a form, with what each is. A sound judgement rests on all three. */
export const strands: Record<Strand, { name: string, means: string, none: string }> = {
  data: { name: 'Data', means: 'Figures you can count or measure, such as attendance, referrals or goals met', none: 'data' },
  views: { name: 'Views', means: 'What children, families, staff and partners told you', none: 'views' },
  observation: { name: 'Observation', means: 'What you saw for yourselves: practice, meetings, visits, records read together', none: 'observation' }
}
export const strandNames = ['data', 'views', 'observation'] as const satisfies readonly Strand[]

/** What evidence is about. Most teams have much about process and little about what changed for children. */
export const abouts: Record<About, { name: string, means: string }> = {
  process: { name: 'Process', means: 'How the team works: meetings held, plans made, people involved' },
  outcome: { name: 'Outcome for children', means: 'What is different for children and young people' }
}
export const aboutNames = ['process', 'outcome'] as const satisfies readonly About[]

/** How far a piece of evidence can be trusted, in the team's own judgement; always with a reason. */
export const qualities: Record<Quality, { name: string, means: string }> = {
  strong: { name: 'Strong', means: 'Recent, about most of those it speaks of, and others would come to the same' },
  some: { name: 'Some', means: 'Points the right way, but leaves something open' },
  thin: { name: 'Thin', means: 'Old, about few, or one person’s impression' }
}
export const qualityNames = ['strong', 'some', 'thin'] as const satisfies readonly Quality[]
export const qualityWords = (quality: Quality | null): string => quality ? qualities[quality].name : 'Not judged yet'

/** What each field of a piece of evidence is called, on forms, records and the clash page. */
export const fieldLabels = {
  title: 'Title',
  strand: 'Strand',
  about: 'What it is about',
  shows: 'What it shows',
  covers_from: 'Covers from',
  covers_to: 'Covers to',
  source: 'Source',
  link: 'Link',
  locator: 'Where to look',
  quality: 'How strong is it?',
  quality_because: 'Why?'
} as const

export interface StrandBalance { total: number, byStrand: Record<Strand, number>, empty: Strand[], process: number, outcome: number, words: string, missing: string | null }
type Kinds = { strand: Strand, about: About, n?: number }

/** How evidence is spread over the strands and between process and outcomes; `n` is for rows already counted by the database. */
export function strandBalance (rows: Kinds[]): StrandBalance {
  const sum = (these: Kinds[]) => these.reduce((total, row) => total + (row.n ?? 1), 0)
  const byStrand = Object.fromEntries(strandNames.map(strand => [strand, sum(rows.filter(row => row.strand === strand))])) as Record<Strand, number>
  const [process, outcome] = aboutNames.map(about => sum(rows.filter(row => row.about === about))) as [number, number]
  const total = sum(rows)
  const empty = strandNames.filter(strand => byStrand[strand] === 0)
  return { total, byStrand, empty, process, outcome, words: balanceWords(total, byStrand, process, outcome), missing: missingWords(total, empty, outcome) }
}

function balanceWords (total: number, byStrand: Record<Strand, number>, process: number, outcome: number): string {
  if (total === 0) return 'No evidence yet.'
  const kinds = strandNames.filter(strand => byStrand[strand] > 0).map(strand => `${byStrand[strand]} ${strands[strand].none}`)
  const subjects = [...process ? [`${process} about process`] : [], ...outcome ? [`${outcome} about outcomes for children`] : []]
  return `${count(total, 'piece', 'pieces')} of evidence: ${kinds.join(', ')}. ${subjects.join(', ')}.`
}

function missingWords (total: number, empty: Strand[], outcome: number): string | null {
  if (total === 0) return null
  const missing = [...empty.map(strand => strands[strand].none), ...outcome === 0 ? ['outcomes for children'] : []]
  return missing.length === 0 ? null : `Nothing yet from ${inWords(missing)}.`.replace('from outcomes', 'about outcomes').replace(/and outcomes/, 'and about outcomes')
}

type Judged = Kinds & { source: string, quality: Quality | null }

export interface EvidenceGaps { missing: string | null, oneSource: string | null, balance: string | null, quality: string | null }

/**
 * What evidence for one thing, or for all of them, lacks: strands, a second source, a balance of process and outcomes, strength.
 * Each is a sentence, or null when there is nothing to say.
 */
export function evidenceGaps (rows: Judged[]): EvidenceGaps {
  if (rows.length === 0) return { missing: null, oneSource: null, balance: null, quality: null }
  const { missing, process, outcome, total } = strandBalance(rows)
  const source = onlySource(rows)
  const part = (n: number) => quantity(n, total).text
  return {
    missing,
    oneSource: source === null ? null : total === 1 ? `It rests on one piece of evidence: ${source}.` : `All of it comes from one source: ${source}.`,
    balance: outcome === 0
      ? `About process: ${part(process)}. Nothing shows yet that something changed for children.`
      : `About process: ${part(process)}. About outcomes for children: ${part(outcome)}.`,
    quality: strengthWords(rows)
  }
}

/** The one source that everything comes from, or null when there are several. Case and spaces do not make another source. */
export function onlySource (rows: { source: string }[]): string | null {
  const same = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[\s.,;:]+/g, ' ').trim()
  return new Set(rows.map(row => same(row.source))).size === 1 ? rows[0]!.source.replace(/\.$/, '') : null
}

function strengthWords (rows: { quality: Quality | null }[]): string | null {
  const judged = rows.filter(row => row.quality !== null)
  if (judged.length === 0) return null
  const words = qualityNames.map(name => [judged.filter(row => row.quality === name).length, name] as const).filter(([n]) => n > 0).map(([n, name]) => `${n} ${name}`)
  const open = rows.length - judged.length
  return `Strength: ${inWords([...words, ...open > 0 ? [`${open} not judged yet`] : []])}.`
}

/** Over several indicators: which lack a strand, rest on one source, or have nothing. A line each, none when nothing is missing. */
export function gapsByCode (codes: string[], rows: (Judged & { codes: string[] })[]): string[] {
  const of = codes.map(code => ({ code, rows: rows.filter(row => row.codes.includes(code)) }))
  const some = of.filter(({ rows }) => rows.length > 0)
  const line = (label: string, found: { code: string }[]) => found.length === 0 ? [] : [`${label}: ${inWords(found.map(({ code }) => code))}.`]
  return [
    ...line('No evidence', of.filter(({ rows }) => rows.length === 0)),
    ...strandNames.flatMap(strand => line(`No ${strands[strand].none}`, some.filter(({ rows }) => rows.every(row => row.strand !== strand)))),
    ...line('Nothing about outcomes for children', some.filter(({ rows }) => rows.every(row => row.about === 'process'))),
    ...line('One source only', some.filter(({ rows }) => onlySource(rows) !== null)),
    ...line('Nothing stronger than thin', some.filter(({ rows }) => rows.every(row => row.quality === 'thin')))
  ]
}

/** What is known of a link: dead since when and why, or why it was not asked. Null when it answers or nobody has asked. */
export function linkTrouble (evidence: Pick<EvidenceTables['evidence'], 'link_dead_since' | 'link_problem'>, day: (iso: string) => string): string | null {
  if (!evidence.link_problem) return null
  return evidence.link_dead_since ? `This link has led nowhere since ${day(evidence.link_dead_since)}: ${evidence.link_problem}` : evidence.link_problem
}

/** The address a link may lead to: the web, mail or a page of this service. Anything else is shown as text. */
export function linkHref (text: string | null): string | null {
  if (!text) return null
  if (/^\/(?![/\\])/.test(text)) return text
  return URL.canParse(text) && ['https:', 'http:', 'mailto:'].includes(new URL(text).protocol) ? text : null
}

/** What evidence can be linked to, as one text for forms and addresses: 'indicator:2.4', 'review-theme:T1', 'action:<id>'. */
export interface Target { kind: LinkKind, key: string }
export const targetText = (target: Target): string => `${target.kind}:${target.key}`

export function readTarget (text: string | undefined): Target | null {
  const parts = /^(indicator|review-theme|action):(.{1,60})$/.exec(text ?? '')
  return parts ? { kind: parts[1] as LinkKind, key: parts[2]! } : null
}
/** The target a stored link leads to. */
export const targetOf = (link: { kind: LinkKind, target_id: string, code: string | null }): Target => ({ kind: link.kind, key: link.code ?? link.target_id })

export const pageSize = 50
