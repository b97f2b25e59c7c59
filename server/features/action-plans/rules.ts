import { addDays, daysBetween, longDate } from '../../lib/dates.ts'
import { count, inWords } from '../../lib/text.ts'
import type { PlanStatus, Status, StepStatus } from './tables.ts'

/** Status words, in the order of a form. Word first, then shape, then colour: never colour alone. The shapes are those of `.app-status`. */
export const statuses: Record<Status | 'stopped', { word: string, shape: string, colour: string, means: string }> = {
  'not-started': { word: 'Not started', shape: '○', colour: 'grey', means: 'Nothing has been done yet' },
  'on-track': { word: 'On track', shape: '▲', colour: 'green', means: 'It will be done by its date' },
  'at-risk': { word: 'At risk', shape: '◆', colour: 'yellow', means: 'It may not be done by its date' },
  'off-track': { word: 'Off track', shape: '■', colour: 'red', means: 'It will not be done without a change' },
  complete: { word: 'Complete', shape: '✓', colour: 'blue', means: 'It is done, and its impact can be told' },
  stopped: { word: 'Stopped', shape: '×', colour: 'grey', means: 'It will not be done, for the reason given' }
}
export const statusNames = ['not-started', 'on-track', 'at-risk', 'off-track', 'complete'] as const satisfies readonly Status[]

/** What a step may be; the last three need nothing more to be done now. */
export const stepStatuses: Record<StepStatus, string> = { 'to-do': 'To do', doing: 'Under way', done: 'Done', 'cannot-yet': 'Cannot be done yet', 'no-longer-needed': 'No longer needed' }
export const isStepOpen = (step: { status: StepStatus }): boolean => step.status !== 'done' && step.status !== 'no-longer-needed'
/** How a plan as a whole stands at a review. */
export const planStatuses: Record<PlanStatus, string> = { 'on-track': 'On track', 'at-risk': 'At risk', 'off-track': 'Off track' }

interface Check { outcome: 'confirmed' | 'not-yet', by_name: string, at: string }
/** Where the check of a priority action stands; null for any other action, and while there is nothing to check. `checks`: the latest first. */
export function checkWords (action: { priority: number, status: Status }, checks: Check[]): string | null {
  if (action.priority === 0) return null
  const last = checks[0]
  if (action.status !== 'complete') return last?.outcome === 'not-yet' ? `Checked by ${last.by_name} on ${longDate(last.at)}: not yet` : 'Priority: needs evidence and a check by somebody else to be complete'
  return last?.outcome === 'confirmed' ? `Checked and confirmed by ${last.by_name} on ${longDate(last.at)}` : 'Waits for a check by somebody other than its owner'
}
/** Whether a completed priority action still waits for its check. */
export const waitsForCheck = (action: { priority: number, status: Status }, checks: Check[]): boolean => action.priority === 1 && action.status === 'complete' && checks[0]?.outcome !== 'confirmed'

export const resourceWords: Record<'yes' | 'no' | 'not-yet-known', string> = { yes: 'Yes', no: 'No', 'not-yet-known': 'Not yet known' }
export const sourceWords = { 'area-for-improvement': 'Area for improvement', 'next-step': 'Next step', recommendation: 'Recommendation', indicator: 'Indicator' }

type Standing = { status: Status, stopped_at: string | null }
type Dated = Standing & { due_on: string | null }

/** What an action's tag says: its status, unless it was stopped. */
export const standing = (action: Standing): Status | 'stopped' => action.stopped_at ? 'stopped' : action.status
/** Whether something is still to be done for it. */
export const isOpen = (action: Standing): boolean => action.stopped_at === null && action.status !== 'complete'
/** Open, and its date has passed. */
export const isOverdue = (action: Dated, today: string): boolean => isOpen(action) && action.due_on !== null && action.due_on < today

/** 'Due in 12 days', '11 days overdue'; for what is done or stopped, the date alone. */
export function dueWords (action: Dated, today: string): string {
  if (!action.due_on) return 'No due date yet'
  if (!isOpen(action)) return `Was due ${longDate(action.due_on)}`
  const days = daysBetween(today, action.due_on)
  if (days < 0) return `${count(-days, 'day')} overdue`
  if (days === 0) return 'Due today'
  if (days === 1) return 'Due tomorrow'
  return days <= 60 ? `Due in ${days} days` : `Due in ${Math.round(days / 30.44)} months`
}

/** '3 actions of 8 on track'. */
export const progressWords = (onTrack: number, total: number): string =>
  total === 0 ? 'No actions yet' : `${count(onTrack, 'action')} of ${total} on track`.replace(/^no/, 'No')

/** Where a plan stands in one sentence: '8 actions: 3 on track, 1 off track and 4 not started. 2 are overdue.' */
export function summaryWords (actions: Dated[], today: string): string {
  if (actions.length === 0) return 'There are no actions yet.'
  const groups = [...statusNames, 'stopped' as const].flatMap((status) => {
    const n = actions.filter(action => standing(action) === status).length
    return n === 0 ? [] : [`${n} ${statuses[status].word.toLowerCase()}`]
  })
  const overdue = actions.filter(action => isOverdue(action, today)).length
  return `${count(actions.length, 'action')}: ${inWords(groups)}.${overdue === 0 ? '' : ` ${overdue} ${overdue === 1 ? 'is' : 'are'} overdue.`}`
}

type Contributing = Standing & { place_id: string, overdue: boolean }
/** What rolls up to an action of the city or an area: '5 actions of 4 places contribute: 3 on track and 2 off track. 1 is overdue.' */
export function contributionWords (rows: Contributing[]): string {
  if (rows.length === 0) return 'No action contributes to it yet.'
  const groups = [...statusNames, 'stopped' as const].flatMap(status => {
    const n = rows.filter(row => standing(row) === status).length
    return n === 0 ? [] : [`${n} ${statuses[status].word.toLowerCase()}`]
  })
  const overdue = rows.filter(row => row.overdue).length
  return `${count(rows.length, 'action')} of ${count(new Set(rows.map(row => row.place_id)).size, 'place')} ${rows.length === 1 ? 'contributes' : 'contribute'}: ${inWords(groups)}.${overdue === 0 ? '' : ` ${overdue} ${overdue === 1 ? 'is' : 'are'} overdue.`}`
}

/** Who owns an action: a person, a role, or a person in a role. */
export const ownerWords = (action: { owner_name: string | null, owner_role: string | null }): string =>
  [action.owner_name, action.owner_role].filter(Boolean).join(', ') || 'No owner yet'

export type PlanStage = 'draft' | 'agreed' | 'signed'

/** A plan's stage is read from the last step it took; reopened means draft again. */
export function planStage (steps: { kind: 'agreed' | 'signed' | 'reopened' }[]): PlanStage {
  const last = steps.at(-1)?.kind
  return last === undefined || last === 'reopened' ? 'draft' : last
}

/** Texts may be changed in a draft only: what was agreed is what gets signed. Progress, steps and impact always. */
export const mayChangeTexts = (stage: PlanStage): boolean => stage === 'draft'

type Agreeable = Dated & { number: number, what: string, difference: string | null, owner_id: string | null, owner_role: string | null }

/** What each action still lacks before the plan can be agreed. Stopped actions lack nothing. */
export function missingForAgreement (actions: Agreeable[]): { number: number, what: string, missing: string[] }[] {
  return actions.filter(action => !action.stopped_at).flatMap((action) => {
    const missing = [
      ...action.owner_id || action.owner_role ? [] : ['an owner'],
      ...action.due_on ? [] : ['a due date'],
      ...action.difference ? [] : ['what will be different for children']
    ]
    return missing.length === 0 ? [] : [{ number: action.number, what: action.what, missing }]
  })
}

export type QuickDue = 'next-meeting' | 'end-of-term' | 'june'

/** Due dates that need no typing, with what they are called. Terms end about 9 October, 22 December, 1 April and 24 June. */
export function quickDues (today: string, session: { ends_on: string }): Record<QuickDue, { text: string, day: string }> {
  const year = Number(today.slice(0, 4))
  const ends = [year, year + 1].flatMap(year => ['04-01', '06-24', '10-09', '12-22'].map(day => `${year}-${day}`)).filter(day => day > today)
  return {
    'next-meeting': { text: 'Next meeting, in a month', day: addDays(today, 28) },
    'end-of-term': { text: 'End of term', day: ends[0]! },
    june: { text: 'June of this session', day: `${session.ends_on.slice(0, 4)}-06-30` }
  }
}
