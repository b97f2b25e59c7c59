import { compareVersions } from '../frameworks/versions.ts'
import { listIndicatorsJudged } from './queries.ts'
import { cellOf } from './comparison-rules.ts'
import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { ComparedIndicator } from './comparison-rules.ts'
import type { EvaluationFound, Judgement } from './queries.ts'

/** How many sessions stand side by side. */
const sessionsCompared = 5

/** The sessions up to this one that can be compared, the oldest first, with what the team judged in each. Two queries. */
export async function readSessions (db: Db, { community, session }: Pick<EvaluationFound, 'community' | 'session'>): Promise<{ session: Session, judgements: Judgement[] }[]> {
  const sessions = await db.selectFrom('session').selectAll().where('authority_id', '=', session.authority_id).where('name', '<=', session.name).orderBy('name', 'desc').limit(sessionsCompared).execute()
  const rows = await db.selectFrom('judgement').innerJoin('self_evaluation', 'self_evaluation.id', 'judgement.self_evaluation_id').selectAll('judgement').select('self_evaluation.session_id')
    .where('self_evaluation.community_id', '=', community.id).where('self_evaluation.session_id', 'in', sessions.map(one => one.id)).execute()
  return sessions.reverse().map(one => ({ session: one, judgements: rows.filter(row => row.session_id === one.id) }))
}

/** Each indicator of this session with its level in every session before, followed through renamed codes. */
export async function compareSessions (db: Db, library: Library, found: EvaluationFound): Promise<{ sessions: Session[], rows: ComparedIndicator[] }> {
  const all = await readSessions(db, found)
  const codes = (await listIndicatorsJudged(db, found)).map(judgement => judgement.indicator_code)
  const versionOf = (of: Session) => ({ id: of.framework_id, version: of.framework_version })
  const columns = all.map(({ session, judgements }) => ({ session, judgements, scale: library.selfEvaluation(session.framework_id, session.framework_version).scale, ...compareVersions(library, versionOf(session), versionOf(found.session)) }))
  return {
    sessions: all.map(({ session }) => session),
    rows: codes.map(code => ({
      code,
      title: library.indicator(found.session.framework_id, found.session.framework_version, code).title,
      cells: columns.map(({ session, judgements, scale, codes: changes, sameScale }) => {
        const change = changes.find(({ to }) => to === code)
        const judgement = judgements.find(row => row.indicator_code === (change?.from ?? '')) ?? null
        return cellOf(session.name, judgement, scale, { notCompared: change?.kind === 'not-comparable' ? change.reason ?? 'The framework says so' : null, sameScale })
      })
    }))
  }
}
