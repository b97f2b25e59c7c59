import type { Trx } from '../../db/types.ts'
import type { Library } from './library.ts'

/** Note the first use of a version, so that its file can never change unnoticed. @throws NotFound when there is no such version */
export async function useFramework (trx: Trx, library: Library, id: string, version: string) {
  const checksum = library.checksum(id, version)
  const known = await trx.selectFrom('framework_in_use').select('checksum')
    .where('framework_id', '=', id).where('version', '=', version).executeTakeFirst()
  if (known) return
  await trx.insertInto('framework_in_use').values({ framework_id: id, version, checksum, since_at: new Date().toISOString() }).execute()
}
