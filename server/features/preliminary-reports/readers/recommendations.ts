import { sessionLabel } from '../../../lib/dates.ts'
import { recommendationsOf } from '../../frameworks/library.ts'
import { listAnswers, listRecommendationActions } from '../../recommendations/queries.ts'
import { answerNames, registerWords } from '../../recommendations/rules.ts'
import { listSessionReports } from '../../sessions/reports.ts'
import { keyOf, pagesOf, perPage, teamIds } from './reader.ts'
import type { Db } from '../../../db/types.ts'
import type { Session } from '../../sessions/queries.ts'
import type { Reader, Scope, Source } from './reader.ts'

/** How the recommendations of the last report were answered, and what teams do about them. */
export const recommendations: Reader = {
  kind: 'recommendation',
  name: 'Recommendations',
  async list (db, scope, { team, page }) {
    const all = await ofSession(db, scope, scope.sessions[0], team)
    return { sources: all.slice((page - 1) * perPage, page * perPage), pages: pagesOf(all.length) }
  },
  async find (db, scope, wanted) {
    const keys = new Set(wanted.map(keyOf))
    const found: Source[] = []
    // At most two sessions.
    for (const session of scope.sessions.filter(session => wanted.some(({ part }) => part === session.id))) found.push(...await ofSession(db, scope, session, null))
    return found.filter(source => keys.has(keyOf(source)))
  }
}

async function ofSession (db: Db, scope: Scope, session: Session | undefined, team: string | null): Promise<Source[]> {
  if (!session) return []
  const reports = await listSessionReports(db, scope.library, session)
  const answers = await listAnswers(db, session, reports)
  const teams = teamIds(scope, { team })
  const actions = await listRecommendationActions(db, session, reports, teams)
  return reports.flatMap(report => recommendationsOf(report).map(({ code, text }) => {
    const answer = answers.find(row => row.framework_id === report.id && row.framework_version === report.version && row.code === code)
    const given = answer ? `${answerNames[answer.answer].toLowerCase()}${answer.reason ? ` (${answer.reason})` : ''}${answer.measure ? `. It is measured by: ${answer.measure}` : ''}` : 'not answered yet'
    return {
      id: `${report.id}/${report.version}/${code}`, part: session.id, state: null, about: `register of recommendations, ${code}`, place: scope.authority?.name ?? scope.teams[0]?.name ?? '', session: sessionLabel(session.name), suggested: 'know' as const,
      text: `${code} ${text} The answer: ${given}. ${registerWords(actions.filter(action => action.code === code), teams.length)}`
    }
  }))
}
