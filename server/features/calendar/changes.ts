import { record } from '../audit/record.ts'
import { findCommunity } from '../organisation/queries.ts'
import { FieldRefusal, NotFound } from '../../lib/errors.ts'
import { hashSecret, newId, newSecret } from '../../lib/ids.ts'
import { listFeeds } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

const mostAddresses = 10

/** Make an address for calendar programs. @param slug the team to show, or null for the person's own work. @returns its secret, which is kept nowhere */
export async function makeFeed (trx: Trx, viewer: Viewer, slug: string | null, at: string) {
  const place = slug === null ? null : await findCommunity(trx, viewer, slug)
  if ((await listFeeds(trx, viewer)).length >= mostAddresses) throw new FieldRefusal('shows', `You have ${mostAddresses} addresses. Stop one first`)
  const secret = newSecret()
  const feed = { id: newId(), person_id: viewer.id, place_id: place?.id ?? null, token_hash: hashSecret(secret), made_at: at, revoked_at: null, last_used_on: null }
  await trx.insertInto('calendar_feed').values(feed).execute()
  await record(trx, viewer, 'calendar.address-made', feed.id, {}, feed.place_id)
  return { feed, secret, team: place?.name ?? null }
}

/** Stop one's own address at once; a second time changes nothing. */
export async function stopFeed (trx: Trx, viewer: Viewer, feedId: string, at: string) {
  const feed = await trx.selectFrom('calendar_feed').selectAll().where('id', '=', feedId).where('person_id', '=', viewer.id).executeTakeFirst()
  if (!feed) throw new NotFound()
  if (feed.revoked_at) return
  await trx.updateTable('calendar_feed').set({ revoked_at: at }).where('id', '=', feed.id).execute()
  await record(trx, viewer, 'calendar.address-stopped', feed.id, {}, feed.place_id)
}

/** Remember the day an address was last asked for, so that its person sees which ones nobody needs. */
export async function noteUse (trx: Trx, feed: { id: string }, day: string) {
  await trx.updateTable('calendar_feed').set({ last_used_on: day }).where('id', '=', feed.id).execute()
}
