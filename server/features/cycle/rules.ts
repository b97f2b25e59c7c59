import { evaluationStage, isAgreed, isSubmitted, stageNames } from '../evaluations/rules.ts'
import { longDate } from '../../lib/dates.ts'
import { inWords } from '../../lib/text.ts'
import { strandBalance, strands } from '../evidence/rules.ts'
import type { EvaluationStepKind } from '../evaluations/tables.ts'
import type { About, Strand } from '../evidence/rules.ts'

interface Stage { started: boolean, complete: number, lastStep: EvaluationStepKind | null, actions: number | null, planStep: string | null }

/** Where a team's self-evaluation stands, in a few words. */
export function evaluationWords ({ started, complete, lastStep }: Stage, asked: number): string {
  if (!started) return 'Not started'
  const stage = evaluationStage(lastStep ? [{ kind: lastStep }] : [])
  const progress = `${complete} of ${Math.max(asked, complete)} indicators complete`
  return stage === 'draft' ? (complete === 0 ? 'Nothing complete yet' : progress) : stage === 'shared' ? `${stageNames[stage]}, ${progress}` : stageNames[stage]
}

/** Where a team's plan stands, in a few words. */
export function planWords ({ actions, planStep }: Stage): string {
  if (actions === null || actions === 0) return 'No plan yet'
  const state = planStep === 'signed' ? 'signed' : planStep === 'agreed' ? 'agreed' : 'draft'
  return `${actions} ${actions === 1 ? 'action' : 'actions'}, ${state}`
}

/** What is missing from a team's evidence: 'No evidence yet', 'No views', 'Nothing about outcomes for children', 'All three strands'. */
export function gapWords (counts: { strand: Strand, about: About, n: number }[]): string {
  const { total, empty, outcome } = strandBalance(counts)
  if (total === 0) return 'No evidence yet'
  const missing = [...empty.map(strand => strands[strand].none), ...outcome === 0 ? ['evidence about outcomes'] : []]
  return missing.length === 0 ? 'All three strands, and outcomes' : `No ${inWords(missing).replace(' and ', ' and no ')}`
}

/** Where the moderation of a team stands; null when it is not moderated this session. */
export function moderationWords (moderations: { closed_at: string | null }[]): string {
  if (moderations.length === 0) return 'Not paired'
  return moderations.every(moderation => moderation.closed_at) ? 'Done' : 'Open'
}

/** What is late in this stage on this day, by the session's dates. */
export function lateWords (lastStep: EvaluationStepKind | null, session: { submit_by: string | null, agree_by: string | null }, today: string): string | null {
  const stage = evaluationStage(lastStep ? [{ kind: lastStep }] : [])
  if (isAgreed(stage)) return null
  if (session.agree_by && session.agree_by < today) return `To be agreed by ${longDate(session.agree_by)}`
  return !isSubmitted(stage) && session.submit_by && session.submit_by < today ? `To be submitted by ${longDate(session.submit_by)}` : null
}
