import { hashSecret } from '../../lib/ids.ts'
import { NotFound } from '../../lib/errors.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { ApiTables } from './tables.ts'

export type ApiToken = Omit<Selectable<ApiTables['api_token']>, 'token_hash'>

const columns = ['api_token.id', 'api_token.place_id', 'api_token.name', 'api_token.made_by', 'api_token.made_by_name', 'api_token.made_at', 'api_token.expires_on', 'api_token.revoked_at', 'api_token.last_used_on'] as const

/** An authority's tokens, the newest first, with the names of their places. */
export async function listTokens (db: Db, authorityId: string): Promise<(ApiToken & { place: string })[]> {
  return db.selectFrom('api_token').innerJoin('place', 'place.id', 'api_token.place_id').select([...columns, 'place.name as place'])
    .where('place.authority_id', '=', authorityId).orderBy('api_token.id', 'desc').execute()
}

/** One token of an authority. @throws NotFound for any other */
export async function findToken (db: Db, authorityId: string, id: string): Promise<ApiToken> {
  const token = await db.selectFrom('api_token').innerJoin('place', 'place.id', 'api_token.place_id').select(columns)
    .where('api_token.id', '=', id).where('place.authority_id', '=', authorityId).executeTakeFirst()
  if (!token) throw new NotFound()
  return token
}

/** The token that a secret is, while it works, with the place it reaches. */
export async function findBySecret (db: Db, secret: string, today: string) {
  return db.selectFrom('api_token').innerJoin('place', 'place.id', 'api_token.place_id')
    .select(['api_token.id', 'api_token.last_used_on', 'place.id as place_id', 'place.kind', 'place.authority_id'])
    .where('api_token.token_hash', '=', hashSecret(secret)).where('api_token.revoked_at', 'is', null).where('api_token.expires_on', '>=', today).executeTakeFirst()
}

/** The names of everybody who has an account in an authority or was asked for first thoughts by link: none of them leaves. */
export async function listPeopleNames (db: Db, authorityId: string): Promise<string[]> {
  const people = await db.selectFrom('person').select('name').where('authority_id', '=', authorityId).execute()
  const asked = await db.selectFrom('contributor').innerJoin('first_thought_request', 'first_thought_request.id', 'contributor.request_id')
    .innerJoin('self_evaluation', 'self_evaluation.id', 'first_thought_request.self_evaluation_id').innerJoin('place', 'place.id', 'self_evaluation.community_id')
    .select('contributor.name').where('place.authority_id', '=', authorityId).where('contributor.person_id', 'is', null).execute()
  return [...people, ...asked].map(({ name }) => name)
}
