import { createHash } from 'node:crypto'
import { inParts } from '../../db/parts.ts'
import { addDays } from '../../lib/dates.ts'
import { dropParts } from './changes.ts'
import { bundleLimits } from './rules.ts'
import type { Db, Trx } from '../../db/types.ts'

/** A multiple of three, so that the base64 of the pieces put together is the base64 of the whole. */
const pieceBytes = 255 * 1024
const unfinished = ['waiting', 'making'] as const

/** What became of a part: a file, nothing to print, or why it failed and whether it may be tried again. */
export type Outcome = { state: 'done', name: string, bytes: Buffer } | { state: 'none' } | { state: 'failed', reason: string, again: boolean }
type Key = Pick<TakenPart, 'bundle_id' | 'position'>

/** The part whose turn it is: of the bundle that has waited longest since its last turn, the first that nobody makes. */
const nextPart = (db: Db, now: string) => db.selectFrom('bundle_part').innerJoin('bundle', 'bundle.id', 'bundle_part.bundle_id')
  .innerJoin('place', 'place.id', 'bundle_part.place_id').innerJoin('session', 'session.id', 'bundle.session_id')
  .select([
    'bundle_part.bundle_id', 'bundle_part.position', 'bundle_part.what', 'bundle_part.tries', 'bundle.format', 'bundle.person_id', 'session.name as session',
    'place.id as place_id', 'place.slug', 'place.area_id', 'place.authority_id'
  ])
  .where('bundle.state', 'in', unfinished).where('bundle_part.state', '=', 'waiting')
  .where(where => where.or([where('bundle_part.lease_until', 'is', null), where('bundle_part.lease_until', '<=', now)]))
  .orderBy('bundle.served_at').orderBy('bundle.id').orderBy('bundle_part.position').limit(1).executeTakeFirst()
export type TakenPart = NonNullable<Awaited<ReturnType<typeof nextPart>>>

/**
 * Take the next part for oneself until a moment. Somebody else, in this process or another, may be quicker: then the one after it.
 * A try counts from here, so that a part that ends the process does not do so for ever. @returns null when nothing waits
 */
export async function takePart (db: Db, by: string, now: string, until: string): Promise<TakenPart | null> {
  for (;;) {
    const part = await nextPart(db, now)
    if (!part) return null
    const isMine = await db.transaction().execute(async trx => {
      const bundle = await trx.updateTable('bundle').set(({ fn, val }) => ({ state: 'making', served_at: now, started_at: fn.coalesce('started_at', val(now)) }))
        .where('id', '=', part.bundle_id).where('state', 'in', unfinished).executeTakeFirst()
      if (bundle.numUpdatedRows === 0n) return false
      const taken = await trx.updateTable('bundle_part').set({ lease_by: by, lease_until: until, tries: part.tries + 1 })
        .where('bundle_id', '=', part.bundle_id).where('position', '=', part.position).where('state', '=', 'waiting')
        .where(where => where.or([where('lease_until', 'is', null), where('lease_until', '<=', now)])).executeTakeFirst()
      return taken.numUpdatedRows === 1n
    })
    if (isMine) return { ...part, tries: part.tries + 1 }
  }
}

/** Go on with what is at hand, and with nothing else: a part whose end could not be written is free again when its lease is over. */
export async function renewLeases (db: Db, by: string, atHand: Key[], until: string) {
  await db.updateTable('bundle_part').set({ lease_until: until }).where('lease_by', '=', by).where('state', '=', 'waiting')
    .where(({ or, and, eb }) => or(atHand.map(part => and([eb('bundle_id', '=', part.bundle_id), eb('position', '=', part.position)])))).execute()
}

/** Leave what is at hand to others; the try does not count. */
export async function giveBack (db: Db, by: string) {
  await db.updateTable('bundle_part').set(eb => ({ lease_by: null, lease_until: null, tries: eb('tries', '-', 1) })).where('lease_by', '=', by).where('state', '=', 'waiting').execute()
}

/**
 * Keep what became of a part, if it is still this worker's and wanted: after a cancellation, or when somebody else took it over, it is
 * dropped. The last part finishes the bundle. @returns whether it was kept
 */
export async function settlePart (trx: Trx, by: string, part: Key & { tries: number }, outcome: Outcome, now: Date, retryMs: number): Promise<boolean> {
  const isWanted = await trx.updateTable('bundle').set({ state: 'making' }).where('id', '=', part.bundle_id).where('state', '=', 'making').executeTakeFirst()
  if (isWanted.numUpdatedRows === 0n) return false
  const isAgain = outcome.state === 'failed' && outcome.again && part.tries < bundleLimits.tries
  const { numUpdatedRows } = await trx.updateTable('bundle_part').set({
    ...isAgain ? { lease_until: new Date(now.getTime() + retryMs * part.tries).toISOString() } : { state: outcome.state, lease_until: null, done_at: now.toISOString() },
    ...outcome.state === 'done' ? { name: outcome.name, size: outcome.bytes.length, sha256: createHash('sha256').update(outcome.bytes).digest('hex') } : {},
    reason: outcome.state === 'failed' ? outcome.reason : null,
    lease_by: null
  }).where('bundle_id', '=', part.bundle_id).where('position', '=', part.position).where('lease_by', '=', by).where('state', '=', 'waiting').executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  if (outcome.state === 'done') for (const rows of inParts(piecesOf(part, outcome.bytes))) await trx.insertInto('bundle_part_content').values(rows).execute()
  await finishBundle(trx, part.bundle_id, now)
  return true
}

function piecesOf ({ bundle_id: bundleId, position }: Key, bytes: Buffer) {
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_none, piece) => ({
    bundle_id: bundleId, position, piece, content: bytes.toString('base64', piece * pieceBytes, (piece + 1) * pieceBytes)
  }))
}

async function finishBundle (trx: Trx, id: string, now: Date) {
  const states = await trx.selectFrom('bundle_part').select('state').distinct().where('bundle_id', '=', id).execute()
  if (states.some(({ state }) => state === 'waiting')) return
  const state = states.some(({ state }) => state === 'failed') ? 'failed' : 'ready'
  await trx.updateTable('bundle').set({ state, ...over(now) }).where('id', '=', id).execute()
}

const over = (now: Date) => ({ finished_at: now.toISOString(), expires_on: addDays(now.toISOString().slice(0, 10), bundleLimits.days) })

/** End a bundle whose person may not have it any more. Nothing of it stays. */
export async function stopBundle (trx: Trx, id: string, reason: string, now: Date) {
  const { numUpdatedRows } = await trx.updateTable('bundle').set({ state: 'failed', reason, ...over(now) }).where('id', '=', id).where('state', 'in', unfinished).executeTakeFirst()
  if (numUpdatedRows > 0n) await dropParts(trx, id)
}
