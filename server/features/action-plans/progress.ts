import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findAction } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { UpdateInput } from './forms.ts'

/**
 * Record progress: a dated update that is never overwritten, and with it the action's status. Members may, in every stage of the plan.
 * @throws FieldRefusal when an action is called complete and nobody has said what changed for children, or a priority action lacks evidence; Clash when two people write its impact
 */
export async function addUpdate (trx: Trx, viewer: Viewer, slug: string, session: string, number: number, input: UpdateInput, at: string) {
  const { place, action } = await findAction(trx, viewer, slug, session, number)
  if (action.stopped_at) throw new Refusal('This action was stopped, so it takes no more updates.')
  const impact = input.impact ?? action.impact
  const rewritten = impact !== action.impact
  if (rewritten && action.impact !== null && input.revision !== undefined && input.revision !== action.revision) {
    throw new Clash({ fields: [{ name: 'impact', label: 'Impact', mine: impact ?? '', theirs: action.impact }], revision: action.revision, savedBy: action.saved_by_name, savedAt: action.saved_at })
  }
  if (input.status === 'complete' && !impact) throw new FieldRefusal('impact', 'Say what changed for children, and how you know, to complete this action')
  if (input.status === 'complete' && action.priority === 1 && !input.evidence && !await hasEvidence(trx, action)) {
    throw new FieldRefusal('evidence', 'This is a priority action. Link evidence to it, or say where the evidence is, to complete it')
  }
  const update = { id: newId(), action_id: action.id, at, by_id: viewer.id, by_name: viewer.name, status: input.status, what: input.what, next_on: input.next_on ?? null, evidence: input.evidence ?? null }
  await trx.insertInto('progress_update').values(update).execute()
  // A status alone is no new version of the texts: whoever is writing them is not held up by it.
  const version = rewritten ? { revision: action.revision + 1, saved_by: viewer.id, saved_by_name: viewer.name, saved_at: at } : {}
  await trx.updateTable('action').set({ status: input.status, impact, ...version }).where('id', '=', action.id).execute()
  await record(trx, viewer, 'action.updated', action.id, { number, from: action.status, to: input.status, updateId: update.id }, place.id)
  return update
}

/** Whether evidence that counts is linked to an action. */
async function hasEvidence (trx: Trx, action: { id: string }): Promise<boolean> {
  const link = await trx.selectFrom('evidence_link').innerJoin('evidence', 'evidence.id', 'evidence_link.evidence_id').select('evidence_link.id')
    .where('evidence_link.kind', '=', 'action').where('evidence_link.target_id', '=', action.id).where('evidence.withdrawn_at', 'is', null).executeTakeFirst()
  return link !== undefined
}
