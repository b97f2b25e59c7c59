import { actionColumns, actionName } from '../action-plans/sheet-rules.ts'
import { resourceWords } from '../action-plans/rules.ts'
import { changedColumns, readOnlyWarnings, readableDay, tooLong } from './compare-rules.ts'
import { readDay, tidyCell } from '../../lib/cells.ts'
import { readChoice, readCodes, yesNo } from './rules.ts'
import type { addAction } from '../action-plans/actions.ts'
import type { Action } from '../action-plans/queries.ts'
import type { ActionCells, ActionKey } from '../action-plans/sheet-rules.ts'
import type { FileRow, ImportError, RowChange } from './rules.ts'

type ActionInput = Parameters<typeof addAction>[4]
/** What the rows of a file are compared with: the plan as it is, and what its actions may name. */
export interface PlanBase {
  actions: { action: Action, cells: ActionCells, input: ActionInput }[]
  team: { id: string, email: string }[]
  above: { id: string, place: string, number: number }[]
  indicators: string[]
  recommendations: string[]
}
/** What a row would do: `revision` is that of the action it changes. */
export type PlanChange = RowChange & { number: number | null, input: ActionInput, revision: number | null }

/** Compare a file's rows with a plan. Every mistake of every row is found at once. */
export function comparePlan (rows: FileRow[], base: PlanBase): { changes: PlanChange[], errors: ImportError[], warnings: string[] } {
  const errors: ImportError[] = []
  const matched: { row: FileRow, now: PlanBase['actions'][number] | null }[] = []
  const seen = new Map<number, number>()
  for (const row of rows) {
    const number = numberIn(row, base, seen, errors)
    if (number === 'wrong') changeOf(row, null, base, errors)
    else matched.push({ row, now: base.actions.find(({ action }) => action.number === number) ?? null })
  }
  const changes = matched.map(({ row, now }) => changeOf(row, now, base, errors))
  return { changes, errors: errors.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)), warnings: readOnlyWarnings(actionColumns, matched.map(({ row, now }) => ({ row, now: now?.cells ?? null }))) }
}

/** The number of the action a row is about, null for a new one. */
function numberIn ({ line, cells }: FileRow, { actions }: PlanBase, seen: Map<number, number>, errors: ImportError[]): number | null | 'wrong' {
  const text = cells.number!
  const wrong = (text: string) => { errors.push({ line, column: 'Number', text }); return 'wrong' as const }
  if (text === '') return null
  if (!/^\d{1,6}(\.0+)?$/.test(text)) return wrong('give the number of an action of this plan, or leave it empty for a new one')
  const number = Number(text)
  const before = seen.get(number)
  if (before) return wrong(`action ${number} is in line ${before} too. Keep one of the two rows`)
  seen.set(number, line)
  return actions.some(({ action }) => action.number === number) ? number : wrong(`there is no action ${number} in this plan. Leave the number empty to add a new action`)
}

function changeOf (row: FileRow, now: PlanBase['actions'][number] | null, base: PlanBase, errors: ImportError[]): PlanChange {
  const changed = changedColumns(actionColumns, row, now?.cells ?? null)
  const keys = new Set(changed.map(({ key }) => key))
  const number = now?.action.number ?? null
  const name = now ? `Action ${number}: ${now.action.what}` : row.cells.what!.slice(0, 200)
  const same = { line: row.line, name, number, revision: now?.action.revision ?? null, fields: changed.map(({ label, before, after }) => ({ label, before, after })) }
  if (now && changed.length === 0) return { ...same, kind: 'unchanged', input: now.input }
  if (now?.action.stopped_at) errors.push({ line: row.line, column: 'Number', text: `action ${number} was stopped, so it cannot be changed. Take the row out of the file` })
  const found = readFields(row, base, keys, now)
  const input = { ...now?.input, ...found.input } as ActionInput
  errors.push(...found.errors, ...togetherWrong(row, input, base))
  return { ...same, kind: now ? 'changed' : 'new', input }
}

/** The values of the columns that differ, as the verbs take them. */
function readFields (row: FileRow, base: PlanBase, keys: Set<string>, now: PlanBase['actions'][number] | null) {
  const input: Record<string, unknown> = {}
  const errors: ImportError[] = []
  for (const column of actionColumns.filter(({ key }) => keys.has(key))) {
    const text = row.cells[column.key]!
    const wrong = (words: string) => errors.push({ line: row.line, column: column.label, text: words })
    const long = tooLong(column, text)
    if (long) wrong(long)
    else input[column.key] = text === '' ? undefined : valueOf(column.key, column.kind, text, base, now, wrong)
  }
  return { input, errors }
}

function valueOf (key: ActionKey, kind: typeof actionColumns[number]['kind'], text: string, base: PlanBase, now: PlanBase['actions'][number] | null, wrong: (words: string) => unknown): unknown {
  if (kind === 'day') return readDay(text) ?? wrong(readableDay)
  if (kind === 'codes') return readCodes(text)
  if (kind === 'yes-no') {
    const choice = readChoice(text, yesNo)
    return choice ? (choice === 'yes' ? 'yes' : undefined) : wrong('write Yes or No')
  }
  if (kind === 'resources') return readChoice(text, resourceWords) ?? wrong('write Yes, No or Not yet known')
  if (kind === 'email') return base.team.find(({ email }) => email.toLowerCase() === text.toLowerCase())?.id ?? wrong(`nobody of this team has the address ${text.slice(0, 100)}. Give the address of a person of the team, or leave it empty and write a role or name in the next column`)
  if (kind === 'actions') {
    const names = [...base.above, ...now ? base.actions.flatMap(one => one === now ? contributionsOf(now) : []) : []]
    return text.split(/[\n;]+/).map(tidyCell).filter(Boolean).map(name => {
      const other = names.find(other => actionName(other).toLowerCase() === name.toLowerCase())
      return other ? other.id : wrong(`“${name.slice(0, 100)}” is no action of your area’s or the city’s plan. Write it as ${names[0] ? actionName(names[0]) : 'North, action 1'}`)
    })
  }
  return key === 'what' || kind === 'text' ? text : undefined
}

/** What an action contributes to already, by the words of its cell. */
function contributionsOf ({ cells, input }: PlanBase['actions'][number]): { id: string, place: string, number: number }[] {
  return String(cells.contributes ?? '').split('\n').flatMap((name, at) => {
    const words = /^(.*), action (\d+)$/.exec(name)
    return words && input.contributes?.[at] ? [{ id: input.contributes[at], place: words[1]!, number: Number(words[2]) }] : []
  })
}

/** What is wrong with a row as a whole, after what it changes. */
function togetherWrong ({ line }: FileRow, input: ActionInput, { indicators, recommendations }: PlanBase): ImportError[] {
  const unknown = (codes: string[] | undefined, known: string[]) => (codes ?? []).filter(code => !known.includes(code))
  const [strange, other] = [unknown(input.indicators, indicators), unknown(input.recommendations, recommendations)]
  return [
    ...input.what ? [] : [{ line, column: 'What will be done', text: 'say what will be done' }],
    ...input.starts_on && input.due_on && input.due_on < input.starts_on ? [{ line, column: 'Due', text: 'the due date must be on or after the start date' }] : [],
    ...strange.length > 0 ? [{ line, column: 'Indicators', text: `${strange.join(', ').slice(0, 200)} ${strange.length === 1 ? 'is no indicator' : 'are no indicators'} of this session. Write codes such as ${indicators[0]}, with commas between them` }] : [],
    ...other.length > 0 ? [{ line, column: 'Recommendations', text: `${other.join(', ').slice(0, 200)} ${other.length === 1 ? 'is no recommendation' : 'are no recommendations'} of this session’s reports.${recommendations[0] ? ` Write codes such as ${recommendations[0]}, with commas between them` : ''}` }] : []
  ]
}
