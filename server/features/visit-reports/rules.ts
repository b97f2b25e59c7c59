import { count } from '../../lib/text.ts'
import type { FindingKind } from '../findings/tables.ts'
import type { Section, StepKind } from './tables.ts'

export type Stage = 'draft' | 'partners' | 'host' | 'final'
export type NextStep = Exclude<StepKind, 'started'>
export const stageNames: Record<Stage, string> = { draft: 'Draft', partners: 'With the partners', host: 'Factual accuracy check', final: 'Final' }
const stageAfter: Record<StepKind, Stage> = { started: 'draft', 'to-partners': 'partners', 'to-host': 'host', 'back-to-draft': 'draft', finalised: 'final' }
export const stepNames: Record<StepKind, string> = { started: 'Started', 'to-partners': 'Given to the partners', 'to-host': 'Given to the host to check', 'back-to-draft': 'Taken back to draft', finalised: 'Made final' }

export const sectionNames: Record<Section, string> = {
  introduction: 'What is Collaborative Improvement?', knew: 'What we knew', strength: 'Strengths', opportunity: 'Opportunities for improvement', recommendation: 'Recommendations', 'next-step': 'Next steps'
}
/** Those of a theme, in the order of the report. */
export const themeSections = ['knew', 'strength', 'opportunity', 'recommendation'] as const
export const isOfTheme = (section: Section): boolean => (themeSections as readonly Section[]).includes(section)
export const longestPoint = 5000
export const mostPoints = 400

/** Where a finding goes in the report. A question is for the next steps. */
export const sectionOf: Record<FindingKind, Section> = { strength: 'strength', opportunity: 'opportunity', recommendation: 'recommendation', question: 'next-step' }

/** Where a report stands: what its last step made of it. */
export const stageOf = (steps: { kind: StepKind }[]): Stage => stageAfter[steps.at(-1)?.kind ?? 'started']

const from: Record<NextStep, Stage[]> = { 'to-partners': ['draft'], 'to-host': ['partners'], 'back-to-draft': ['partners', 'host'], finalised: ['host'] }
const outOfOrder: Record<NextStep, string> = {
  'to-partners': 'Only a draft is given to the partners.',
  'to-host': 'The partners comment on the report before the host checks it.',
  'back-to-draft': 'Only a report that is with the partners or the host is taken back to draft.',
  finalised: 'The host checks the facts before the report is made final.'
}

interface Point { section: Section, revision: number, check: Check | null, sourceChanged: string | null }
interface Check { verdict: 'accepted' | 'disputed', point_revision: number, answered_at: string | null }

/** Whether what the host said of a point is settled: right as it reads now, or disputed and answered. */
export const isSettled = ({ check, revision }: Pick<Point, 'check' | 'revision'>): boolean => check !== null && (check.verdict === 'accepted' ? check.point_revision === revision : check.answered_at !== null)

/** Why a step cannot be taken now, in a sentence. Null when it can. */
export function refuseStep (stage: Stage, next: NextStep, points: Point[]): string | null {
  if (stage === 'final') return 'This report is final. It cannot be changed any more.'
  if (!from[next].includes(stage)) return outOfOrder[next]
  if (next === 'back-to-draft') return null
  if (!points.some(point => point.section === 'recommendation')) return 'The report has no recommendation yet.'
  const changed = points.filter(point => point.sourceChanged).length
  if (changed > 0) return `${count(changed, 'point')} ${changed === 1 ? 'rests' : 'rest'} on a source that has changed since. Read ${changed === 1 ? 'it' : 'them'} and save ${changed === 1 ? 'it' : 'them'} again, or take ${changed === 1 ? 'it' : 'them'} out.`
  if (next !== 'finalised') return null
  const open = points.filter(point => point.check?.verdict === 'disputed' && !point.check.answered_at).length
  if (open > 0) return `${count(open, 'dispute')} of the host ${open === 1 ? 'is' : 'are'} not answered yet.`
  const unchecked = points.filter(point => !isSettled(point)).length
  return unchecked > 0 ? `The host has not checked ${count(unchecked, 'point')} yet.` : null
}

/** Points may be changed while the report is a draft or with the partners; then only by answering a dispute. */
export const acceptsPoints = (stage: Stage): boolean => stage === 'draft' || stage === 'partners'
