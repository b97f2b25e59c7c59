import { record } from '../audit/record.ts'
import { addDays, dayOf } from '../../lib/dates.ts'
import { newId } from '../../lib/ids.ts'
import { findSettings } from '../settings/queries.ts'
import { dropCopies, textsOf } from './copies.ts'
import { kept } from './kept.ts'
import { findRecord, listDueIds } from './queries.ts'
import type { Kysely } from 'kysely'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Kept } from './kept.ts'
import type { ErasureReason } from './rules.ts'
import type { RetentionTables } from './tables.ts'

/** Erase one record for good, with what is left of it in drafts, kept forms, imports and downloads. Afterwards `scrub` the database. */
export async function eraseRecord (trx: Trx, viewer: Viewer, kind: string, id: string, why: ErasureReason, now: Date): Promise<string> {
  const { kept: one, place } = await findRecord(trx, viewer, kind, id)
  await remove(trx, one, [{ id, place: place.id }])
  const until = await note(trx, viewer, { kind: one.kind, place: place.id, why }, now)
  await record(trx, viewer, 'record.erased', id, { kind: one.kind, why }, place.id)
  return until
}

/** Remove what has been kept long enough, for every authority. @returns how many records */
export async function removeDue (db: Db, now: Date): Promise<number> {
  let removed = 0
  for (const { id: authorityId } of await db.selectFrom('place').select('id').where('kind', '=', 'authority').execute()) {
    for (const one of kept) {
      const due = await listDueIds(db, authorityId, one, dayOf(now))
      for (const [place, records] of Map.groupBy(due, row => row.place)) {
        await db.transaction().execute(async trx => {
          await remove(trx, one, records)
          const clock = { id: 'clock', name: 'The toolkit, by itself', authorityId }
          await note(trx, clock, { kind: one.kind, place, why: 'term-over' }, now)
          await record(trx, clock, 'record.removed', place, { kind: one.kind }, place)
        })
        removed += records.length
      }
    }
  }
  return removed
}

async function remove (trx: Trx, one: Kept, records: { id: string, place: string }[]) {
  const any = trx as Kysely<any>
  for (const { id, place } of records) {
    await dropCopies(trx, place, id, await textsOf(trx, one, id))
    for (const [table, column] of one.parts) await any.deleteFrom(table).where(column, '=', id).execute()
    await any.deleteFrom(one.table).where('id', '=', id).execute()
  }
}

/** @returns the last day on which backups hold it */
async function note (trx: Trx, by: Pick<Viewer, 'name' | 'authorityId'>, { kind, place, why }: { kind: Kept['kind'], place: string, why: RetentionTables['erasure']['why'] }, now: Date): Promise<string> {
  const { backupDays } = await findSettings(trx, by.authorityId)
  const until = addDays(dayOf(now), backupDays)
  await trx.insertInto('erasure').values({ id: newId(), authority_id: by.authorityId, place_id: place, kind, why, erased_on: dayOf(now), by_name: by.name, backups_until: until }).execute()
  return until
}
