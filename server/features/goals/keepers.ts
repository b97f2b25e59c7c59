import { record } from '../audit/record.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findCommunity } from '../organisation/queries.ts'
import { listMembers } from '../people/queries.ts'
import { findKeeper, listKeepers } from './keeper-queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

/** Name a keeper among the team's members and chairs: the chair too is one only when named. */
export async function nameKeeper (trx: Trx, viewer: Viewer, slug: string, personId: string, at: string) {
  const community = await findCommunity(trx, viewer, slug)
  if (community.closed_on) throw new Refusal(`${community.name} is closed. Its keepers stay as they are; you can still end one.`)
  if (!(await listMembers(trx, community)).some(member => member.id === personId)) throw new FieldRefusal('person', 'Choose a member or a chair of this team')
  if ((await listKeepers(trx, community)).some(keeper => keeper.person_id === personId)) throw new FieldRefusal('person', 'This person is a keeper already')
  const keeper = { id: newId(), place_id: community.id, person_id: personId, named_at: at, named_by_name: viewer.name, ended_at: null, ended_by_name: null }
  await trx.insertInto('goal_keeper').values(keeper).execute()
  await record(trx, viewer, 'goal-keeper.named', keeper.id, { personId }, community.id)
}

/** From now on this person reads no child's page of the team. */
export async function endKeeper (trx: Trx, viewer: Viewer, slug: string, id: string, at: string) {
  const community = await findCommunity(trx, viewer, slug)
  const keeper = await findKeeper(trx, community, id)
  await trx.updateTable('goal_keeper').set({ ended_at: at, ended_by_name: viewer.name }).where('id', '=', keeper.id).execute()
  await record(trx, viewer, 'goal-keeper.ended', keeper.id, { personId: keeper.person_id }, community.id)
}
