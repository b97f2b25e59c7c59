import { readSettings } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Settings } from './rules.ts'

/** What an authority has decided: the threshold of small numbers, releases, retention. */
export async function findSettings (db: Db, authorityId: string): Promise<Settings> {
  return readSettings(await db.selectFrom('setting').select(['name', 'value']).where('authority_id', '=', authorityId).execute())
}
