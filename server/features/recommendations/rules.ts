import { quantity } from '../../lib/quantity.ts'
import { inWords } from '../../lib/text.ts'
import { standing, statusNames, statuses } from '../action-plans/rules.ts'
import type { Status } from '../action-plans/tables.ts'

export const answerNames = { planned: 'Planned', 'not-planned': 'Not planned' } as const
export type Answer = keyof typeof answerNames

/** How much it would change for children, and how much work it is: the group's own view, in three words each. */
export const impactNames: Record<number, string> = { 3: 'Large', 2: 'Some', 1: 'Small' }
export const effortNames: Record<number, string> = { 1: 'Little', 2: 'Some', 3: 'Much' }

export type PriorityWord = 'First' | 'Next' | 'Later'
/** Impact against effort as a word for the order of work; null while the group has not said both. */
export function priorityWord (priority: { impact: number, effort: number } | null): PriorityWord | null {
  if (!priority) return null
  const balance = priority.impact - priority.effort
  return balance > 0 ? 'First' : balance === 0 ? 'Next' : 'Later'
}

interface Linked { place_id: string, status: Status, stopped_at: string | null }

/** 'The majority of teams (17 of 29) have an action for it: 9 on track and 8 at risk.' Stopped actions do not count. */
export function registerWords (actions: Linked[], teams: number): string {
  const open = actions.filter(action => !action.stopped_at)
  const withOne = new Set(open.map(action => action.place_id)).size
  if (withOne === 0) return 'No team has an action for it.'
  const groups = statusNames.flatMap(status => {
    const n = open.filter(action => standing(action) === status).length
    return n === 0 ? [] : [`${n} ${statuses[status].word.toLowerCase()}`]
  })
  const who = quantity(withOne, teams, 'teams').text.replace(/^./, letter => letter.toUpperCase())
  return `${who} ${teams < 10 && withOne === 1 ? 'has' : 'have'} an action for it: ${inWords(groups)}.`
}

interface Row { answer: Answer | null, priority: PriorityWord | null }
const ranks: Record<PriorityWord, number> = { First: 1, Next: 2, Later: 3 }
const rank = ({ answer, priority }: Row) => answer === null ? 0 : answer === 'not-planned' ? 5 : priority ? ranks[priority] : 4

/** Those nobody has answered first; then what comes first, next, later; then what is not planned. Else as the report has them. */
export const inOrderOfWork = <T extends Row>(rows: T[]): T[] => rows.toSorted((a, b) => rank(a) - rank(b))
