import { NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import { priorityWord } from './rules.ts'
import { placesFor } from '../../permissions.ts'
import { listTeamsOf } from '../organisation/queries.ts'
import { recommendationsOf } from '../frameworks/library.ts'
import { findSession } from '../sessions/queries.ts'
import { listSessionReports } from '../sessions/reports.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { RecommendationTables } from './tables.ts'

interface Ref { id: string, version: string }
const isOf = (row: { framework_id: string | null, framework_version: string | null }, reports: Ref[]): boolean => reports.some(report => report.id === row.framework_id && report.version === row.framework_version)
export type RecommendationAnswer = Selectable<RecommendationTables['recommendation_answer']>

/** A session with the reports whose recommendations it answers. @throws NotFound when it answers none */
export async function findReportSession (db: Db, viewer: Viewer, name: string, library: Library) {
  const session = await findSession(db, viewer.authorityId, name)
  const reports = await listSessionReports(db, library, session)
  if (reports.length === 0) throw new NotFound()
  return { session, reports, recommendations: reports.flatMap(recommendationsOf) }
}

/** Every answer to the recommendations of a session's reports, the latest first. */
export async function listAnswers (db: Db, session: Session, reports: Ref[]): Promise<RecommendationAnswer[]> {
  const rows = await db.selectFrom('recommendation_answer').selectAll().where('authority_id', '=', session.authority_id)
    .where('framework_id', 'in', reports.map(report => report.id)).orderBy('id', 'desc').execute()
  return rows.filter(row => isOf(row, reports))
}

/** The group's latest view of impact and effort, by code. */
export async function mapPriorities (db: Db, session: Session, reports: Ref[]): Promise<Map<string, { impact: number, effort: number }>> {
  const rows = await db.selectFrom('recommendation_priority').select(['framework_id', 'framework_version', 'code', 'impact', 'effort']).where('authority_id', '=', session.authority_id)
    .where('framework_id', 'in', reports.map(report => report.id)).orderBy('id').execute()
  return new Map(rows.filter(row => isOf(row, reports)).map(row => [row.code, row]))
}

/** The register of a session: every recommendation with the answer, the priority, and the actions linked to it at the teams this person sees. */
export async function readRegister (db: Db, viewer: Viewer, name: string, library: Library) {
  const { session, reports, recommendations } = await findReportSession(db, viewer, name, library)
  const [answers, priorities, teams] = [await listAnswers(db, session, reports), await mapPriorities(db, session, reports), await listTeamsOf(db, viewer)]
  const actions = await listRecommendationActions(db, session, reports, [...teams.map(team => team.id), ...higherPlaces(viewer)])
  const latest = new Map(answers.toReversed().map(row => [row.code, row]))
  return {
    session,
    reports,
    teams,
    rows: recommendations.map(recommendation => ({
      ...recommendation,
      given: latest.get(recommendation.code) ?? null,
      answer: latest.get(recommendation.code)?.answer ?? null,
      weighed: priorities.get(recommendation.code) ?? null,
      priority: priorityWord(priorities.get(recommendation.code) ?? null),
      actions: actions.filter(action => action.code === recommendation.code)
    }))
  }
}
export type Register = Awaited<ReturnType<typeof readRegister>>

/** The places with a plan of their own above the teams: the city, and the areas this person looks after. */
const higherPlaces = (viewer: Viewer): string[] => [viewer.authorityId, ...placesFor(viewer, viewer.asking)]

/**
 * The actions of a session's plans that come from a recommendation, at these places, with who owns them. From the plans to their actions to
 * their sources: asked for the report in SQL, the database would begin with every action that ever named it (76 times slower at 100 sessions).
 */
export async function listRecommendationActions (db: Db, session: Pick<Session, 'id'>, reports: Ref[], placeIds: string[]) {
  const plans = await db.selectFrom('plan').innerJoin('place', 'place.id', 'plan.place_id').select(['plan.id', 'plan.place_id', 'place.name as place', 'place.kind as place_kind', 'place.slug'])
    .where('plan.place_id', 'in', placeIds).where('plan.session_id', '=', session.id).execute()
  const rows = await db.selectFrom('action').innerJoin('action_source', 'action_source.action_id', 'action.id').leftJoin('person', 'person.id', 'action.owner_id')
    .select(['action_source.code', 'action_source.framework_id', 'action_source.framework_version', 'action.id', 'action.plan_id', 'action.number', 'action.what', 'action.status', 'action.stopped_at', 'action.due_on', 'action.impact', 'action.owner_role', 'person.name as owner_name'])
    .where('action.plan_id', 'in', plans.map(plan => plan.id)).where('action_source.kind', '=', 'recommendation').execute()
  const planOf = new Map(plans.map(({ id, ...plan }) => [id, plan]))
  return rows.flatMap(({ code, framework_id: id, framework_version: version, plan_id: plan, ...row }) =>
    code === null || !isOf({ framework_id: id, framework_version: version }, reports) ? [] : [{ ...row, ...planOf.get(plan)!, code }]).sort(byName(row => `${row.place} ${row.number}`))
}
export type RecommendationAction = Awaited<ReturnType<typeof listRecommendationActions>>[number]
