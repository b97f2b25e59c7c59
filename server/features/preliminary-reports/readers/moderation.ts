import { sessionLabel } from '../../../lib/dates.ts'
import { levelWords } from '../../evaluations/rules.ts'
import { idsOf, pagesOf, perPage, teamIds } from './reader.ts'
import type { Db } from '../../../db/types.ts'
import type { LevelState } from '../../evaluations/tables.ts'
import type { Reader, Scope, Source } from './reader.ts'

/** Readings by other teams that the team read has agreed with. */
export const moderation: Reader = {
  kind: 'moderation',
  name: 'Moderation',
  async list (db, scope, filters) {
    const query = () => agreed(db, teamIds(scope, filters)).where('session.id', 'in', scope.sessions.map(session => session.id))
      .$if(filters.indicator !== null, query => query.where('reading.indicator_code', '=', filters.indicator!))
    const { total } = await query().select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await columns(query()).orderBy('read.name').orderBy('reading.indicator_code').orderBy('reading.id').limit(perPage).offset((filters.page - 1) * perPage).execute()
    return { sources: rows.map(row => sourceOf(row, scope)), pages: pagesOf(total) }
  },
  async find (db, scope, wanted) {
    const rows = await columns(agreed(db, teamIds(scope, { team: null }))).where('reading.id', 'in', idsOf(wanted)).execute()
    return rows.map(row => sourceOf(row, scope))
  }
}

const agreed = (db: Db, teams: string[]) => db.selectFrom('moderation_reading as reading').innerJoin('moderation_reply as reply', 'reply.reading_id', 'reading.id').innerJoin('moderation', 'moderation.id', 'reading.moderation_id')
  .innerJoin('self_evaluation', 'self_evaluation.id', 'moderation.self_evaluation_id').innerJoin('session', 'session.id', 'self_evaluation.session_id')
  .innerJoin('place as read', 'read.id', 'moderation.read_id').innerJoin('place as reader', 'reader.id', 'moderation.reader_id')
  .where('moderation.read_id', 'in', teams).where('reply.answer', '=', 'agree')

const columns = (query: ReturnType<typeof agreed>) => query.select(['reading.id', 'reading.indicator_code', 'reading.reasons', 'reply.agreed_level_state', 'reply.agreed_level', 'read.name as place', 'reader.name as reader',
  'session.name as session', 'session.framework_id', 'session.framework_version'])

interface Row { id: string, indicator_code: string, reasons: string, agreed_level_state: LevelState, agreed_level: number | null, place: string, reader: string, session: string, framework_id: string, framework_version: string }
function sourceOf (row: Row, { library }: Scope): Source {
  const level = levelWords({ level_state: row.agreed_level_state, level: row.agreed_level }, library.selfEvaluation(row.framework_id, row.framework_version).scale)
  return {
    id: row.id, part: 'reading', text: `${row.indicator_code}, read by ${row.reader} and agreed: ${level}. ${row.reasons}`, state: null, about: `moderation, ${row.indicator_code}`, place: row.place, session: sessionLabel(row.session), suggested: 'know'
  }
}
