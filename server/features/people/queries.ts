import { sql } from 'kysely'
import { compiled } from '../../db/compiled.ts'
import { NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { PeopleTables } from './tables.ts'

const viewerRows = compiled((db, { personId }: { personId: string }) => db.selectFrom('person')
  .innerJoin('place as authority', 'authority.id', 'person.authority_id')
  .leftJoin('role_held', join => join.onRef('role_held.person_id', '=', 'person.id').on('role_held.ended_at', 'is', null))
  .select(['person.id', 'person.name', 'person.authority_id', 'authority.name as authority_name', 'role_held.role', 'role_held.place_id'])
  .where('person.id', '=', personId).where('person.disabled_at', 'is', null))

/** Who a sign-in belongs to, with the roles held now. Null once the person is disabled. */
export async function findViewer (db: Db, personId: string): Promise<Omit<Viewer, 'asking'> | null> {
  const rows = await viewerRows(db, { personId })
  const [person] = rows
  if (!person) return null
  const roles = rows.flatMap(({ role, place_id: placeId }) => role && placeId ? [{ role, placeId }] : [])
  return { id: person.id, name: person.name, authorityId: person.authority_id, authorityName: person.authority_name, roles }
}

export type Person = Selectable<PeopleTables['person']>
export const peoplePerPage = 50

/** One person of an authority. @throws NotFound for anybody else's */
export async function findPerson (db: Db, authorityId: string, personId: string): Promise<Person> {
  const person = await db.selectFrom('person').selectAll().where('id', '=', personId).where('authority_id', '=', authorityId).executeTakeFirst()
  if (!person) throw new NotFound()
  return person
}

/** Names that may be written anywhere: those of an authority's people and places. */
export async function listKnownNames (db: Db, authorityId: string): Promise<string[]> {
  const people = await db.selectFrom('person').select('name').where('authority_id', '=', authorityId).execute()
  const places = await db.selectFrom('place').select('name').where('authority_id', '=', authorityId).execute()
  return [...people, ...places].map(row => row.name)
}

/** A page of an authority's people, by name, with those whose name or address holds the words. @returns also how many there are */
export async function listPeople (db: Db, authorityId: string, words: string, page: number) {
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, character => `\\${character}`)}%`
  const found = db.selectFrom('person').where('authority_id', '=', authorityId)
    .$if(words !== '', query => query.where(where => where.or([
      where(sql<string>`lower(person.name)`, 'like', sql<string>`${pattern} escape '\\'`), where(sql<string>`person.email_key`, 'like', sql<string>`${pattern} escape '\\'`)
    ])))
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const people = await found.selectAll('person').orderBy(sql`lower(person.name)`).orderBy('id').limit(peoplePerPage).offset((page - 1) * peoplePerPage).execute()
  const roles = await listRoles(db, people.map(person => person.id))
  return { total, people: people.map(person => ({ ...person, roles: roles.filter(held => held.person_id === person.id && !held.ended_at) })) }
}

/** The roles of some people, ended ones too, with the names of their places. */
export async function listRoles (db: Db, personIds: string[]) {
  return db.selectFrom('role_held').innerJoin('place', 'place.id', 'role_held.place_id')
    .select(['role_held.id', 'role_held.person_id', 'role_held.role', 'role_held.since_at', 'role_held.ended_at', 'place.name as place'])
    .where('role_held.person_id', 'in', personIds).orderBy('role_held.since_at').execute()
}

/** The members and chairs of a learning community today, by name. */
export async function listMembers (db: Db, community: { id: string }) {
  const rows = await db.selectFrom('role_held').innerJoin('person', 'person.id', 'role_held.person_id')
    .select(['role_held.id as role_id', 'role_held.role', 'role_held.since_at', 'person.id', 'person.name', 'person.email', 'person.agency', 'person.job_title', 'person.password_hash'])
    .where('role_held.place_id', '=', community.id).where('role_held.ended_at', 'is', null).where('person.disabled_at', 'is', null).execute()
  return rows.sort(byName(row => row.name))
}

/** How many open accounts hold the administrator's role for an authority. */
export async function countAdministrators (db: Db, authorityId: string): Promise<number> {
  const { n } = await db.selectFrom('role_held').innerJoin('person', 'person.id', 'role_held.person_id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('role_held.place_id', '=', authorityId).where('role_held.role', '=', 'administrator').where('role_held.ended_at', 'is', null).where('person.disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}
