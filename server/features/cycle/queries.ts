import { countEvidenceOfTeams } from '../evidence/queries.ts'
import { isAgreed } from '../evaluations/rules.ts'
import { listCommunities } from '../organisation/queries.ts'
import { NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import type { Db } from '../../db/types.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { Viewer } from '../../permissions.ts'
import type { EvaluationStepKind } from '../evaluations/tables.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'

export interface TeamStage { community: Place, started: boolean, complete: number, lastStep: EvaluationStepKind | null, actions: number | null, planStep: 'agreed' | 'signed' | 'reopened' | null }

/** How far each team that the viewer may read has come in a session: a handful of queries, however many teams there are. */
export async function listTeamStages (db: Db, viewer: Viewer, session: Session | null): Promise<TeamStage[]> {
  const communities = (await listCommunities(db, viewer)).filter(community => !community.closed_on)
  if (!session) return communities.map(community => ({ community, started: false, complete: 0, lastStep: null, actions: null, planStep: null }))
  return stagesOf(db, communities, session)
}

/** The same for these teams. */
export async function stagesOf (db: Db, communities: Place[], session: Session): Promise<TeamStage[]> {
  const ids = communities.map(community => community.id)
  const evaluations = await db.selectFrom('self_evaluation').leftJoin('judgement', join => join.onRef('judgement.self_evaluation_id', '=', 'self_evaluation.id').on('judgement.completed_at', 'is not', null))
    .select(({ fn }) => ['self_evaluation.id', 'self_evaluation.community_id', fn.count<number>('judgement.id').as('complete')])
    .where('self_evaluation.community_id', 'in', ids).where('self_evaluation.session_id', '=', session.id).groupBy(['self_evaluation.id', 'self_evaluation.community_id']).execute()
  const steps = await db.selectFrom('self_evaluation_step').select(['self_evaluation_id', 'kind']).where('self_evaluation_id', 'in', evaluations.map(row => row.id)).orderBy('at').orderBy('id').execute()
  const plans = await db.selectFrom('plan').leftJoin('action', join => join.onRef('action.plan_id', '=', 'plan.id').on('action.stopped_at', 'is', null))
    .select(({ fn }) => ['plan.id', 'plan.place_id', fn.count<number>('action.id').as('actions')])
    .where('plan.place_id', 'in', ids).where('plan.session_id', '=', session.id).groupBy(['plan.id', 'plan.place_id']).execute()
  const planSteps = await db.selectFrom('plan_step').select(['plan_id', 'kind']).where('plan_id', 'in', plans.map(row => row.id)).orderBy('at').orderBy('id').execute()
  const lastStep = new Map(steps.map(step => [step.self_evaluation_id, step.kind]))
  const lastPlanStep = new Map(planSteps.map(step => [step.plan_id, step.kind]))
  const evaluationOf = new Map(evaluations.map(row => [row.community_id, row]))
  const planOf = new Map(plans.map(row => [row.place_id, row]))
  return communities.map(community => {
    const evaluation = evaluationOf.get(community.id)
    const plan = planOf.get(community.id)
    return {
      community, started: evaluation !== undefined, complete: evaluation?.complete ?? 0, lastStep: evaluation ? lastStep.get(evaluation.id) ?? null : null,
      actions: plan?.actions ?? null, planStep: plan ? lastPlanStep.get(plan.id) ?? null : null
    }
  })
}

/** What an area board shows: each open team's stage, its evidence by strand, its chairs, and moderations still open. */
export async function readBoard (db: Db, area: { id: string }, session: Session) {
  const rows = await db.selectFrom('place').selectAll().where('area_id', '=', area.id).where('kind', '=', 'community').where('closed_on', 'is', null).execute()
  const communities = rows.sort(byName(row => row.name))
  const ids = communities.map(community => community.id)
  return {
    stages: await stagesOf(db, communities, session),
    evidence: await countEvidenceOfTeams(db, ids, session),
    chairs: await db.selectFrom('role_held').innerJoin('person', 'person.id', 'role_held.person_id').select(['role_held.place_id', 'person.name'])
      .where('role_held.place_id', 'in', ids).where('role_held.role', '=', 'chair').where('role_held.ended_at', 'is', null).where('person.disabled_at', 'is', null).orderBy('person.name').execute(),
    moderations: await db.selectFrom('moderation').innerJoin('moderation_round', 'moderation_round.id', 'moderation.round_id').select(['moderation.read_id', 'moderation.closed_at'])
      .where('moderation_round.session_id', '=', session.id).where('moderation.read_id', 'in', ids).execute()
  }
}

/** How many people of an authority have been invited and have not come in yet. */
export async function countInvited (db: Db, authorityId: string): Promise<number> {
  const { n } = await db.selectFrom('person').select(({ fn }) => fn.countAll<number>().as('n'))
    .where('authority_id', '=', authorityId).where('password_hash', 'is', null).where('disabled_at', 'is', null).executeTakeFirstOrThrow()
  return n
}

const published = (db: Db, viewer: Viewer) => db.selectFrom('self_evaluation').innerJoin('place', 'place.id', 'self_evaluation.community_id').innerJoin('session', 'session.id', 'self_evaluation.session_id')
  .innerJoin('self_evaluation_step', 'self_evaluation_step.self_evaluation_id', 'self_evaluation.id')
  .where('place.authority_id', '=', viewer.authorityId)
  // Published is what its last step says: after a reopening it is shown no longer.
  .where('self_evaluation_step.kind', '=', 'published')
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('self_evaluation_step as later').select('later.id')
    .whereRef('later.self_evaluation_id', '=', 'self_evaluation.id').whereRef('later.id', '>', 'self_evaluation_step.id'))))

export const publishedPerPage = 50

/** What teams of the viewer's authority have published, the newest first; one more than a page tells that there are more. */
export async function listPublished (db: Db, viewer: Viewer, page: number) {
  return published(db, viewer).select(['self_evaluation.id', 'place.name as team', 'session.name as session', 'self_evaluation_step.at', 'self_evaluation_step.by_name'])
    .orderBy('self_evaluation_step.at', 'desc').orderBy('self_evaluation.id').limit(publishedPerPage + 1).offset((page - 1) * publishedPerPage).execute()
}

/** The report of a published self-evaluation, as it was agreed. @throws NotFound when it is not published, or another authority's */
export async function findPublishedReport (db: Db, viewer: Viewer, evaluationId: string): Promise<ReportDocument> {
  const found = await published(db, viewer).select('self_evaluation.id').where('self_evaluation.id', '=', evaluationId).executeTakeFirst()
  if (!found) throw new NotFound()
  const step = await db.selectFrom('self_evaluation_step').select('frozen').where('self_evaluation_id', '=', found.id).where('frozen', 'is not', null).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  return (JSON.parse(step.frozen!) as { report: ReportDocument }).report
}

/** Whether a step means that the team has agreed. */
export const hasAgreed = (step: EvaluationStepKind | null): boolean => step !== null && step !== 'reopened' && isAgreed(step)
