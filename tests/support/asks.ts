import { addAsk, addSuggestedTags } from '../../server/features/common-points/changes.ts'
import { viewerOf } from './work.ts'
import type { Db } from '../../server/db/types.ts'

const at = '2026-11-20T09:00:00.000Z'

/** Tags of the authority, and something that Craigmor asks for. @returns the ids of one each */
export async function craigmorAsks (db: Db): Promise<{ tag: string, ask: string }> {
  await db.transaction().execute(async trx => {
    await addSuggestedTags(trx, viewerOf('steering'), at)
    await addAsk(trx, viewerOf('chair'), 'craigmor', '2026-27', 'A named nurse for every team.', at)
  })
  const [tag, ask] = [await db.selectFrom('point_tag').select('id').executeTakeFirstOrThrow(), await db.selectFrom('team_ask').select('id').executeTakeFirstOrThrow()]
  return { tag: tag.id, ask: ask.id }
}
