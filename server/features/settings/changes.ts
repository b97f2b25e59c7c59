import { record } from '../audit/record.ts'
import { findSettings } from './queries.ts'
import { writeSettings } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Settings } from './rules.ts'

/** Keep what the authority decides. It holds from now on: figures that are released stay as they are. */
export async function saveSettings (trx: Trx, viewer: Viewer, settings: Settings) {
  const before = new Map(writeSettings(await findSettings(trx, viewer.authorityId)).map(({ name, value }) => [name, value]))
  const changed = writeSettings(settings).filter(({ name, value }) => before.get(name) !== value)
  if (changed.length === 0) return
  await trx.deleteFrom('setting').where('authority_id', '=', viewer.authorityId).where('name', 'in', changed.map(({ name }) => name)).execute()
  await trx.insertInto('setting').values(changed.map(row => ({ authority_id: viewer.authorityId, ...row }))).execute()
  await record(trx, viewer, 'settings.saved', viewer.authorityId, Object.fromEntries(changed.map(({ name, value }) => [name, value])), viewer.authorityId)
}
