import { Forbidden, NotFound } from '../../lib/errors.ts'
import { canAt, placesFor } from '../../permissions.ts'
import { findCommunity } from '../organisation/queries.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'

/** The keepers of a team's goals, with whether each may still read them: only who holds a role there. */
export async function listKeepers (db: Db, community: { id: string }) {
  const keepers = await db.selectFrom('goal_keeper').innerJoin('person', 'person.id', 'goal_keeper.person_id').select(['goal_keeper.id', 'goal_keeper.person_id', 'goal_keeper.named_at', 'goal_keeper.named_by_name', 'person.name', 'person.disabled_at'])
    .where('goal_keeper.place_id', '=', community.id).where('goal_keeper.ended_at', 'is', null).orderBy('goal_keeper.id').execute()
  const held = await db.selectFrom('role_held').select('person_id').where('place_id', '=', community.id).where('ended_at', 'is', null).where('role', 'in', ['member', 'chair']).execute()
  return keepers.map(keeper => ({ ...keeper, reads: keeper.disabled_at === null && held.some(role => role.person_id === keeper.person_id) }))
}
export type Keeper = Awaited<ReturnType<typeof listKeepers>>[number]

/** The teams among these places whose goals this person keeps. */
export async function keptPlaces (db: Db, viewer: Pick<Viewer, 'id' | 'roles'>): Promise<string[]> {
  const places = placesFor(viewer, 'goal.keep')
  if (places.length === 0) return []
  const rows = await db.selectFrom('goal_keeper').select('place_id').where('person_id', '=', viewer.id).where('ended_at', 'is', null).where('place_id', 'in', places).execute()
  return rows.map(row => row.place_id)
}

/** Whether this person keeps the goals of this team: named, and with a role there that may. */
export async function isKeeper (db: Db, viewer: Pick<Viewer, 'id' | 'roles'>, community: Place): Promise<boolean> {
  return canAt(viewer, 'goal.keep', community) && (await keptPlaces(db, viewer)).includes(community.id)
}

export const notKeeper = 'Only the team’s named keepers can read the goals and case studies of children. The chair of the team names keepers. Totals are on the page “Goals: totals”.'

/**
 * A team whose goals this person keeps: what every page about one child starts with. Another team: NotFound. Their own team, or one they
 * look after, without being named: Forbidden, in plain words.
 */
export async function findKept (db: Db, viewer: Viewer, slug: string): Promise<Place> {
  const community = await findCommunity(db, { ...viewer, asking: 'team.view' }, slug)
  if (!await isKeeper(db, viewer, community)) throw new Forbidden(notKeeper)
  return community
}

/** One keeper of a team. @throws NotFound for any other */
export async function findKeeper (db: Db, community: Place, id: string): Promise<Keeper> {
  const keeper = (await listKeepers(db, community)).find(keeper => keeper.id === id)
  if (!keeper) throw new NotFound()
  return keeper
}
