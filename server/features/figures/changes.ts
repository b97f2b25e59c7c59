import { record } from '../audit/record.ts'
import { listPlaces } from '../organisation/queries.ts'
import { Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findLotSecret, lots } from './lots.ts'
import { all, protect } from './protection-rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Cell, CountSet, FigureRow, Period, TreePlace } from './counts.ts'
import type { Subject } from './tables.ts'

export interface Releasing { subject: Subject, period: Period, threshold: number, sets: CountSet[] }
/** Who releases: a person, or the clock, which is nobody. */
export type Releaser = Pick<Viewer, 'id' | 'name' | 'authorityId'>

/** Protect what a subject counted and keep it: from now on these are the figures, everywhere. @returns the id of the release */
export async function saveRelease (trx: Trx, by: Releaser, { subject, period, threshold, sets }: Releasing, at: string, byItself = false): Promise<string> {
  const { authorityId } = by
  const before = await trx.selectFrom('figure_release').select('covers_to').where('authority_id', '=', authorityId).where('subject', '=', subject).orderBy('covers_to', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (before && before.covers_to >= period.to) throw new Refusal('These figures have been released already. What came in later is counted in the next release.')
  const release = {
    id: newId(), authority_id: authorityId, subject, threshold, covers_from: period.from, covers_to: period.to, released_at: at, released_by_name: byItself ? null : by.name
  }
  await trx.insertInto('figure_release').values(release).execute()
  const named = tablesOf(sets).map(({ code, name, addsUp, rows, columns }, position) => ({
    release_id: release.id, figure_table: code, position, name, adds_up: addsUp ? 1 : 0, row_names: JSON.stringify(rows), column_names: JSON.stringify(columns)
  }))
  const cells = (await protectedCells(trx, authorityId, { subject, period, threshold, sets })).map(({ place, table, row, column, value }) => ({
    id: newId(), release_id: release.id, place_id: place, figure_table: table, row_code: row, column_code: column, value
  }))
  for (const rows of inParts(named)) await trx.insertInto('released_table').values(rows).execute()
  for (const rows of inParts(cells)) await trx.insertInto('released_figure').values(rows).execute()
  await record(trx, by, 'figures.released', release.id, { subject, from: period.from, to: period.to, threshold, suppressed: cells.filter(cell => cell.value === null).length, shown: cells.filter(cell => cell.value !== null).length }, authorityId)
  return release.id
}

/** The cells as they will be released: the preview of a release and the release itself draw the same lots. */
export async function protectedCells (trx: Trx, authorityId: string, { subject, period, threshold, sets }: Releasing): Promise<Cell[]> {
  const chance = lots(await findLotSecret(trx, authorityId), `${subject} ${period.to} ${threshold}`)
  return protect(treeOf(await listPlaces(trx, authorityId)), sets, { threshold, chance })
}

/** The organisation as the protection needs it. */
export const treeOf = (places: { id: string, kind: string, authority_id: string, area_id: string | null }[]): TreePlace[] =>
  places.map(({ id, kind, authority_id: authority, area_id: area }) => ({ id, parent: kind === 'authority' ? null : kind === 'area' ? authority : area }))

/** The published tables of the sets, each with its rows and columns. */
export function tablesOf (sets: CountSet[]): { code: string, name: string, addsUp: boolean, rows: FigureRow[], columns: FigureRow[] }[] {
  const total = { code: all, name: 'All' }
  return sets.flatMap(set => [
    { code: set.code, name: set.name, addsUp: true, rows: [total], columns: [total] },
    ...set.tables.map(({ code, name, partition, rows }) => ({ code: `${set.code}.${code}`, name, addsUp: partition, rows, columns: [total] })),
    ...(set.crossings ?? []).map(({ code, name, rows, columns }) => {
      const of = (table: string) => set.tables.find(one => one.code === table)?.rows ?? []
      return { code: `${set.code}.${code}`, name, addsUp: true, rows: of(rows), columns: of(columns) }
    })
  ])
}

/** So many rows at a time as both databases take. */
function inParts<Row> (rows: Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / 1000) }, (_, part) => rows.slice(part * 1000, part * 1000 + 1000))
}
