import { newId } from '../../lib/ids.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { FormValues } from './queries.ts'

/** Keep what a person has typed into a form so far, in place of what was kept before. It is nobody's but theirs, so no trail is written. */
export async function saveDraft (trx: Trx, viewer: Viewer, draft: { path: string, title: string, body: FormValues, device: string | null }, at: string) {
  const values = { title: draft.title, body: JSON.stringify(draft.body), device: draft.device, saved_at: at }
  await trx.insertInto('draft').values({ id: newId(), person_id: viewer.id, path: draft.path, ...values })
    .onConflict(conflict => conflict.columns(['person_id', 'path']).doUpdateSet(values)).execute()
}

/** Throw away what was kept for a form: it has been saved, or is not wanted. */
export async function forgetDraft (db: Db, viewer: Pick<Viewer, 'id'>, path: string) {
  await db.deleteFrom('draft').where('person_id', '=', viewer.id).where('path', '=', path).execute()
}

/** Drafts nobody came back to for 30 days. */
export async function tidyDrafts (db: Db, now: Date) {
  await db.deleteFrom('draft').where('saved_at', '<', new Date(now.getTime() - 30 * 86_400_000).toISOString()).execute()
}
