import { count, inWords } from '../../lib/text.ts'
import type { EvaluationStepKind, JudgementText, LevelState } from './tables.ts'

/** The texts of a judgement, in the order of the form, with what each is called. */
export const textLabels: Record<JudgementText, string> = {
  strengths: 'Strengths',
  areas_for_improvement: 'Areas for improvement',
  what_changed: 'What changed for children?',
  how_we_know: 'How do we know?',
  next_steps: 'Next steps'
}
export const textNames = ['strengths', 'areas_for_improvement', 'what_changed', 'how_we_know', 'next_steps'] as const satisfies readonly JudgementText[]

export type EvaluationStage = 'draft' | 'shared' | 'submitted' | 'returned' | 'moderated' | 'signed-off' | 'published'
export const stageNames: Record<EvaluationStage, string> = {
  draft: 'Draft', shared: 'With the group', submitted: 'Submitted', returned: 'Returned', moderated: 'Moderated', 'signed-off': 'Agreed and signed off', published: 'Published'
}

/** A self-evaluation's stage is read from the last step it took; reopened means draft again. */
export function evaluationStage (steps: { kind: EvaluationStepKind }[]): EvaluationStage {
  const last = steps.at(-1)?.kind
  return last === undefined || last === 'reopened' ? 'draft' : last
}

/** What was submitted or signed off stays as it is until it is returned or reopened. */
export const mayChangeTexts = (stage: EvaluationStage): boolean => stage === 'draft' || stage === 'shared' || stage === 'returned'
/** The team has agreed it, and what it says is kept. */
export const isAgreed = (stage: EvaluationStage): boolean => stage === 'signed-off' || stage === 'published'
/** Sent in, and not agreed yet: it can be moderated, returned or signed off. */
export const isSubmitted = (stage: EvaluationStage): boolean => stage === 'submitted' || stage === 'moderated'

export type JudgementStatus = 'not-started' | 'in-progress' | 'complete'
export const statusNames: Record<JudgementStatus, string> = { 'not-started': 'Not started', 'in-progress': 'In progress', complete: 'Complete' }

type Texts = Record<JudgementText, string | null>
type Written = Texts & { level_state: LevelState, completed_at: string | null }

/** Whether nothing was written and no level chosen. */
export const isEmpty = (judgement: Written): boolean => textNames.every(name => !judgement[name]) && judgement.level_state === 'not-yet'

export function judgementStatus (judgement: Written): JudgementStatus {
  if (judgement.completed_at) return 'complete'
  return isEmpty(judgement) ? 'not-started' : 'in-progress'
}

/** What a judgement still lacks before it is complete, by field. Next steps and a level are the team's choice. */
export function missingFromJudgement (texts: Texts): Partial<Record<JudgementText, string>> {
  const asked: Partial<Record<JudgementText, string>> = {
    strengths: 'Write a strength, or that you have found none yet',
    areas_for_improvement: 'Write an area for improvement, or that you have found none',
    what_changed: 'Say what changed for children, or that you cannot tell yet',
    how_we_know: 'Say how you know, or what you would need to know it'
  }
  return Object.fromEntries(Object.entries(asked).filter(([name]) => !texts[name as JudgementText]))
}

type Strand = 'data' | 'views' | 'observation'
const strands: Strand[] = ['data', 'views', 'observation']

/** 'Data and views; observation missing', 'Data, views and observation', 'No evidence yet'. */
export function balanceWords (rows: { strand: Strand }[]): string {
  const [there, missing] = [true, false].map(wanted => strands.filter(strand => rows.some(row => row.strand === strand) === wanted)) as [Strand[], Strand[]]
  if (there.length === 0) return 'No evidence yet'
  const words = inWords(there)
  return `${words[0]!.toUpperCase()}${words.slice(1)}${missing.length > 0 ? `; ${inWords(missing)} missing` : ''}`
}

/** 'Mairi Sinclair looks after it. 2 open comments'; nothing when there is nothing to say. */
export const talkWords = (talk: { person: string | null, comments: number } | null): string[] =>
  talk ? [...talk.person ? [`${talk.person} looks after it`] : [], ...talk.comments > 0 ? [count(talk.comments, 'open comment')] : []] : []

/** '3 of 5 indicators complete'. */
export const progressWords = (complete: number, total: number): string => `${complete} of ${count(total, 'indicator')} complete`

/** How a level reads: 'very good', 'Not yet evaluated', 'Not enough evidence'. A level that the scale does not have is shown as its number. */
export function levelWords ({ level_state: state, level }: { level_state: LevelState, level: number | null }, scale: { levels: { value: number, label: string }[] } | undefined): string {
  if (state === 'not-yet') return 'Not yet evaluated'
  if (state === 'not-enough-evidence') return 'Not enough evidence'
  const found = scale?.levels.find(({ value }) => value === level)
  return found ? `${found.label} (${found.value})` : String(level)
}

/** A level as the form holds it: 'not-yet', 'not-enough-evidence', '5'. */
export const levelChoice = ({ level_state: state, level }: { level_state: LevelState, level: number | null }): string => state === 'level' ? String(level) : state

/** Last session's text below what is there already; the same text is not put in twice. */
export function withCopied (text: string | null, copied: string): string {
  if (!text) return copied
  return text.includes(copied) ? text : `${text}\n${copied}`
}
