import { Forbidden, NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import { canAt, placesFor } from '../../permissions.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { FigureRow } from './counts.ts'
import type { Subject } from './tables.ts'

export interface Release { id: string, subject: Subject, threshold: number, from: string, to: string, releasedAt: string, releasedBy: string | null }
/** A table of a release with the cells of the places asked for. A value of null is suppressed; the code of a total is 'all'. */
export interface ReleasedTable {
  release: Release, code: string, name: string, addsUp: boolean, rows: FigureRow[], columns: FigureRow[]
  cells: { place: string, row: string, column: string, value: number | null }[]
}

/** What an authority has released, the latest first. */
export async function listReleases (db: Db, authorityId: string, subject?: Subject): Promise<Release[]> {
  const rows = await db.selectFrom('figure_release').selectAll().where('authority_id', '=', authorityId)
    .$if(subject !== undefined, query => query.where('subject', '=', subject!)).orderBy('covers_to', 'desc').orderBy('id', 'desc').execute()
  return rows.map(row => ({ id: row.id, subject: row.subject, threshold: row.threshold, from: row.covers_from, to: row.covers_to, releasedAt: row.released_at, releasedBy: row.released_by_name }))
}

/** What was released of these places, protected as it was then: the only figures that pages, charts, exports and the API know. */
export async function listReleased (db: Db, releases: Release[], placeIds: string[]): Promise<ReleasedTable[]> {
  const ids = releases.map(release => release.id)
  const tables = await db.selectFrom('released_table').selectAll().where('release_id', 'in', ids).orderBy('position').execute()
  const cells = await db.selectFrom('released_figure').selectAll().where('release_id', 'in', ids).where('place_id', 'in', placeIds).execute()
  const byTable = Map.groupBy(cells, cell => `${cell.release_id} ${cell.figure_table}`)
  return releases.flatMap(release => tables.filter(table => table.release_id === release.id).map(table => ({
    release, code: table.figure_table, name: table.name, addsUp: table.adds_up === 1,
    rows: JSON.parse(table.row_names) as FigureRow[], columns: JSON.parse(table.column_names) as FigureRow[],
    cells: (byTable.get(`${release.id} ${table.figure_table}`) ?? []).map(({ place_id: place, row_code: row, column_code: column, value }) => ({ place, row, column, value }))
  })))
}

/** A place whose figures this person may see. Not theirs: NotFound. */
export async function findFiguresPlace (db: Db, viewer: Viewer, slug: string): Promise<Place> {
  const place = await db.selectFrom('place').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (!place || !canAt(viewer, 'figures.view', place)) throw new NotFound()
  if (!canAt(viewer, viewer.asking, place)) throw new Forbidden()
  return place
}

/** The places right below one, by name. */
export async function listPlacesBelow (db: Db, place: Place): Promise<Place[]> {
  if (place.kind === 'community') return []
  const query = db.selectFrom('place').selectAll()
  const rows = place.kind === 'authority'
    ? await query.where('authority_id', '=', place.id).where('kind', '=', 'area').execute()
    : await query.where('area_id', '=', place.id).where('kind', '=', 'community').execute()
  return rows.sort(byName(row => row.name))
}

/** The open places whose figures this person may see, by name. */
export async function listFiguresPlaces (db: Db, viewer: Viewer): Promise<Place[]> {
  const places = placesFor(viewer, 'figures.view')
  const rows = await db.selectFrom('place').selectAll().where('authority_id', '=', viewer.authorityId).where('closed_on', 'is', null)
    .where(where => where.or([where('id', 'in', places), where('area_id', 'in', places), where('authority_id', 'in', places)])).execute()
  return rows.sort(byName(row => row.name))
}
