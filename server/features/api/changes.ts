import { record } from '../audit/record.ts'
import { findPlace } from '../organisation/queries.ts'
import { addDays, dayOf } from '../../lib/dates.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { hashSecret, newId, newSecret } from '../../lib/ids.ts'
import { bearerOf, longestDays, tokenPrefix } from './rules.ts'
import { findBySecret, findToken } from './queries.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { TokenHeld } from '../../web/access.ts'
import type { TokenInput } from './forms.ts'

/** Make a token for a place of the administrator's authority. @returns its secret, which is kept nowhere */
export async function makeToken (trx: Trx, viewer: Viewer, input: TokenInput, now: Date) {
  const place = await findPlace(trx, viewer.authorityId, input.place).catch((error: unknown) => {
    throw error instanceof NotFound ? new FieldRefusal('place', 'Choose a place') : error
  })
  const today = dayOf(now)
  if (input.expires_on < today) throw new FieldRefusal('expires_on', 'Choose a day that is not over yet')
  if (input.expires_on > addDays(today, longestDays)) throw new FieldRefusal('expires_on', `Choose a day within the next ${longestDays} days`)
  const secret = tokenPrefix + newSecret()
  const token = {
    id: newId(), place_id: place.id, name: input.name, token_hash: hashSecret(secret), made_by: viewer.id, made_by_name: viewer.name, made_at: now.toISOString(),
    expires_on: input.expires_on, revoked_at: null, last_used_on: null
  }
  await trx.insertInto('api_token').values(token).execute()
  await record(trx, viewer, 'api-token.made', token.id, { expiresOn: token.expires_on }, place.id)
  return { token, place, secret }
}

/** Take a token back. It stops at once. */
export async function revokeToken (trx: Trx, viewer: Viewer, id: string, at: string) {
  const token = await findToken(trx, viewer.authorityId, id)
  if (token.revoked_at) throw new Refusal('This token has been taken back already.')
  await trx.updateTable('api_token').set({ revoked_at: at }).where('id', '=', id).execute()
  await record(trx, viewer, 'api-token.revoked', id, {}, token.place_id)
}

/** What a request with this `Authorization` header may read, or null. Notes the day of use, once a day. */
export async function acceptToken (db: Db, header: string | undefined, today: string): Promise<TokenHeld | null> {
  const secret = bearerOf(header)
  const token = secret && await findBySecret(db, secret, today)
  if (!token) return null
  if (token.last_used_on !== today) {
    await db.transaction().execute(trx => trx.updateTable('api_token').set({ last_used_on: today }).where('id', '=', token.id).execute())
  }
  return { id: token.id, authorityId: token.authority_id, place: { id: token.place_id, kind: token.kind } }
}
