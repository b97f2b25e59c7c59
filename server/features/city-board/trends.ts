import { countEvidenceOfTeams } from '../evidence/queries.ts'
import { listSessions } from '../sessions/queries.ts'
import { readStanding } from './queries.ts'
import { boardRows, countTrend } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Trend } from './pages.ts'
import type { Board } from './queries.ts'

/** How the board's teams stood in its session and those before it, the newest first. What it costs follows the sessions asked for, not all there are. */
export async function listTrends (db: Db, { session, teams, recommendations }: Board, today: string, sessions: number): Promise<Trend[]> {
  const shown = (await listSessions(db, session.authority_id)).filter(one => one.name <= session.name).slice(0, sessions)
  const ids = teams.map(team => team.id)
  return Promise.all(shown.map(async one => {
    const rows = boardRows(await readStanding(db, ids, one), teams, [], recommendations.map(row => row.code), undefined, today)
    const evidence = await countEvidenceOfTeams(db, ids, one)
    const having = (kept: typeof evidence) => new Set(kept.map(row => row.community_id)).size
    return { session: one, teams: teams.length, counts: countTrend(rows, { outcomes: having(evidence.filter(row => row.about === 'outcome')), views: having(evidence.filter(row => row.strand === 'views')) }) }
  }))
}
