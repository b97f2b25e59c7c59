import { Forbidden, NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
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

/**
 * A visit, found through its viewer: by a role at the place that is visited, or because they take part in it.
 * @throws NotFound when it is not theirs, Forbidden when it is but their role does not allow what is asked
 */
export async function findVisit (db: Db, viewer: Viewer, visitId: string): Promise<{ visit: Visit, place: Place }> {
  const visit = await db.selectFrom('visit').selectAll().where('id', '=', visitId).executeTakeFirst()
  const place = visit && await db.selectFrom('place').selectAll().where('id', '=', visit.place_id).executeTakeFirst()
  if (!visit || !place) throw new NotFound()
  const takesPart = await db.selectFrom('visit_person').select('id').where('visit_id', '=', visit.id).where('person_id', '=', viewer.id).executeTakeFirst()
  if (!takesPart && !canAt(viewer, 'visit.view', place)) throw new NotFound()
  if (!canAt(viewer, viewer.asking, place) && !(takesPart && viewer.asking === 'visit.view')) throw new Forbidden()
  return { visit, place }
}

/** The themes of a visit with their focus questions, in order. */
export async function listThemes (db: Db, visit: Pick<Visit, 'id'>): Promise<(VisitTheme & { questions: VisitQuestion[] })[]> {
  const themes = await db.selectFrom('visit_theme').selectAll().where('visit_id', '=', visit.id).orderBy('position').execute()
  const questions = await db.selectFrom('visit_question').selectAll().where('theme_id', 'in', themes.map(theme => theme.id)).orderBy('position').execute()
  return themes.map(theme => ({ ...theme, questions: questions.filter(question => question.theme_id === theme.id) }))
}

/** Who makes the visit together, in order. */
export async function listPartners (db: Db, visit: Pick<Visit, 'id'>): Promise<VisitPartner[]> {
  return db.selectFrom('visit_partner').selectAll().where('visit_id', '=', visit.id).orderBy('position').execute()
}

/** Who takes part, in the order they were added. */
export async function listVisitPeople (db: Db, visit: Pick<Visit, 'id'>): Promise<VisitPerson[]> {
  return db.selectFrom('visit_person').selectAll().where('visit_id', '=', visit.id).orderBy('id').execute()
}
