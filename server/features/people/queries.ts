import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

/** Who a sign-in belongs to, with the roles held now. Null once the person is disabled. */
export async function findViewer (db: Db, personId: string): Promise<Omit<Viewer, 'asking'> | null> {
  const rows = await db.selectFrom('person')
    .innerJoin('place as authority', 'authority.id', 'person.authority_id')
    .leftJoin('role_held', join => join.onRef('role_held.person_id', '=', 'person.id').on('role_held.ended_at', 'is', null))
    .select(['person.id', 'person.name', 'person.authority_id', 'authority.name as authority_name', 'role_held.role', 'role_held.place_id'])
    .where('person.id', '=', personId).where('person.disabled_at', 'is', null)
    .execute()
  const [person] = rows
  if (!person) return null
  const roles = rows.flatMap(({ role, place_id: placeId }) => role && placeId ? [{ role, placeId }] : [])
  return { id: person.id, name: person.name, authorityId: person.authority_id, authorityName: person.authority_name, roles }
}
