import { hashSecret } from '../../lib/ids.ts'
import { NotFound } from '../../lib/errors.ts'
import { findVisit, listVisitPeople } from '../visits/queries.ts'
import { deadBecause } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Visit, VisitPerson } from '../visits/queries.ts'
import type { VisitingTables } from './tables.ts'

export type VisitorLink = Selectable<VisitingTables['visitor_link']>

/** Somebody who takes part in a visit by a personal link: who they are, and the one visit they reach. */
export interface Visitor { person: VisitPerson, visit: Visit, place: Place, peer: Place | null, link: VisitorLink }

/**
 * The visitor whom this browser was bound to, while their link works; else null. `cookie` is the value of the visitor's cookie
 * (`visitorHere` in door.ts reads it, and answers where there is none).
 */
export async function findVisitor (db: Db, cookie: string | undefined, now: Date): Promise<Visitor | null> {
  const link = cookie && await db.selectFrom('visitor_link').selectAll().where('browser_hash', '=', hashSecret(cookie)).executeTakeFirst()
  return link && !deadBecause(link, now) ? withVisit(db, link) : null
}

/** Whom a link was made for, whether or not it still works; null when there never was one. */
export async function findByLink (db: Db, secret: string): Promise<Visitor | null> {
  const link = await db.selectFrom('visitor_link').selectAll().where('link_hash', '=', hashSecret(secret)).executeTakeFirst()
  return link ? withVisit(db, link) : null
}

async function withVisit (db: Db, link: VisitorLink): Promise<Visitor> {
  const person = await db.selectFrom('visit_person').selectAll().where('id', '=', link.visit_person_id).executeTakeFirstOrThrow()
  const visit = await db.selectFrom('visit').selectAll().where('id', '=', person.visit_id).executeTakeFirstOrThrow()
  const places = await db.selectFrom('place').selectAll().where('id', 'in', [visit.place_id, ...visit.peer_place_id ? [visit.peer_place_id] : []]).execute()
  return { person, visit, place: places.find(({ id }) => id === visit.place_id)!, peer: places.find(({ id }) => id === visit.peer_place_id) ?? null, link }
}

/** Everybody who takes part without an account, each with their newest link. */
export async function listVisitors (db: Db, visit: { id: string }): Promise<{ person: VisitPerson, link: VisitorLink | null }[]> {
  const people = (await listVisitPeople(db, visit)).filter(person => person.person_id === null)
  const links = await db.selectFrom('visitor_link').selectAll().where('visit_person_id', 'in', people.map(person => person.id)).orderBy('made_at').orderBy('id').execute()
  return people.map(person => ({ person, link: links.findLast(link => link.visit_person_id === person.id) ?? null }))
}

/** One of them, found through the lead of the visit. @throws NotFound for somebody of another visit or with an account */
export async function findInvited (db: Db, viewer: Viewer, visitId: string, personId: string) {
  const found = await findVisit(db, viewer, visitId)
  const person = await db.selectFrom('visit_person').selectAll().where('id', '=', personId).where('visit_id', '=', found.visit.id).where('person_id', 'is', null).executeTakeFirst()
  if (!person) throw new NotFound()
  const link = await db.selectFrom('visitor_link').selectAll().where('visit_person_id', '=', person.id).orderBy('made_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return { ...found, person, link: link ?? null }
}

export interface Reading { personId: string, paper: string, format: string, times: number, first: string, last: string }

/** Who has read what, and how often: from the trail, the newest reading first. */
export async function listReadings (db: Db, people: { id: string }[]): Promise<Reading[]> {
  const rows = await db.selectFrom('audit_event').select(({ fn }) => ['subject_id', 'details', fn.countAll<number>().as('times'), fn.min('at').as('first'), fn.max('at').as('last')])
    .where('subject_id', 'in', people.map(person => person.id)).where('what', 'in', ['visitor.read', 'visitor.exported'])
    .groupBy(['subject_id', 'details']).orderBy('last', 'desc').limit(500).execute()
  return rows.map(({ subject_id: personId, details, ...row }) => ({ personId, ...JSON.parse(details) as { paper: string, format: string }, ...row }))
}
