import { newId } from '../../lib/ids.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

/**
 * Every change calls this inside its own transaction: no change without a trace, no trace without a change.
 * `what` is noun.past-verb; `details` holds ids, codes and counts, never a child's words.
 */
export async function record (trx: Trx, viewer: Pick<Viewer, 'id' | 'name' | 'authorityId'>, what: string, subjectId: string, details: object = {}, placeId: string | null = null) {
  await trx.insertInto('audit_event').values({
    id: newId(), authority_id: viewer.authorityId || null, at: new Date().toISOString(), actor_id: viewer.id, actor_name: viewer.name,
    what, place_id: placeId, subject_id: subjectId, details: JSON.stringify(details)
  }).execute()
}
