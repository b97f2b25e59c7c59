import { FieldRefusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { canAt } from '../../permissions.ts'
import { isOverdue } from './rules.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'

/** The actions above a place that its own may contribute to: of its area and its authority, in the same session, not stopped. */
export async function listActionsAbove (db: Db, place: Pick<Place, 'id' | 'area_id' | 'authority_id'>, session: { id: string }) {
  const above = [place.area_id, place.authority_id].filter((id): id is string => id !== null && id !== place.id)
  return db.selectFrom('plan').innerJoin('action', 'action.plan_id', 'plan.id').innerJoin('place', 'place.id', 'plan.place_id')
    .select(['action.id', 'action.number', 'action.what', 'action.status', 'place.name as place', 'place.kind', 'place.slug'])
    .where('plan.place_id', 'in', above).where('plan.session_id', '=', session.id).where('action.stopped_at', 'is', null).orderBy('place.kind', 'desc').orderBy('action.number').execute()
}
export type ActionAbove = Awaited<ReturnType<typeof listActionsAbove>>[number]

/** Make an action contribute to these. Those it contributed to before may stay, whatever became of them. */
export async function setContributions (trx: Trx, viewer: Viewer, { place, session }: { place: Place, session: Session }, action: { id: string }, ids: string[]) {
  const before = (await listContributions(trx, action)).map(row => row.id)
  const added = [...new Set(ids)].filter(id => !before.includes(id))
  if (added.length > 0) {
    const above = await listActionsAbove(trx, place, session)
    if (added.some(id => !above.some(row => row.id === id))) throw new FieldRefusal('contributes', 'Choose actions of your area’s or the city’s plan')
    await trx.insertInto('action_contribution').values(added.map(id => ({ id: newId(), action_id: action.id, to_id: id }))).execute()
  }
  const gone = before.filter(id => !ids.includes(id))
  if (gone.length > 0) await trx.deleteFrom('action_contribution').where('action_id', '=', action.id).where('to_id', 'in', gone).execute()
}

/** What an action contributes to. */
export async function listContributions (db: Db, action: { id: string }) {
  return db.selectFrom('action_contribution').innerJoin('action', 'action.id', 'action_contribution.to_id').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id').innerJoin('session', 'session.id', 'plan.session_id')
    .select(['action.id', 'action.number', 'action.what', 'place.name as place', 'place.kind', 'place.slug', 'session.name as session'])
    .where('action_contribution.action_id', '=', action.id).orderBy('action.number').execute()
}

/** What contributes to the actions of a plan: each with its place, how it stands and what was last said of it. */
export async function listContributors (db: Db, viewer: Viewer, plan: { id: string }, today: string) {
  const rows = await db.selectFrom('action as higher').innerJoin('action_contribution', 'action_contribution.to_id', 'higher.id').innerJoin('action', 'action.id', 'action_contribution.action_id')
    .innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id').innerJoin('session', 'session.id', 'plan.session_id')
    .leftJoin('progress_update as last', join => join.onRef('last.action_id', '=', 'action.id').on(({ not, exists, selectFrom }) => not(exists(selectFrom('progress_update as later').select('later.id')
      .whereRef('later.action_id', '=', 'action.id').whereRef('later.id', '>', 'last.id')))))
    .select(['higher.id as to_id', 'action.id', 'action.number', 'action.what', 'action.status', 'action.stopped_at', 'action.due_on', 'last.what as said', 'place.id as place_id', 'place.area_id', 'place.authority_id', 'place.kind', 'place.name as place', 'place.slug', 'session.name as session'])
    .where('higher.plan_id', '=', plan.id).orderBy('place.name').orderBy('action.number').execute()
  // Everybody may know how many stand how; what a team wrote is for those who may read that team.
  return rows.map(row => ({
    ...row,
    overdue: isOverdue(row, today),
    readable: row.kind !== 'community' || canAt(viewer, 'team.view', { id: row.place_id, area_id: row.area_id, authority_id: row.authority_id })
  }))
}
export type Contributor = Awaited<ReturnType<typeof listContributors>>[number]

/** What the actions of a plan contribute to. */
export async function listContributionsOfPlan (db: Db, plan: { id: string }) {
  return db.selectFrom('action as own').innerJoin('action_contribution', 'action_contribution.action_id', 'own.id').innerJoin('action', 'action.id', 'action_contribution.to_id').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id')
    .select(['own.id as action_id', 'action.id', 'action.number', 'action.what', 'place.name as place']).where('own.plan_id', '=', plan.id).orderBy('action.number').execute()
}
