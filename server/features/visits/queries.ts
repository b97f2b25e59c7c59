import { Forbidden, NotFound } from '../../lib/errors.ts'
import { canAt, placesFor } from '../../permissions.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { VisitTables } from './tables.ts'

export type Visit = Selectable<VisitTables['visit']>
export type VisitTheme = Selectable<VisitTables['visit_theme']>
export type VisitQuestion = Selectable<VisitTables['visit_question']>
export type VisitPartner = Selectable<VisitTables['visit_partner']>
export type VisitPerson = Selectable<VisitTables['visit_person']>
export const visitsPerPage = 20

/**
 * A visit, found through its viewer: by a role at a place that is visited, or because they take part in it. `peer` is the other of two
 * learning communities that visit each other.
 * @throws NotFound when it is not theirs, Forbidden when it is but their role does not allow what is asked
 */
export async function findVisit (db: Db, viewer: Viewer, visitId: string): Promise<{ visit: Visit, place: Place, peer: Place | null }> {
  const visit = await db.selectFrom('visit').selectAll().where('id', '=', visitId).executeTakeFirst()
  const places = visit ? await db.selectFrom('place').selectAll().where('id', 'in', [visit.place_id, ...visit.peer_place_id ? [visit.peer_place_id] : []]).execute() : []
  const place = places.find(one => one.id === visit?.place_id)
  if (!visit || !place) throw new NotFound()
  const takesPart = await db.selectFrom('visit_person').select('id').where('visit_id', '=', visit.id).where('person_id', '=', viewer.id).executeTakeFirst()
  if (!takesPart && !places.some(one => canAt(viewer, 'visit.view', one))) throw new NotFound()
  if (!places.some(one => canAt(viewer, viewer.asking, one)) && !(takesPart && viewer.asking === 'visit.view')) throw new Forbidden('Your role does not allow this. Ask the lead of the visit.')
  return { visit, place, peer: places.find(one => one.id !== place.id) ?? null }
}

/** Whether this person may change what is visited there. */
export const mayLead = (viewer: Viewer, place: Place): boolean => canAt(viewer, 'visit.lead', place)

/** A page of the visits that this person may see, the latest first, with the names of what is visited. @returns also how many there are */
export async function listVisits (db: Db, viewer: Viewer, page: number) {
  const places = placesFor(viewer, 'visit.view')
  const found = db.selectFrom('visit').innerJoin('place', 'place.id', 'visit.place_id').leftJoin('place as peer', 'peer.id', 'visit.peer_place_id')
    .where('visit.authority_id', '=', viewer.authorityId)
    .where(where => where.or([
      where('place.id', 'in', places), where('place.area_id', 'in', places), where('place.authority_id', 'in', places), where('peer.id', 'in', places), where('peer.area_id', 'in', places),
      where('visit.id', 'in', where.selectFrom('visit_person').select('visit_person.visit_id').where('visit_person.person_id', '=', viewer.id))
    ]))
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const visits = await found.select(['visit.id', 'visit.title', 'visit.kind', 'visit.overarching_question', 'visit.starts_on', 'visit.ends_on', 'visit.example_of', 'place.name as place', 'peer.name as peer'])
    .orderBy('visit.starts_on', 'desc').orderBy('visit.id', 'desc').limit(visitsPerPage).offset((page - 1) * visitsPerPage).execute()
  return { total: Number(total), visits }
}

/** The visits of one team, the latest first: its own, and those in which it is one of two. */
export async function listTeamVisits (db: Db, community: { id: string, authority_id: string }) {
  return db.selectFrom('visit').select(['id', 'title', 'starts_on', 'ends_on']).where('authority_id', '=', community.authority_id)
    .where(where => where.or([where('place_id', '=', community.id), where('peer_place_id', '=', community.id)])).orderBy('starts_on', 'desc').orderBy('id', 'desc').limit(visitsPerPage).execute()
}

/** The visit that was loaded from a report for this authority, if there is one. */
export async function findExample (db: Db, authorityId: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('visit').select('id').where('authority_id', '=', authorityId).where('example_of', 'is not', null).executeTakeFirst()
}

/** The themes of a visit with their focus questions, in order. */
export async function listThemes (db: Db, visit: Pick<Visit, 'id'>): Promise<(VisitTheme & { questions: VisitQuestion[] })[]> {
  const themes = await db.selectFrom('visit_theme').selectAll().where('visit_id', '=', visit.id).orderBy('position').execute()
  const questions = await db.selectFrom('visit_question').selectAll().where('theme_id', 'in', themes.map(theme => theme.id)).orderBy('position').execute()
  return themes.map(theme => ({ ...theme, questions: questions.filter(question => question.theme_id === theme.id) }))
}

/** A focus question with its theme. @throws NotFound for one of another visit */
export async function findQuestion (db: Db, visit: { id: string }, questionId: string) {
  for (const theme of await listThemes(db, visit)) {
    const question = theme.questions.find(question => question.id === questionId)
    if (question) return { theme, question }
  }
  throw new NotFound()
}

/** Who makes the visit together, in order. */
export async function listPartners (db: Db, visit: Pick<Visit, 'id'>): Promise<VisitPartner[]> {
  return db.selectFrom('visit_partner').selectAll().where('visit_id', '=', visit.id).orderBy('position').execute()
}

/** Who takes part, in the order they were added. */
export async function listVisitPeople (db: Db, visit: Pick<Visit, 'id'>): Promise<VisitPerson[]> {
  return db.selectFrom('visit_person').selectAll().where('visit_id', '=', visit.id).orderBy('id').execute()
}

/** The open accounts of an authority to choose from, by name, without those who take part already. */
export async function listAccounts (db: Db, visit: Pick<Visit, 'id' | 'authority_id'>) {
  return db.selectFrom('person').select(['id', 'name', 'agency', 'email']).where('authority_id', '=', visit.authority_id).where('disabled_at', 'is', null)
    .where('id', 'not in', db.selectFrom('visit_person').select('person_id').where('visit_id', '=', visit.id).where('person_id', 'is not', null).$narrowType<{ person_id: string }>())
    .orderBy('name').limit(1000).execute()
}

/** The open account of an authority with this address. */
export async function findAccount (db: Db, authorityId: string, email: string) {
  return await db.selectFrom('person').selectAll().where('email_key', '=', email.trim().toLowerCase()).where('authority_id', '=', authorityId).where('disabled_at', 'is', null).executeTakeFirst() ?? null
}
