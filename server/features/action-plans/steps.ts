import { record } from '../audit/record.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findAction, listStepsOf, listTeam } from './queries.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { NewStepInput, StepInput } from './forms.ts'

/** Add a step to an action, after the others. Members may, in every stage of the plan. */
export async function addStep (trx: Trx, viewer: Viewer, slug: string, session: string, number: number, input: NewStepInput, at: string) {
  const { place, action } = await findAction(trx, viewer, slug, session, number)
  await refuseStrangers(trx, place, input.owner_id)
  if (action.stopped_at) throw new Refusal('This action was stopped, so it takes no more steps.')
  const position = (await listStepsOf(trx, action)).reduce((last, step) => Math.max(last, step.position), 0) + 1
  const step = { id: newId(), action_id: action.id, position, what: input.what, who: input.who ?? null, due_on: input.due_on ?? null, done_at: null, done_by: null, owner_id: input.owner_id ?? null, status: 'to-do' as const, note: null }
  await trx.insertInto('action_step').values(step).execute()
  await record(trx, viewer, 'action-step.added', step.id, { actionId: action.id, number, position, at }, place.id)
  return step
}

/**
 * Change what a step says, who does it, by when, and how it stands.
 * @throws FieldRefusal without a word why it cannot be done yet or is no longer needed
 */
export async function saveStep (trx: Trx, viewer: Viewer, slug: string, session: string, number: number, stepId: string, input: StepInput, at: string) {
  const { place, action, step } = await findStep(trx, viewer, slug, session, number, stepId)
  if (input.owner_id !== step.owner_id) await refuseStrangers(trx, place, input.owner_id)
  if ((input.status === 'cannot-yet' || input.status === 'no-longer-needed') && !input.note) throw new FieldRefusal('note', 'Say why')
  const done = input.status === 'done' ? { done_at: step.done_at ?? at, done_by: step.done_by ?? viewer.name } : { done_at: null, done_by: null }
  await trx.updateTable('action_step').set({ what: input.what, who: input.who ?? null, due_on: input.due_on ?? null, owner_id: input.owner_id ?? null, status: input.status, note: input.note ?? null, ...done })
    .where('id', '=', step.id).execute()
  await record(trx, viewer, 'action-step.saved', step.id, { actionId: action.id, number, status: input.status }, place.id)
}

/** Mark a step done, or not done after all. */
export async function markStep (trx: Trx, viewer: Viewer, slug: string, session: string, number: number, stepId: string, done: boolean, at: string) {
  const { place, action, step } = await findStep(trx, viewer, slug, session, number, stepId)
  await trx.updateTable('action_step').set(done ? { done_at: at, done_by: viewer.name, status: 'done' } : { done_at: null, done_by: null, status: 'to-do' }).where('id', '=', step.id).execute()
  await record(trx, viewer, done ? 'action-step.done' : 'action-step.undone', step.id, { actionId: action.id, number }, place.id)
}

/** Move a step one place up or down; at the end of the list it stays. */
export async function moveStep (trx: Trx, viewer: Viewer, slug: string, session: string, number: number, stepId: string, direction: 'up' | 'down') {
  const { place, action, step, steps } = await findStep(trx, viewer, slug, session, number, stepId)
  const from = steps.indexOf(step)
  const to = direction === 'up' ? from - 1 : from + 1
  if (to < 0 || to >= steps.length) return
  const moved = steps.toSpliced(from, 1).toSpliced(to, 0, step)
  for (const [index, { id, position }] of moved.entries()) {
    if (position !== index + 1) await trx.updateTable('action_step').set({ position: index + 1 }).where('id', '=', id).execute()
  }
  await record(trx, viewer, 'action-step.moved', step.id, { actionId: action.id, number, to: to + 1 }, place.id)
}

async function refuseStrangers (trx: Trx, place: { id: string }, ownerId: string | undefined) {
  if (ownerId && !(await listTeam(trx, place)).some(person => person.id === ownerId)) throw new FieldRefusal('owner_id', 'Choose a person of this team')
}

/** A step with its action and the steps beside it, found through the viewer. */
export async function findStep (db: Db, viewer: Viewer, slug: string, session: string, number: number, stepId: string) {
  const found = await findAction(db, viewer, slug, session, number)
  const steps = await listStepsOf(db, found.action)
  const step = steps.find(({ id }) => id === stepId)
  if (!step) throw new NotFound()
  return { ...found, steps, step }
}
