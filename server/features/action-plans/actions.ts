import { record } from '../audit/record.ts'
import { longDate } from '../../lib/dates.ts'
import { Clash, FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { setContributions } from './contributions.ts'
import { findAction, listTeam } from './queries.ts'
import { queueOwnerMail } from '../reminders/changes.ts'
import { nextNumber, openPlan, refuseUnlessDraft } from './plans.ts'
import { insertSources, replaceSources, sourcesFor } from './sources.ts'
import { resourceWords } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Place } from '../organisation/queries.ts'
import type { ActionInput, NewActionInput } from './forms.ts'
import type { Action } from './queries.ts'
import type { ActionPlanTables } from './tables.ts'
import type { Insertable } from 'kysely'

/** Add an action from nothing; the first one starts the plan. Returns the row as it was put in. */
export async function addAction (trx: Trx, viewer: Viewer, slug: string, session: string, input: NewActionInput, library: Library, at: string) {
  const found = await openPlan(trx, viewer, slug, session, at)
  await refuseBadValues(trx, found.place, input)
  const action = await insertAction(trx, viewer, found.plan, textsOf(input), at)
  await insertSources(trx, action, await sourcesFor(trx, library, found.session, input))
  await setContributions(trx, viewer, found, action, input.contributes ?? [])
  await record(trx, viewer, 'action.added', action.id, { planId: found.plan.id, number: action.number }, found.place.id)
  return action
}

/** Save an action's form. @throws Clash when somebody else saved it since the form was opened, and wrote something else */
export async function saveAction (trx: Trx, viewer: Viewer, slug: string, session: string, number: number, input: ActionInput, library: Library, at: string) {
  const { place, action, stage, session: year } = await findAction(trx, viewer, slug, session, number)
  refuseUnlessDraft(stage)
  if (action.stopped_at) throw new Refusal('This action was stopped, so it cannot be changed.')
  await refuseBadValues(trx, place, input, action)
  const texts = textsOf(input)
  if (action.revision !== input.revision) refuseClash(action, texts, await listTeam(trx, place))
  await trx.updateTable('action').set({ ...texts, revision: action.revision + 1, saved_by: viewer.id, saved_by_name: viewer.name, saved_at: at })
    .where('id', '=', action.id).execute()
  if (texts.owner_id !== action.owner_id) await queueOwnerMail(trx, viewer, { id: action.id, owner_id: texts.owner_id, revision: action.revision + 1 }, at)
  await replaceSources(trx, action, await sourcesFor(trx, library, year, input))
  await setContributions(trx, viewer, { place, session: year }, action, input.contributes ?? [])
  const changed = Object.keys(texts).filter(name => texts[name as TextName] !== action[name as TextName])
  await record(trx, viewer, 'action.saved', action.id, { number, changed }, place.id)
}

/** Stop an action, with the reason. It stays in the plan, marked. */
export async function stopAction (trx: Trx, viewer: Viewer, slug: string, session: string, number: number, reason: string, at: string) {
  const { place, action } = await findAction(trx, viewer, slug, session, number)
  await markStopped(trx, viewer, place, action, reason, at)
}

export async function markStopped (trx: Trx, viewer: Viewer, place: { id: string }, action: Action, reason: string, at: string) {
  if (action.stopped_at || action.status === 'complete') throw new Refusal(`Action ${action.number} is ${action.stopped_at ? 'stopped' : 'complete'} already.`)
  await trx.updateTable('action').set({ stopped_at: at, stopped_because: reason, revision: action.revision + 1, saved_by: viewer.id, saved_by_name: viewer.name, saved_at: at })
    .where('id', '=', action.id).execute()
  await record(trx, viewer, 'action.stopped', action.id, { number: action.number }, place.id)
}

/** Put an action into a plan, with the next number, and tell the person somebody else made its owner. */
export async function insertAction (trx: Trx, viewer: Viewer, plan: { id: string }, texts: ActionTexts, at: string, more: Partial<Insertable<ActionPlanTables['action']>> = {}) {
  const action = {
    id: newId(), plan_id: plan.id, number: await nextNumber(trx, plan), ...texts, status: 'not-started' as const, impact: null, carried_from: null,
    stopped_at: null, stopped_because: null, revision: 1, saved_by: viewer.id, saved_by_name: viewer.name, saved_at: at, ...more
  }
  await trx.insertInto('action').values(action).execute()
  await queueOwnerMail(trx, viewer, action, at)
  return action
}

/** What people write about an action, with the words for it: the order is that of the form and of the report. */
export const textLabels = {
  what: 'What will be done', why: 'Why', difference: 'What will be different for children', measure: 'Success measure', baseline: 'Baseline', target: 'Target',
  how_known: 'How we will know', owner_id: 'Owner', owner_role: 'Owner: role or other name', partners: 'Partners and agencies', starts_on: 'Start', due_on: 'Due',
  priority: 'Priority action', resources: 'Resources in place', funding: 'Funding source'
} as const
type TextName = keyof typeof textLabels
export type ActionTexts = Pick<Action, TextName>

export const textsOf = (input: NewActionInput): ActionTexts => ({
  what: input.what, why: input.why ?? null, difference: input.difference ?? null, measure: input.measure ?? null, baseline: input.baseline ?? null,
  target: input.target ?? null, how_known: input.how_known ?? null, owner_id: input.owner_id ?? null, owner_role: input.owner_role ?? null,
  partners: input.partners ?? null, starts_on: input.starts_on ?? null, due_on: input.due_on ?? null, priority: input.priority === 'yes' ? 1 : 0, resources: input.resources ?? 'not-yet-known', funding: input.funding ?? null
})

async function refuseBadValues (trx: Trx, place: Place, input: NewActionInput, before?: Action) {
  if (input.starts_on && input.due_on && input.due_on < input.starts_on) throw new FieldRefusal('due_on', 'The due date must be on or after the start date')
  if (!input.owner_id || input.owner_id === before?.owner_id) return
  const team = await listTeam(trx, place)
  if (!team.some(person => person.id === input.owner_id)) throw new FieldRefusal('owner_id', 'Choose a person of this team')
}

/** A value as the form holds it. */
const formValue = (value: string | number | null): string => typeof value === 'number' ? (value ? 'yes' : '') : value ?? ''

/** Different texts are a clash; the same text twice is not. */
function refuseClash (action: Action, mine: ActionTexts, team: { id: string, name: string }[]) {
  const nameOf = (id: string) => id === action.owner_id ? action.owner_name ?? id : team.find(person => person.id === id)?.name ?? id
  const read: Partial<Record<TextName, (value: string) => string>> = { priority: value => value ? 'Yes' : 'No', owner_id: nameOf, starts_on: longDate, due_on: longDate, resources: value => resourceWords[value as Action['resources']] }
  const fields = (Object.keys(textLabels) as TextName[]).filter(name => mine[name] !== action[name]).map((name) => {
    const words = (value: string) => value || name === 'priority' ? read[name]!(value) : 'Nothing'
    const [own, other] = [formValue(mine[name]), formValue(action[name])]
    const choose = read[name] && { choose: { mine: words(own), theirs: words(other) } }
    return { name, label: textLabels[name], mine: own, theirs: other, ...choose }
  })
  if (fields.length > 0) throw new Clash({ fields, revision: action.revision, savedBy: action.saved_by_name, savedAt: action.saved_at })
}
