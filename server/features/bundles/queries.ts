import { listCommunities } from '../organisation/queries.ts'
import { NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { Progress } from './rules.ts'
import type { BundleTables } from './tables.ts'

export type Bundle = Selectable<BundleTables['bundle']> & { place: string, session: string }
export type BundlePart = Selectable<BundleTables['bundle_part']> & { team: string, area_id: string | null, authority_id: string }
export interface BundleShown { bundle: Bundle, progress: Progress }

const bundles = (db: Db) => db.selectFrom('bundle').innerJoin('place', 'place.id', 'bundle.place_id').innerJoin('session', 'session.id', 'bundle.session_id')
  .selectAll('bundle').select(['place.name as place', 'session.name as session'])

/** One's own bundle. Anybody else's is not there. @throws NotFound */
export async function findBundle (db: Db, viewer: Viewer, id: string): Promise<Bundle> {
  const bundle = await bundles(db).where('bundle.id', '=', id).where('bundle.person_id', '=', viewer.id).executeTakeFirst()
  if (!bundle) throw new NotFound()
  return bundle
}

/** One's own bundles with how far each has come, the newest first. */
export async function listBundles (db: Db, viewer: Viewer): Promise<BundleShown[]> {
  return withProgress(db, await bundles(db).where('bundle.person_id', '=', viewer.id).orderBy('bundle.id', 'desc').execute())
}

/** How far bundles have come, in two queries. */
export async function withProgress (db: Db, found: Bundle[]): Promise<BundleShown[]> {
  const ids = found.map(bundle => bundle.id)
  const counts = await db.selectFrom('bundle_part').select(({ fn }) => ['bundle_id', 'state', fn.countAll<number>().as('n'), fn.sum<number>('size').as('size')])
    .where('bundle_id', 'in', ids).groupBy(['bundle_id', 'state']).execute()
  const failed = await db.selectFrom('bundle_part').innerJoin('place', 'place.id', 'bundle_part.place_id')
    .select(['bundle_part.bundle_id', 'place.name as team', 'bundle_part.what', 'bundle_part.reason'])
    .where('bundle_part.bundle_id', 'in', ids).where('bundle_part.state', '=', 'failed').orderBy('bundle_part.position').execute()
  return found.map(bundle => {
    const own = counts.filter(row => row.bundle_id === bundle.id)
    const sum = (of: (row: typeof own[number]) => number) => own.reduce((total, row) => total + of(row), 0)
    return {
      bundle,
      progress: {
        total: sum(row => row.n),
        finished: sum(row => row.state === 'waiting' || row.state === 'cancelled' ? 0 : row.n),
        made: sum(row => row.state === 'done' ? row.n : 0),
        size: sum(row => Number(row.size ?? 0)),
        failed: failed.filter(row => row.bundle_id === bundle.id).map(({ team, what, reason }) => ({ team, what, reason: reason ?? '' }))
      }
    }
  })
}

/** The documents of a bundle in their order, with their teams; without their content. */
export async function listParts (db: Db, bundle: { id: string }): Promise<BundlePart[]> {
  return db.selectFrom('bundle_part').innerJoin('place', 'place.id', 'bundle_part.place_id').selectAll('bundle_part')
    .select(['place.name as team', 'place.area_id', 'place.authority_id']).where('bundle_part.bundle_id', '=', bundle.id).orderBy('bundle_part.position').execute()
}

/** The bytes of one document. @throws Error when it was removed meanwhile */
export async function contentOf (db: Db, part: { bundle_id: string, position: number }): Promise<Buffer> {
  const pieces = await db.selectFrom('bundle_part_content').select('content').where('bundle_id', '=', part.bundle_id).where('position', '=', part.position).orderBy('piece').execute()
  if (pieces.length === 0) throw new Error(`bundle ${part.bundle_id} has lost the content of part ${part.position}`)
  return Buffer.concat(pieces.map(({ content }) => Buffer.from(content, 'base64')))
}

/** The teams whose documents this person may have together, by name: those that were there in the session. */
export async function listTeams (db: Db, viewer: Viewer, session: Pick<Session, 'starts_on' | 'authority_id'>): Promise<Place[]> {
  return (await listCommunities(db, viewer))
    .filter(team => team.authority_id === session.authority_id && canAt(viewer, 'bundle.make', team) && (team.closed_on === null || team.closed_on >= session.starts_on))
}
