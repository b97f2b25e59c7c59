import { hashSecret, newId, newSecret } from '../../lib/ids.ts'
import type { Db, Trx } from '../../db/types.ts'

/** How long each kind of link works, in hours. */
const hours = { invitation: 72, reset: 0.5 }
export type TokenPurpose = keyof typeof hours

/** A link's secret. Only its hash is kept; earlier links of this kind for the person stop working. */
export async function makeToken (trx: Trx, purpose: TokenPurpose, personId: string, now: Date): Promise<string> {
  await trx.deleteFrom('token').where('person_id', '=', personId).where('purpose', '=', purpose).execute()
  const secret = newSecret()
  await trx.insertInto('token').values({
    id: newId(), purpose, secret_hash: hashSecret(secret), person_id: personId, created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + hours[purpose] * 3_600_000).toISOString(), used_at: null
  }).execute()
  return secret
}

/** Whom a link belongs to, while it works: not used, not too old, the account open. Looking does not use it up. */
export async function findToken (db: Db, secret: string, now: Date) {
  const row = await db.selectFrom('token').innerJoin('person', 'person.id', 'token.person_id')
    .select(['token.id', 'token.purpose', 'token.expires_at', 'person.id as person_id', 'person.name', 'person.email', 'person.authority_id'])
    .where('token.secret_hash', '=', hashSecret(secret)).where('token.used_at', 'is', null).where('person.disabled_at', 'is', null)
    .executeTakeFirst()
  return row && row.expires_at > now.toISOString() ? row : null
}
