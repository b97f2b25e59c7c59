import { listCommunities } from '../organisation/queries.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'

export interface TeamStage { community: Place, started: boolean, complete: number, lastStep: 'submitted' | 'returned' | 'signed-off' | 'reopened' | null, actions: number | null, planStep: 'agreed' | 'signed' | 'reopened' | null }

/** How far each team that the viewer may read has come in a session: a handful of queries, however many teams there are. */
export async function listTeamStages (db: Db, viewer: Viewer, session: Session | null): Promise<TeamStage[]> {
  const communities = (await listCommunities(db, viewer)).filter(community => !community.closed_on)
  if (!session) return communities.map(community => ({ community, started: false, complete: 0, lastStep: null, actions: null, planStep: null }))
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
  return communities.map(community => {
    const evaluation = evaluations.find(row => row.community_id === community.id)
    const plan = plans.find(row => row.place_id === community.id)
    return {
      community, started: evaluation !== undefined, complete: evaluation?.complete ?? 0, lastStep: evaluation ? lastStep.get(evaluation.id) ?? null : null,
      actions: plan?.actions ?? null, planStep: plan ? lastPlanStep.get(plan.id) ?? null : null
    }
  })
}

/** How many people of an authority have been invited and have not come in yet. */
export async function countInvited (db: Db, authorityId: string): Promise<number> {
  const { n } = await db.selectFrom('person').select(({ fn }) => fn.countAll<number>().as('n'))
    .where('authority_id', '=', authorityId).where('password_hash', 'is', null).where('disabled_at', 'is', null).executeTakeFirstOrThrow()
  return n
}
