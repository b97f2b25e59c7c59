import { compiled } from '../../db/compiled.ts'
import { Forbidden, NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import { canAt, placesFor } from '../../permissions.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { OrganisationTables } from './tables.ts'

export type Place = Selectable<OrganisationTables['place']>

const communityRows = compiled((db, { slug }: { slug: string }) => db.selectFrom('place').selectAll().where('slug', '=', slug).where('kind', '=', 'community'))

/**
 * A learning community, found through its viewer. Not theirs: NotFound. Theirs, but this request's permission is not
 * given to their role there: Forbidden.
 */
export async function findCommunity (db: Db, viewer: Viewer, slug: string): Promise<Place> {
  const [place] = await communityRows(db, { slug })
  if (!place || !canAt(viewer, 'team.view', place)) throw new NotFound()
  if (!canAt(viewer, viewer.asking, place)) throw new Forbidden()
  return place
}

/** An area, found through its viewer. Not theirs: NotFound. */
export async function findArea (db: Db, viewer: Viewer, slug: string): Promise<Place> {
  const place = await db.selectFrom('place').selectAll().where('slug', '=', slug).where('kind', '=', 'area').executeTakeFirst()
  if (!place || !canAt(viewer, 'area.view', place)) throw new NotFound()
  if (!canAt(viewer, viewer.asking, place)) throw new Forbidden()
  return place
}

/** The areas a person may look after, by name. */
export async function listAreas (db: Db, viewer: Viewer): Promise<Place[]> {
  const places = placesFor(viewer, 'area.view')
  const rows = await db.selectFrom('place').selectAll().where('kind', '=', 'area').where('closed_on', 'is', null)
    .where(where => where.or([where('id', 'in', places), where('authority_id', 'in', places)])).execute()
  return rows.sort(byName(row => row.name))
}

/** The learning communities whose work this person may read, by name. */
export async function listCommunities (db: Db, viewer: Viewer): Promise<Place[]> {
  const places = placesFor(viewer, 'team.view')
  const rows = await db.selectFrom('place').selectAll()
    .where('kind', '=', 'community')
    .where(where => where.or([where('id', 'in', places), where('area_id', 'in', places), where('authority_id', 'in', places)]))
    .execute()
  return rows.sort(byName(row => row.name))
}

/** The open teams at which this person may do what the request asks, by name. */
export async function listTeamsOf (db: Db, viewer: Viewer): Promise<Pick<Place, 'id' | 'name' | 'slug' | 'area_id'>[]> {
  const places = placesFor(viewer, viewer.asking)
  const rows = await db.selectFrom('place').select(['id', 'name', 'slug', 'area_id']).where('kind', '=', 'community').where('closed_on', 'is', null).where('authority_id', '=', viewer.authorityId)
    .where(where => where.or([where('id', 'in', places), where('area_id', 'in', places), where('authority_id', 'in', places)])).execute()
  return rows.sort(byName(row => row.name))
}

/** An authority's whole tree: itself, its areas and its communities, closed ones too, by name. */
export async function listPlaces (db: Db, authorityId: string): Promise<Place[]> {
  const rows = await db.selectFrom('place').selectAll().where('authority_id', '=', authorityId).execute()
  return rows.sort(byName(row => row.name))
}

/** One place of an authority. @throws NotFound for any other */
export async function findPlace (db: Db, authorityId: string, placeId: string): Promise<Place> {
  const place = await db.selectFrom('place').selectAll().where('id', '=', placeId).where('authority_id', '=', authorityId).executeTakeFirst()
  if (!place) throw new NotFound()
  return place
}

/** What a place was called before, the latest first. */
export async function listFormerNames (db: Db, place: Place) {
  return db.selectFrom('place_name').select(['name', 'until_on']).where('place_id', '=', place.id).orderBy('id', 'desc').execute()
}

/** The authority that the place with this slug belongs to. @throws Error naming the slug */
export async function findAuthority (db: Db, slug: string): Promise<{ id: string }> {
  const place = await db.selectFrom('place').select('authority_id').where('slug', '=', slug).executeTakeFirst()
  if (!place) throw new Error(`There is no place with the slug "${slug}".`)
  return { id: place.authority_id }
}
