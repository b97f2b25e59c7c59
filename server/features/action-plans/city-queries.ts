import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Session } from '../sessions/queries.ts'

/** The authority and its areas, each with its plan's actions and last review in a session. */
export async function listCityPlans (db: Db, viewer: Viewer, session: Session) {
  const places = await db.selectFrom('place').selectAll().where('authority_id', '=', viewer.authorityId).where('kind', '!=', 'community').where('closed_on', 'is', null).orderBy('kind', 'desc').orderBy('name').execute()
  const plans = await db.selectFrom('plan').select(['id', 'place_id']).where('session_id', '=', session.id).where('place_id', 'in', places.map(place => place.id)).execute()
  const ids = plans.map(plan => plan.id)
  const actions = await db.selectFrom('action').select(['plan_id', 'status', 'stopped_at']).where('plan_id', 'in', ids).execute()
  const reviews = await db.selectFrom('progress_review').select(['plan_id', 'held_on', 'next_on', 'status']).where('plan_id', 'in', ids).orderBy('id', 'desc').execute()
  return places.map(place => {
    const plan = plans.find(row => row.place_id === place.id)
    return { place, hasPlan: plan !== undefined, actions: actions.filter(row => row.plan_id === plan?.id), review: reviews.find(row => row.plan_id === plan?.id) }
  })
}
export type CityPlan = Awaited<ReturnType<typeof listCityPlans>>[number]
