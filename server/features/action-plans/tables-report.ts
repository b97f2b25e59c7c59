import { dayOf, longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { ownerWords, planStatuses, resourceWords, sourceWords, standing, statuses, stepStatuses } from './rules.ts'
import { actionColumns, actionName } from './sheet-rules.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { Library } from '../frameworks/library.ts'
import type { PlanFacts } from './facts.ts'
import type { ActionCells } from './sheet-rules.ts'

/** What the tables of a plan are made of. `emails`: the address of each owner, by their id. */
export type PlanTables = Pick<PlanFacts, 'actions' | 'carriedFrom' | 'sources' | 'steps' | 'updates' | 'evidence' | 'checks' | 'reviews' | 'reviewed' | 'contributions'> & { emails: Map<string, string> }
type Action = PlanTables['actions'][number]

const lines = (texts: (string | null)[]): string | null => texts.filter(Boolean).join('\n') || null
const byAction = <T extends { action_id: string }>(rows: T[], action: { id: string }): T[] => rows.filter(row => row.action_id === action.id)
const when = { kind: 'day' as const }

/** An action as cells, by the keys of `actionColumns`: what an import compares with. */
export function actionCells (facts: PlanTables, action: Action): ActionCells {
  const sources = byAction(facts.sources, action)
  const codes = (kind: string) => sources.filter(source => source.kind === kind).map(source => source.code).join(', ') || null
  const update = byAction(facts.updates, action)[0]
  const carried = facts.carriedFrom.find(row => row.id === action.id)
  const { number, what, why, difference, measure, baseline, target, how_known, owner_role, partners, starts_on, due_on, funding, impact } = action
  return {
    number, what, why, difference, measure, baseline, target, how_known, owner_role, partners, starts_on, due_on, funding, impact,
    owner: action.owner_name,
    owner_id: facts.emails.get(action.owner_id ?? '') ?? null,
    priority: action.priority === 1 ? 'Yes' : 'No',
    resources: resourceWords[action.resources],
    indicators: codes('indicator'),
    recommendations: codes('recommendation'),
    contributes: lines(byAction(facts.contributions, action).map(actionName)),
    status: statuses[standing(action)].word,
    from: lines(sources.map(source => `${sourceWords[source.kind]}${source.code ? ` ${source.code}` : ''}: ${source.text}`)),
    steps: lines(byAction(facts.steps, action).map(step => `${step.what} (${stepStatuses[step.status]})`)),
    update: update ? `${longDate(update.at)}, ${update.by_name}: ${update.what}` : null,
    checks: lines(byAction(facts.checks, action).map(check => `${longDate(check.at)}, ${check.by_name}: ${check.outcome === 'confirmed' ? 'confirmed' : 'not yet'}${check.note ? `. ${check.note}` : ''}`)),
    evidence: lines(byAction(facts.evidence, action).map(item => item.title)),
    stopped: action.stopped_at && `${longDate(action.stopped_at)}: ${action.stopped_because}`,
    carried: carried ? `Session ${sessionLabel(carried.session)}, action ${carried.number}` : null,
    saved: `${longMoment(action.saved_at)} by ${action.saved_by_name}`
  }
}

/** A plan's actions, a row each. The columns of the form come back by an import. */
export const actionsTable = (facts: PlanTables): SheetTable => ({
  name: 'Actions',
  columns: actionColumns.map(({ label, kind, ...more }) => ({ label, width: 'width' in more ? more.width : undefined, ...kind === 'day' || kind === 'number' ? { kind } : {} })),
  rows: facts.actions.map(action => {
    const cells = actionCells(facts, action)
    return actionColumns.map(({ key }) => cells[key])
  })
})

const numberOf = (facts: PlanTables, row: { action_id: string }): number | null => facts.actions.find(action => action.id === row.action_id)?.number ?? null
const inOrder = <T extends { action_id: string }>(facts: PlanTables, rows: T[]): T[] => facts.actions.flatMap(action => byAction(rows, action))

export const stepsTable = (facts: PlanTables): SheetTable => ({
  name: 'Steps',
  columns: [{ label: 'Action', kind: 'number' }, { label: 'Step', width: 50 }, { label: 'Owner' }, { label: 'Who else' }, { label: 'Due', ...when }, { label: 'How it stands', width: 20 }, { label: 'Done on', ...when }, { label: 'Done by' }, { label: 'Note', width: 40 }],
  rows: inOrder(facts, facts.steps).map(step => [numberOf(facts, step), step.what, step.owner_name, step.who, step.due_on, stepStatuses[step.status], step.done_at && dayOf(new Date(step.done_at)), step.done_by, step.note])
})

export const updatesTable = (facts: PlanTables): SheetTable => ({
  name: 'Updates',
  columns: [{ label: 'Action', kind: 'number' }, { label: 'On', ...when }, { label: 'By' }, { label: 'Status', width: 14 }, { label: 'What has happened', width: 60 }, { label: 'Evidence', width: 40 }, { label: 'Next look', ...when }],
  rows: inOrder(facts, facts.updates).map(update => [numberOf(facts, update), dayOf(new Date(update.at)), update.by_name, statuses[update.status].word, update.what, update.evidence, update.next_on])
})

export const reviewsTable = (facts: PlanTables): SheetTable => ({
  name: 'Reviews',
  columns: [{ label: 'Held on', ...when }, { label: 'Reviewed by' }, { label: 'The plan', width: 14 }, { label: 'Found', width: 60 }, { label: 'How the actions stood', width: 60 }, { label: 'Next review', ...when }, { label: 'Recorded' }],
  rows: facts.reviews.map(review => [
    review.held_on, review.reviewer, planStatuses[review.status], review.summary,
    lines(facts.reviewed.filter(row => row.review_id === review.id).map(row => `${row.number}. ${statuses[row.status].word}${row.note ? `: ${row.note}` : ''}`)), review.next_on, `${longMoment(review.at)} by ${review.by_name}`
  ])
})

/** The report's recommendations with those of this plan's actions that answer them. */
export const answeredTable = (facts: PlanTables, recommendations: ReturnType<Library['recommendations']>): SheetTable => ({
  name: 'Recommendations',
  columns: [{ label: 'Code', width: 10 }, { label: 'Theme' }, { label: 'Recommendation', width: 60 }, { label: 'Actions for it', kind: 'number' }, { label: 'Which', width: 60 }],
  rows: recommendations.map(({ code, theme, text }) => {
    const actions = facts.actions.filter(action => facts.sources.some(source => source.action_id === action.id && source.kind === 'recommendation' && source.code === code))
    return [code, theme.question, text, actions.length, lines(actions.map(action => `${action.number}. ${action.what} (${statuses[standing(action)].word}; ${ownerWords(action)})`))]
  })
})

/** What the first sheet says of the sheet of actions: what can be changed in it and brought back. */
export const aboutActions: string[] = [
  'Actions: a row for each action. You can change this sheet and bring it back: open the plan and choose “Bring actions in from a file”. Nothing changes until you have seen what would change and confirmed it.',
  'Keep the labels in line 1. Leave Number as it is: it says which action a row is. Leave it empty to add an action. A row that is missing changes nothing: nothing is ever removed by a file.',
  `These columns are for reading only and are not brought back: ${actionColumns.filter(column => column.kind === 'read-only').map(column => column.label).join(', ')}. Status and impact are told with an update, steps on the action’s page.`,
  'Dates are days, such as 10/06/2027. Several codes stand in one cell with commas between them, such as 2.4, 2.7.',
  'Steps, Updates, Reviews: a row each, for reading only.'
]
