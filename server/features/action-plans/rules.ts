import { addDays, daysBetween, longDate } from '../../lib/dates.ts'
import { count, inWords } from '../../lib/text.ts'
import type { Status } from './tables.ts'

/** Status words, in the order of a form. Word first, then shape, then colour: never colour alone. */
export const statuses: Record<Status | 'stopped', { word: string, shape: string, colour: string, means: string }> = {
  'not-started': { word: 'Not started', shape: '○', colour: 'grey', means: 'Nothing has been done yet' },
  'on-track': { word: 'On track', shape: '●', colour: 'green', means: 'It will be done by its date' },
  'at-risk': { word: 'At risk', shape: '▲', colour: 'yellow', means: 'It may not be done by its date' },
  'off-track': { word: 'Off track', shape: '■', colour: 'red', means: 'It will not be done without a change' },
  complete: { word: 'Complete', shape: '✔', colour: 'blue', means: 'It is done, and its impact can be told' },
  stopped: { word: 'Stopped', shape: '✕', colour: 'grey', means: 'It will not be done, for the reason given' }
}
export const statusNames = ['not-started', 'on-track', 'at-risk', 'off-track', 'complete'] as const satisfies readonly Status[]

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
