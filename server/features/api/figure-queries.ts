import type { Db } from '../../db/types.ts'
import type { FigureRow as NamedRow } from '../figures/counts.ts'
import type { Subject } from '../figures/tables.ts'
import type { TokenHeld } from '../../web/access.ts'
import type { FigureOut } from './schemas.ts'
import type { Window } from './team-queries.ts'

/** Released cells of the token's place and of what is below it, as they stand: protected when they were released. */
export async function listFigureRows (db: Db, token: TokenHeld, subject: Subject | undefined, { after, limit }: Window): Promise<FigureOut[]> {
  const { id } = token.place
  const rows = await db.selectFrom('released_figure as figure').innerJoin('figure_release as release', 'release.id', 'figure.release_id').innerJoin('place', 'place.id', 'figure.place_id')
    .innerJoin('released_table as named', join => join.onRef('named.release_id', '=', 'figure.release_id').onRef('named.figure_table', '=', 'figure.figure_table'))
    .select(['figure.id', 'figure.figure_table', 'figure.row_code', 'figure.column_code', 'figure.value', 'release.subject', 'release.covers_from', 'release.covers_to', 'release.threshold', 'release.released_at',
      'place.slug', 'place.name as place_name', 'place.kind', 'named.name as table_name', 'named.row_names', 'named.column_names'])
    .where('release.authority_id', '=', token.authorityId)
    .where(where => where.or([where('place.id', '=', id), where('place.area_id', '=', id), where('place.authority_id', '=', id)]))
    .$if(subject !== undefined, query => query.where('release.subject', '=', subject!))
    .where('figure.id', '>', after).orderBy('figure.id').limit(limit + 1).execute()
  return rows.map(row => ({
    id: row.id, subject: row.subject, from: row.covers_from, to: row.covers_to, place: row.slug, place_name: row.place_name, place_kind: row.kind,
    table: row.figure_table, table_name: row.table_name, row: row.row_code, row_name: nameIn(row.row_names, row.row_code), column: row.column_code, column_name: nameIn(row.column_names, row.column_code),
    value: row.value, suppressed: row.value === null, threshold: row.threshold, released_on: row.released_at.slice(0, 10)
  }))
}

const nameIn = (names: string, code: string): string => (JSON.parse(names) as NamedRow[]).find(name => name.code === code)?.name ?? code
