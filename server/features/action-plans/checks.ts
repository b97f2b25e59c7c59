import { record } from '../audit/record.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findAction, listChecksOf, listUpdatesOf } from './queries.ts'
import { waitsForCheck } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { CheckInput } from './forms.ts'
import type { Action, ProgressUpdate } from './queries.ts'

/** Why somebody may not check an action; null when they may: neither its owner nor the one who called it complete. */
export function checkerRefusal (action: Action, updates: ProgressUpdate[], personId: string): string | null {
  const completed = updates.find(update => update.status === 'complete')
  return action.owner_id === personId || completed?.by_id === personId ? 'Somebody other than its owner, and other than the person who called it complete, checks this action.' : null
}

/**
 * Check a completed priority action independently. "Not yet" takes it back into work, with the reason as an update.
 * @throws Refusal when there is nothing to check, or for the owner; FieldRefusal for "not yet" without a reason
 */
export async function checkAction (trx: Trx, viewer: Viewer, slug: string, session: string, number: number, input: CheckInput, at: string) {
  const { place, action } = await findAction(trx, viewer, slug, session, number)
  const checks = await listChecksOf(trx, action)
  if (!waitsForCheck(action, checks)) throw new Refusal('There is nothing to check: this action is not complete, not a priority, or checked already.')
  const refusal = checkerRefusal(action, await listUpdatesOf(trx, action), viewer.id)
  if (refusal) throw new Refusal(refusal)
  if (input.outcome === 'not-yet' && !input.note) throw new FieldRefusal('note', 'Say what is missing')
  const check = { id: newId(), action_id: action.id, outcome: input.outcome, note: input.note ?? null, by_id: viewer.id, by_name: viewer.name, at }
  await trx.insertInto('action_check').values(check).execute()
  if (input.outcome === 'not-yet') {
    await trx.insertInto('progress_update').values({ id: newId(), action_id: action.id, at, by_id: viewer.id, by_name: viewer.name, status: 'at-risk', what: `Checked, not yet complete: ${input.note}`, next_on: null, evidence: null }).execute()
    await trx.updateTable('action').set({ status: 'at-risk' }).where('id', '=', action.id).execute()
  }
  await record(trx, viewer, 'action.checked', check.id, { actionId: action.id, number, outcome: input.outcome }, place.id)
}
