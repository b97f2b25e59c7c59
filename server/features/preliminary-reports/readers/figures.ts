import { longDate } from '../../../lib/dates.ts'
import { all } from '../../figures/protection-rules.ts'
import { listReleased, listReleases } from '../../figures/queries.ts'
import { figureWords, suppressionNote, suppressedWord } from '../../figures/words-rules.ts'
import { keyOf, pagesOf, perPage } from './reader.ts'
import type { Db } from '../../../db/types.ts'
import type { ReleasedTable } from '../../figures/queries.ts'
import type { Reader, Scope, Source } from './reader.ts'

/** Figures of the log, goals and views as they were released, suppressed where they were: one table of one place is one source. */
export const figures: Reader = {
  kind: 'figures',
  name: 'Released figures',
  async list (db, scope, { team, page }) {
    const from = scope.sessions.map(session => session.starts_on).sort()[0] ?? ''
    const releases = (await listReleases(db, scope.authorityId)).filter(release => release.to >= from)
    const all = await tablesOf(db, scope, releases, team ? [team] : [scope.authority?.id ?? scope.teams[0]!.id])
    return { sources: all.slice((page - 1) * perPage, page * perPage), pages: pagesOf(all.length) }
  },
  async find (db, scope, wanted) {
    const keys = new Set(wanted.map(keyOf))
    const releases = (await listReleases(db, scope.authorityId)).filter(({ id }) => wanted.some(ref => ref.id === id))
    return (await tablesOf(db, scope, releases, [...new Set(wanted.map(({ part }) => part.split('/')[0]!))])).filter(source => keys.has(keyOf(source)))
  }
}

/** Only of places that the visit is about; tables with one column, because crossed ones cannot be read as a sentence. */
async function tablesOf (db: Db, { teams, authority }: Scope, releases: Parameters<typeof listReleased>[1], placeIds: string[]): Promise<Source[]> {
  const places = new Map([...teams, ...authority ? [authority] : []].filter(({ id }) => placeIds.includes(id)).map(place => [place.id, place.name]))
  const tables = (await listReleased(db, releases, [...places.keys()])).filter(table => table.columns.length === 1)
  return tables.flatMap(table => [...places].filter(([id]) => table.cells.some(cell => cell.place === id)).map(([id, name]) => sourceOf(table, id, name)))
}

function sourceOf (table: ReleasedTable, placeId: string, place: string): Source {
  const { release } = table
  const values = new Map(table.cells.filter(cell => cell.place === placeId).map(cell => [cell.row, cell.value]))
  const rows = table.rows.filter(row => values.has(row.code))
  const only = rows.length === 1 && rows[0]!.code === all
  const numbers = only ? figureWords(values.get(all)!) : rows.map(row => `${row.name}: ${figureWords(values.get(row.code)!)}`).join('; ')
  return {
    id: release.id,
    part: `${placeId}/${table.code}`,
    text: `${table.name}, ${longDate(release.from)} to ${longDate(release.to)}: ${numbers}.${numbers.includes(suppressedWord) ? ` ${suppressionNote(release.threshold)}` : ''}`,
    state: null,
    about: `released figures, ${release.subject}, released on ${longDate(release.releasedAt)}`,
    place,
    session: '',
    suggested: 'know'
  }
}
