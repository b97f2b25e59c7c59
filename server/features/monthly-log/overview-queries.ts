import { listReleased, listReleases } from '../figures/queries.ts'
import { sessionDays } from './rules.ts'
import { placesFor } from '../../permissions.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'

/** At how many meetings each team's agencies were: meetings are counted, not children, so nothing of it is suppressed. */
export async function listAttendance (db: Db, place: Place, session: string) {
  const { from, to } = sessionDays(session)
  const under = place.kind === 'authority' ? 'authority_id' : place.kind === 'area' ? 'area_id' : 'id'
  const meetings = await db.selectFrom('place').innerJoin('log_entry', 'log_entry.place_id', 'place.id')
    .select(['place.id', 'place.name', 'place.slug']).select(({ fn }) => fn.countAll<number>().as('meetings')).where(`place.${under}`, '=', place.id).where('place.kind', '=', 'community')
    .where('log_entry.removed_at', 'is', null).where('log_entry.met_on', '>=', from).where('log_entry.met_on', '<=', to).groupBy(['place.id', 'place.name', 'place.slug']).execute()
  const present = await db.selectFrom('place').innerJoin('log_entry', 'log_entry.place_id', 'place.id').innerJoin('log_count', 'log_count.entry_id', 'log_entry.id')
    .select(['place.id', 'log_count.code']).select(({ fn }) => fn.countAll<number>().as('at')).where(`place.${under}`, '=', place.id).where('place.kind', '=', 'community')
    .where('log_count.kind', '=', 'agency').where('log_entry.removed_at', 'is', null).where('log_entry.met_on', '>=', from).where('log_entry.met_on', '<=', to).groupBy(['place.id', 'log_count.code']).execute()
  return meetings.map(team => ({ ...team, meetings: Number(team.meetings), at: Object.fromEntries(present.filter(row => row.id === team.id).map(row => [row.code, Number(row.at)])) }))
}
export type TeamAttendance = Awaited<ReturnType<typeof listAttendance>>[number]

/** What was released of a place's logs, the earliest first. */
export async function listReleasedLog (db: Db, place: Place) {
  const releases = (await listReleases(db, place.authority_id, 'log')).reverse()
  return listReleased(db, releases, [place.id])
}

/** The areas and the authority whose logs this person sees together, the widest first. */
export async function listOverviewPlaces (db: Db, viewer: Pick<Viewer, 'roles'>): Promise<Pick<Place, 'name' | 'slug'>[]> {
  return db.selectFrom('place').select(['name', 'slug']).where('id', 'in', placesFor(viewer, 'figures.view')).where('kind', '!=', 'community').where('closed_on', 'is', null).orderBy('kind', 'desc').orderBy('slug').execute()
}
