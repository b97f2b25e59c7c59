import { NotFound } from '../../lib/errors.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { DraftTables } from './tables.ts'

/** A form's values as a browser sends them: a list where a name came several times. */
export type FormValues = Record<string, string | string[]>
export type Draft = Omit<Selectable<DraftTables['draft']>, 'body'> & { body: FormValues }

const read = (row: Selectable<DraftTables['draft']>): Draft => ({ ...row, body: JSON.parse(row.body) as FormValues })

/** What this person typed into the form at an address and did not save, or null. */
export async function draftAt (db: Db, viewer: Viewer, path: string): Promise<Draft | null> {
  const row = await db.selectFrom('draft').selectAll().where('person_id', '=', viewer.id).where('path', '=', path).executeTakeFirst()
  return row ? read(row) : null
}

/** One of this person's drafts. @throws NotFound for anybody else's */
export async function findDraft (db: Db, viewer: Viewer, draftId: string): Promise<Draft> {
  const row = await db.selectFrom('draft').selectAll().where('id', '=', draftId).where('person_id', '=', viewer.id).executeTakeFirst()
  if (!row) throw new NotFound()
  return read(row)
}

/** This person's drafts, the latest first, without their texts. */
export async function listDrafts (db: Db, viewer: Viewer) {
  return db.selectFrom('draft').select(['id', 'title', 'path', 'device', 'saved_at']).where('person_id', '=', viewer.id).orderBy('saved_at', 'desc').limit(20).execute()
}
