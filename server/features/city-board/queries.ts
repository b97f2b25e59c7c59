import { listAreas, listTeamsOf } from '../organisation/queries.ts'
import { findSession, listSessionIndicators } from '../sessions/queries.ts'
import { listSessionRecommendations } from '../sessions/reports.ts'
import { NotFound } from '../../lib/errors.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'

/**
 * What boards and trends are made of: how these teams stand in one session. Six queries, each from the teams and the session through an
 * index, none of which reads a judgement's or an action's long texts.
 */
export async function readStanding (db: Db, teamIds: string[], session: Session) {
  const evaluations = await db.selectFrom('self_evaluation').select(['id', 'community_id']).where('community_id', 'in', teamIds).where('session_id', '=', session.id).execute()
  const evaluationIds = evaluations.map(row => row.id)
  const plans = await db.selectFrom('plan').select(['id', 'place_id']).where('place_id', 'in', teamIds).where('session_id', '=', session.id).execute()
  const planIds = plans.map(row => row.id)
  return {
    evaluations,
    plans,
    judgements: await db.selectFrom('judgement').select(['self_evaluation_id', 'indicator_code', 'level_state', 'level', 'completed_at']).where('self_evaluation_id', 'in', evaluationIds).execute(),
    evaluationSteps: await db.selectFrom('self_evaluation_step').select(['self_evaluation_id', 'kind']).where('self_evaluation_id', 'in', evaluationIds).orderBy('id').execute(),
    planSteps: await db.selectFrom('plan_step').select(['plan_id', 'kind']).where('plan_id', 'in', planIds).orderBy('id').execute(),
    actions: await db.selectFrom('action').select(['id', 'plan_id', 'status', 'stopped_at', 'due_on', 'priority']).where('plan_id', 'in', planIds).execute(),
    sources: await db.selectFrom('action').innerJoin('action_source', 'action_source.action_id', 'action.id').select(['action.id as action_id', 'action_source.code'])
      .where('action.plan_id', 'in', planIds).where('action_source.kind', '=', 'recommendation').execute()
  }
}
export type Standing = Awaited<ReturnType<typeof readStanding>>

/** Whom a board is about: the teams this person looks after, of one area if it is named; and what it asks of them. */
export async function findBoard (db: Db, viewer: Viewer, name: string, areaSlug: string | undefined, library: Library) {
  const session = await findSession(db, viewer.authorityId, name)
  const areas = await listAreas(db, viewer)
  const area = areaSlug ? areas.find(one => one.slug === areaSlug) : undefined
  if (areaSlug && !area) throw new NotFound()
  const teams = (await listTeamsOf(db, viewer)).filter(team => !area || team.area_id === area.id)
  const codes = await listSessionIndicators(db, session)
  return {
    session,
    areas,
    area: area ?? null,
    teams,
    framework: library.selfEvaluation(session.framework_id, session.framework_version),
    indicators: codes.map(code => library.indicator(session.framework_id, session.framework_version, code)),
    recommendations: await listSessionRecommendations(db, library, session)
  }
}
export type Board = Awaited<ReturnType<typeof findBoard>>

/** The levels that the teams of an authority have agreed in a session, by indicator. Agreed is what its last step says. */
export async function listAgreedLevels (db: Db, authorityId: string, session: Session) {
  return db.selectFrom('place').innerJoin('self_evaluation', 'self_evaluation.community_id', 'place.id').innerJoin('self_evaluation_step as step', 'step.self_evaluation_id', 'self_evaluation.id')
    .innerJoin('judgement', 'judgement.self_evaluation_id', 'self_evaluation.id')
    .select(['place.id as team_id', 'judgement.indicator_code', 'judgement.level_state', 'judgement.level'])
    .where('place.authority_id', '=', authorityId).where('place.kind', '=', 'community').where('self_evaluation.session_id', '=', session.id).where('step.kind', 'in', ['signed-off', 'published'])
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('self_evaluation_step as later').select('later.id').whereRef('later.self_evaluation_id', '=', 'step.self_evaluation_id').whereRef('later.id', '>', 'step.id')))).execute()
}

/** The latest nudge of each team and matter in a session. */
export async function listNudges (db: Db, teamIds: string[], session: { id: string }) {
  return db.selectFrom('nudge').select(['place_id', 'about', 'by_name', 'at']).where('place_id', 'in', teamIds).where('session_id', '=', session.id).orderBy('id', 'desc').execute()
}

/** Moderations of a session that are not closed, with the teams, and whether anything has been read. */
export async function listOpenModerations (db: Db, teamIds: string[], session: { id: string }) {
  return db.selectFrom('moderation').innerJoin('moderation_round', 'moderation_round.id', 'moderation.round_id').innerJoin('place as reader', 'reader.id', 'moderation.reader_id').innerJoin('place as read', 'read.id', 'moderation.read_id')
    .select(['moderation.id', 'moderation.reader_id', 'reader.name as reader', 'read.name as read'])
    .select(({ selectFrom }) => selectFrom('moderation_reading').select(({ fn }) => fn.countAll<number>().as('n')).whereRef('moderation_reading.moderation_id', '=', 'moderation.id').as('readings'))
    .where('moderation_round.session_id', '=', session.id).where('moderation.reader_id', 'in', teamIds).where('moderation.closed_at', 'is', null).orderBy('reader.name').execute()
}

/** The priority actions of these teams and of the plans above them that are open and past their date, the longest overdue first. */
export async function listOverduePriorities (db: Db, placeIds: string[], session: { id: string }, today: string) {
  return db.selectFrom('plan').innerJoin('action', 'action.plan_id', 'plan.id').innerJoin('place', 'place.id', 'plan.place_id').leftJoin('person', 'person.id', 'action.owner_id')
    .select(['place.name as place', 'action.number', 'action.what', 'action.due_on', 'action.status', 'action.stopped_at', 'action.owner_role', 'person.name as owner_name'])
    .where('plan.place_id', 'in', placeIds).where('plan.session_id', '=', session.id).where('action.priority', '=', 1).where('action.stopped_at', 'is', null).where('action.status', '!=', 'complete').where('action.due_on', '<', today)
    .orderBy('action.due_on').orderBy('action.id').execute()
}
