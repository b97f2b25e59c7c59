import { createHmac, randomBytes } from 'node:crypto'
import type { Trx } from '../../db/types.ts'

/** Numbers from 0 to 1, the same for the same words and secret. */
export function lots (secret: string, words: string): () => number {
  let turn = 0
  return () => createHmac('sha256', secret).update(`${words} ${turn++}`).digest().readUInt32BE(0) / 2 ** 32
}

/**
 * What an authority draws its lots from: so that the preview of a release suppresses what the release will. It is told to nobody, for who
 * knew it could repeat the draw.
 */
export async function findLotSecret (trx: Trx, authorityId: string): Promise<string> {
  const name = 'figures.lots'
  const found = await trx.selectFrom('setting').select('value').where('authority_id', '=', authorityId).where('name', '=', name).executeTakeFirst()
  if (found) return found.value
  const value = randomBytes(32).toString('hex')
  await trx.insertInto('setting').values({ authority_id: authorityId, name, value }).execute()
  return value
}
