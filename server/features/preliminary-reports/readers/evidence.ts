import { longDate } from '../../../lib/dates.ts'
import { strands } from '../../evidence/rules.ts'
import { idsOf, pagesOf, perPage, teamIds } from './reader.ts'
import type { Db } from '../../../db/types.ts'
import type { EvidenceTables } from '../../evidence/tables.ts'
import type { Filters, Reader, Scope, Source } from './reader.ts'

/** What the pieces in the teams' evidence registers show. */
export const evidence: Reader = {
  kind: 'evidence',
  name: 'Evidence',
  async list (db, scope, filters) {
    const { total } = await current(db, scope, filters).select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await current(db, scope, filters).selectAll('evidence').select('place.name as place').orderBy('place.name').orderBy('evidence.covers_to', 'desc').orderBy('evidence.id')
      .limit(perPage).offset((filters.page - 1) * perPage).execute()
    return { sources: rows.map(sourceOf), pages: pagesOf(total) }
  },
  async find (db, scope, wanted) {
    const rows = await pieces(db, teamIds(scope, { team: null })).where('evidence.id', 'in', idsOf(wanted)).selectAll('evidence').select('place.name as place').execute()
    return rows.map(sourceOf)
  }
}

const pieces = (db: Db, teams: string[]) => db.selectFrom('evidence').innerJoin('place', 'place.id', 'evidence.community_id').where('evidence.community_id', 'in', teams)

/** What was not withdrawn and covers a day of the sessions. */
const current = (db: Db, scope: Scope, filters: Filters) => pieces(db, teamIds(scope, filters)).where('evidence.withdrawn_at', 'is', null)
  .where('evidence.covers_to', '>=', scope.sessions.map(session => session.starts_on).sort()[0] ?? '').where('evidence.covers_from', '<=', scope.sessions.map(session => session.ends_on).sort().at(-1) ?? '')
  .$if(filters.indicator !== null, query => query.where(({ exists, selectFrom }) => exists(selectFrom('evidence_link').select('evidence_link.id')
    .whereRef('evidence_link.evidence_id', '=', 'evidence.id').where('evidence_link.kind', '=', 'indicator').where('evidence_link.code', '=', filters.indicator))))

type Row = Pick<EvidenceTables['evidence'], 'id' | 'title' | 'strand' | 'shows' | 'source' | 'covers_from' | 'covers_to' | 'withdrawn_at' | 'withdrawn_because'> & { place: string }
const sourceOf = (row: Row): Source => ({
  id: row.id,
  part: 'shows',
  text: row.withdrawn_at ? null : row.shows,
  state: row.withdrawn_at ? `The evidence was withdrawn: ${row.withdrawn_because ?? 'no reason is given'}` : null,
  about: `evidence, ${row.title} (${row.source}; ${strands[row.strand].name.toLowerCase()}; ${longDate(row.covers_from)} to ${longDate(row.covers_to)})`,
  place: row.place,
  session: '',
  suggested: 'know'
})
