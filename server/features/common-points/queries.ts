import { NotFound } from '../../lib/errors.ts'
import { points } from '../../lib/text.ts'
import { listTeamsOf } from '../organisation/queries.ts'
import { findSession } from '../sessions/queries.ts'
import { commonPoints } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Point } from './rules.ts'
import type { CommonPointTables } from './tables.ts'

export type PointTag = Selectable<CommonPointTables['point_tag']>
export type TeamAsk = Selectable<CommonPointTables['team_ask']>
type Team = { id: string, name: string, slug: string }

/** What the teams of this person have in common in a session. */
export async function findCommon (db: Db, viewer: Viewer, name: string) {
  const session = await findSession(db, viewer.authorityId, name)
  const teams = await listTeamsOf(db, viewer)
  return { session, teams, common: await readCommon(db, viewer.authorityId, teams, session) }
}

/** The sentences of these teams by kind and tag. */
export async function readCommon (db: Db, authorityId: string, teams: Team[], session: { id: string, name: string }) {
  const placings = await db.selectFrom('point_placing').select(['tag_id', 'mark', 'belongs']).where('session_id', '=', session.id).execute()
  return commonPoints(await listPoints(db, teams, session), await listTags(db, authorityId), placings)
}

/** The tags in use, by age. */
export async function listTags (db: Db, authorityId: string): Promise<PointTag[]> {
  return db.selectFrom('point_tag').selectAll().where('authority_id', '=', authorityId).where('retired_at', 'is', null).orderBy('id').execute()
}

export async function findTag (db: Db, authorityId: string, id: string): Promise<PointTag> {
  const tag = await db.selectFrom('point_tag').selectAll().where('id', '=', id).where('authority_id', '=', authorityId).where('retired_at', 'is', null).executeTakeFirst()
  if (!tag) throw new NotFound()
  return tag
}

/** What a team asks for in a session, the newest first; withdrawn ones too. */
export async function listAsks (db: Db, placeId: string, session: { id: string }): Promise<TeamAsk[]> {
  return db.selectFrom('team_ask').selectAll().where('place_id', '=', placeId).where('session_id', '=', session.id).orderBy('id', 'desc').execute()
}

/** Every sentence that counts: of what the teams have agreed, and what they ask for. Read from the teams and the session, through indexes. */
async function listPoints (db: Db, teams: Team[], session: { id: string, name: string }): Promise<Point[]> {
  const ids = teams.map(team => team.id)
  const teamOf = new Map(teams.map(team => [team.id, team]))
  const point = (kind: Point['kind'], placeId: string, text: string, source: string, page: string): Point => {
    const team = teamOf.get(placeId)!
    return { kind, team: team.slug, teamName: team.name, text, source, href: `/communities/${team.slug}/${session.name}/${page}` }
  }
  const judgements = await db.selectFrom('self_evaluation').innerJoin('self_evaluation_step as step', 'step.self_evaluation_id', 'self_evaluation.id').innerJoin('judgement', 'judgement.self_evaluation_id', 'self_evaluation.id')
    .select(['self_evaluation.community_id as place_id', 'judgement.indicator_code as code', 'judgement.strengths', 'judgement.areas_for_improvement as areas'])
    .where('self_evaluation.community_id', 'in', ids).where('self_evaluation.session_id', '=', session.id).where('step.kind', 'in', ['signed-off', 'published'])
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('self_evaluation_step as later').select('later.id').whereRef('later.self_evaluation_id', '=', 'step.self_evaluation_id').whereRef('later.id', '>', 'step.id')))).execute()
  const actions = await agreedActions(db, ids, session.id)
    .select(({ selectFrom }) => selectFrom('progress_update').select('progress_update.what').whereRef('progress_update.action_id', '=', 'action.id').orderBy('progress_update.id', 'desc').limit(1).as('last'))
    .select(['action.what', 'action.resources', 'action.status']).execute()
  const steps = await agreedActions(db, ids, session.id).innerJoin('action_step', 'action_step.action_id', 'action.id').select(['action_step.what', 'action_step.note']).where('action_step.status', '=', 'cannot-yet').execute()
  const asks = await db.selectFrom('team_ask').select(['place_id', 'text']).where('place_id', 'in', ids).where('session_id', '=', session.id).where('withdrawn_at', 'is', null).orderBy('id').execute()
  return [
    ...judgements.flatMap(row => points(row.strengths).map(text => point('strength', row.place_id, text, `Self-evaluation, ${row.code}`, `self-evaluation/indicators/${row.code}`))),
    ...judgements.flatMap(row => points(row.areas).map(text => point('barrier', row.place_id, text, `Self-evaluation, ${row.code}`, `self-evaluation/indicators/${row.code}`))),
    ...actions.filter(row => row.last && (row.status === 'at-risk' || row.status === 'off-track')).map(row => point('barrier', row.place_id, row.last!, `Action ${row.number}: ${row.status === 'at-risk' ? 'at risk' : 'off track'}`, `plan/actions/${row.number}`)),
    ...steps.map(row => point('barrier', row.place_id, [row.what, row.note].filter(Boolean).join(': '), `Action ${row.number}: a step that cannot be done yet`, `plan/actions/${row.number}`)),
    ...asks.map(row => point('ask', row.place_id, row.text, 'Asked by the team', 'asks')),
    ...actions.filter(row => row.resources === 'no' && row.status !== 'complete').map(row => point('ask', row.place_id, row.what, `Action ${row.number}: resources not in place`, `plan/actions/${row.number}`))
  ]
}

/** Actions of plans whose last step is that they were agreed or signed. */
const agreedActions = (db: Db, placeIds: string[], sessionId: string) => db.selectFrom('plan').innerJoin('plan_step as step', 'step.plan_id', 'plan.id').innerJoin('action', 'action.plan_id', 'plan.id')
  .select(['plan.place_id', 'action.number']).where('plan.place_id', 'in', placeIds).where('plan.session_id', '=', sessionId).where('step.kind', 'in', ['agreed', 'signed']).where('action.stopped_at', 'is', null)
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('plan_step as later').select('later.id').whereRef('later.plan_id', '=', 'step.plan_id').whereRef('later.id', '>', 'step.id'))))
  .orderBy('action.id')
