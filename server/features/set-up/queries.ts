import { hashSecret } from '../../lib/ids.ts'
import type { Db } from '../../db/types.ts'

/** Whether nobody is here yet: only then can the first-run pages be used. */
export async function isEmpty (db: Db): Promise<boolean> {
  return await db.selectFrom('person').select('id').limit(1).executeTakeFirst() === undefined
}

/** Whether a first-run key is the one printed last and not used up. */
export async function isFirstRunKey (db: Db, key: string): Promise<boolean> {
  const token = await db.selectFrom('token').select('id').where('secret_hash', '=', hashSecret(key))
    .where('purpose', '=', 'first-run').where('used_at', 'is', null).executeTakeFirst()
  return token !== undefined
}
