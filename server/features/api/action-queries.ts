import { isOverdue, planStage, standing, statuses } from '../action-plans/rules.ts'
import { listPeopleNames } from './queries.ts'
import { listSessionRecommendations } from '../sessions/reports.ts'
import { changedAt, withoutPeople } from './rules.ts'
import { teamsOf } from './team-queries.ts'
import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { TokenHeld } from '../../web/access.ts'
import type { ActionFilters } from './forms.ts'
import type { ActionOut, RecommendationOut } from './schemas.ts'
import type { Window } from './team-queries.ts'

type Filters = Pick<ActionFilters, 'status'> & { sessionId?: string, since?: string }

/** Actions of the plans of the teams that a token reaches, without the name of anybody. Five queries, however many rows. */
export async function listActionRows (db: Db, token: TokenHeld, filters: Filters, window: Window, today: string): Promise<ActionOut[]> {
  const rows = await selectActions(db, token, filters, window)
  const ids = rows.map(row => row.id)
  const sources = Map.groupBy(await db.selectFrom('action_source').select(['action_id', 'kind', 'code']).where('action_id', 'in', ids).where('code', 'is not', null).orderBy('code').execute(), row => row.action_id)
  const steps = Map.groupBy(await db.selectFrom('plan_step').select(['plan_id', 'kind']).where('plan_id', 'in', [...new Set(rows.map(row => row.plan_id))]).orderBy('at').orderBy('id').execute(), row => row.plan_id)
  const clean = withoutPeople(await listPeopleNames(db, token.authorityId))
  return rows.map(row => {
    const codes = (isRecommendation: boolean) => [...new Set((sources.get(row.id) ?? []).filter(source => (source.kind === 'recommendation') === isRecommendation).map(source => source.code!))]
    return {
      id: row.id, team: row.slug, team_name: row.name, session: row.session, plan_stage: planStage(steps.get(row.plan_id) ?? []), number: row.number, what: clean(row.what),
      difference: clean(row.difference), status: standing(row), status_word: statuses[standing(row)].word, due_on: row.due_on, overdue: isOverdue(row, today), impact: clean(row.impact),
      indicators: codes(false), recommendations: codes(true), measure: clean(row.measure), baseline: clean(row.baseline), target: clean(row.target),
      owner_role: clean(row.owner_role), owner_agency: row.owner_agency, updated_at: changedAt(row)
    }
  })
}

async function selectActions (db: Db, token: TokenHeld, { sessionId, status, since }: Filters, { after, limit }: Window) {
  return teamsOf(db, token).innerJoin('plan', 'plan.place_id', 'place.id').innerJoin('session', 'session.id', 'plan.session_id').innerJoin('action', 'action.plan_id', 'plan.id')
    .leftJoin('person as owner', 'owner.id', 'action.owner_id')
    .select(['action.id', 'action.plan_id', 'action.number', 'action.what', 'action.difference', 'action.status', 'action.stopped_at', 'action.due_on', 'action.impact', 'action.measure',
      'action.baseline', 'action.target', 'action.owner_role', 'action.saved_at', 'owner.agency as owner_agency', 'place.slug', 'place.name', 'session.name as session'])
    .select(({ selectFrom }) => selectFrom('progress_update').select(({ fn }) => fn.max('progress_update.at').as('at')).whereRef('progress_update.action_id', '=', 'action.id').as('progress_at'))
    .$if(sessionId !== undefined, query => query.where('plan.session_id', '=', sessionId!))
    .$if(status === 'stopped', query => query.where('action.stopped_at', 'is not', null))
    .$if(status !== undefined && status !== 'stopped', query => query.where('action.stopped_at', 'is', null).where('action.status', '=', status as Exclude<typeof status, 'stopped' | undefined>))
    .$if(since !== undefined, query => query.where(({ or, eb, exists, selectFrom }) => or([
      eb('action.saved_at', '>=', since!), eb('action.stopped_at', '>=', since!),
      exists(selectFrom('progress_update').select('progress_update.id').whereRef('progress_update.action_id', '=', 'action.id').where('progress_update.at', '>=', since!))
    ])))
    .where('action.id', '>', after).orderBy('action.id').limit(limit + 1).execute()
}

/** The recommendations of a session's reports, each with how many of the token's teams act on it. */
export async function listRecommendationRows (db: Db, library: Library, token: TokenHeld, session: Session): Promise<RecommendationOut[]> {
  const recommendations = await listSessionRecommendations(db, library, session)
  if (recommendations.length === 0) return []
  const counts = await teamsOf(db, token).innerJoin('plan', 'plan.place_id', 'place.id').innerJoin('action', 'action.plan_id', 'plan.id').innerJoin('action_source', 'action_source.action_id', 'action.id')
    .select(({ fn }) => ['action_source.framework_id', 'action_source.code', fn.count<number>('place.id').distinct().as('n')])
    .where('plan.session_id', '=', session.id).where('action.stopped_at', 'is', null).where('action_source.kind', '=', 'recommendation')
    .groupBy(['action_source.framework_id', 'action_source.code']).execute()
  const byKey = new Map(counts.map(({ framework_id: report, code, n }) => [`${report} ${code}`, Number(n)]))
  return recommendations.map(({ code, text, theme, report }) =>
    ({ session: session.name, report: report.id, report_version: report.version, code, theme: theme.short_title, text, teams_with_action: byKey.get(`${report.id} ${code}`) ?? 0 }))
}
