import { record } from '../audit/record.ts'
import { findSession } from '../sessions/queries.ts'
import { inParts } from '../../db/parts.ts'
import { addDays } from '../../lib/dates.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { canAt, placesFor } from '../../permissions.ts'
import { findBundle, listParts, listTeams } from './queries.ts'
import { bundleLimits, isUnfinished, kindsOf } from './rules.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { BundleInput } from './forms.ts'
import type { BundlePart } from './queries.ts'

const states = { unfinished: ['waiting', 'making'] as const, over: ['ready', 'failed', 'cancelled'] as const }

/** Ask for the documents of every team this person may read. They are made in the background, one after the other. @returns the bundle's id */
export async function askForBundle (trx: Trx, viewer: Viewer, input: BundleInput, now: Date): Promise<string> {
  const session = await findSession(trx, viewer.authorityId, input.session)
  await refuseTooMany(trx, viewer)
  const teams = await listTeams(trx, viewer, session)
  if (teams.length === 0) throw new FieldRefusal('session', 'You have no teams in this session')
  const what = input.what.length > 1 ? 'both' : input.what[0]!
  const places = [...new Set(placesFor(viewer, 'bundle.make'))]
  const at = now.toISOString()
  const bundle = {
    id: newId(), person_id: viewer.id, place_id: places.length === 1 ? places[0]! : viewer.authorityId, session_id: session.id, what, format: input.format, state: 'waiting' as const,
    made_at: at, served_at: '', started_at: null, finished_at: null, cancelled_at: null, reason: null, expires_on: addDays(at.slice(0, 10), bundleLimits.days)
  } as const
  const parts = kindsOf(what).flatMap(kind => teams.map(team => ({ place_id: team.id, what: kind }))).map((part, position) => ({
    ...part, bundle_id: bundle.id, position, state: 'waiting' as const, name: null, size: 0, sha256: null, tries: 0, reason: null, lease_by: null, lease_until: null, done_at: null
  }))
  await trx.insertInto('bundle').values(bundle).execute()
  for (const rows of inParts(parts)) await trx.insertInto('bundle_part').values(rows).execute()
  await record(trx, viewer, 'bundle.asked', bundle.id, { session: session.name, what, format: input.format, documents: parts.length }, bundle.place_id)
  return bundle.id
}

async function refuseTooMany (trx: Trx, viewer: Viewer) {
  // Two requests at once wait for each other here, so that both are counted.
  await trx.updateTable('person').set({ authority_id: viewer.authorityId }).where('id', '=', viewer.id).execute()
  const { n } = await trx.selectFrom('bundle').select(({ fn }) => fn.countAll<number>().as('n')).where('person_id', '=', viewer.id).where('state', 'in', states.unfinished).executeTakeFirstOrThrow()
  if (n >= bundleLimits.unfinished) throw new FieldRefusal('session', `${bundleLimits.unfinished} of your ZIPs are not finished yet. Wait for one, or cancel one`)
}

/** Stop a bundle. What was made of it is thrown away at once, and what is being made is not kept. */
export async function cancelBundle (trx: Trx, viewer: Viewer, id: string, now: Date) {
  const bundle = await findBundle(trx, viewer, id)
  // The bundle's row first: whoever keeps a part of it holds that row too.
  const { numUpdatedRows } = await trx.updateTable('bundle').set({ state: 'cancelled', cancelled_at: now.toISOString(), finished_at: now.toISOString() })
    .where('id', '=', bundle.id).where('state', 'in', states.unfinished).executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('This ZIP is not being made any more.')
  await dropParts(trx, bundle.id)
  await record(trx, viewer, 'bundle.cancelled', bundle.id, {}, bundle.place_id)
}

/** Throw away everything made of a bundle, and make no more of it. */
export async function dropParts (trx: Trx, bundleId: string) {
  await trx.deleteFrom('bundle_part_content').where('bundle_id', '=', bundleId).execute()
  await trx.updateTable('bundle_part').set({ state: 'cancelled', lease_by: null, lease_until: null, size: 0 }).where('bundle_id', '=', bundleId).where('state', 'in', ['waiting', 'done']).execute()
}

/** Make the documents that failed again; those that are there stay. */
export async function tryAgain (trx: Trx, viewer: Viewer, id: string) {
  const bundle = await findBundle(trx, viewer, id)
  await refuseTooMany(trx, viewer)
  const { numUpdatedRows } = await trx.updateTable('bundle').set({ state: 'waiting', finished_at: null })
    .where('id', '=', bundle.id).where('state', '=', 'failed').where('reason', 'is', null).executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('There is nothing here to try again.')
  await trx.updateTable('bundle_part').set({ state: 'waiting', tries: 0, reason: null, lease_by: null, lease_until: null }).where('bundle_id', '=', bundle.id).where('state', '=', 'failed').execute()
  await record(trx, viewer, 'bundle.tried-again', bundle.id, {}, bundle.place_id)
}

/** Throw a bundle away that is no longer being made. */
export async function removeBundle (trx: Trx, viewer: Viewer, id: string) {
  const bundle = await findBundle(trx, viewer, id)
  if (isUnfinished(bundle.state)) throw new Refusal('This ZIP is being made. Cancel it first.')
  await deleteBundles(trx, [bundle.id])
  await record(trx, viewer, 'bundle.removed', bundle.id, {}, bundle.place_id)
}

/** A bundle that can be handed out now, with its parts; this is noted. @throws Refusal while it is not whole, or holds a team that is not this person's any more */
export async function handOut (trx: Trx, viewer: Viewer, id: string) {
  const bundle = await findBundle(trx, viewer, id)
  if (bundle.state !== 'ready') throw new Refusal('This ZIP is not ready. It can be downloaded when all of it is there.')
  const parts: BundlePart[] = await listParts(trx, bundle)
  if (parts.some(part => !canAt(viewer, 'bundle.make', { ...part, id: part.place_id }))) throw new Refusal('Your roles have changed since this ZIP was made, and it holds teams you may not read any more. Make a new one.')
  await record(trx, viewer, 'bundle.downloaded', bundle.id, { documents: parts.filter(part => part.state === 'done').length }, bundle.place_id)
  return { bundle, parts }
}

/** Bundles whose days are over go, with everything in them. */
export async function tidyBundles (db: Db, today: string) {
  await db.transaction().execute(async trx => {
    const old = await trx.selectFrom('bundle').select('id').where('expires_on', '<', today).where('state', 'in', states.over).execute()
    await deleteBundles(trx, old.map(bundle => bundle.id))
  })
}

async function deleteBundles (trx: Trx, ids: string[]) {
  await trx.deleteFrom('bundle_part_content').where('bundle_id', 'in', ids).execute()
  await trx.deleteFrom('bundle_part').where('bundle_id', 'in', ids).execute()
  await trx.deleteFrom('bundle').where('id', 'in', ids).execute()
}
