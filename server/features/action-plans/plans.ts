import { record } from '../audit/record.ts'
import { Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findPlanPlace, listPlanSteps, planOf } from './queries.ts'
import { mayChangeTexts, planStage } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { PlanFound } from './queries.ts'
import type { PlanStage } from './rules.ts'

/** A place's plan of a session; the first thing put into it starts it. @throws Refusal when its texts may not change now */
export async function openPlan (trx: Trx, viewer: Viewer, slug: string, name: string, at: string): Promise<PlanFound> {
  const { place, session } = await findPlanPlace(trx, viewer, slug, name)
  const known = await planOf(trx, place, session)
  if (known) {
    const steps = await listPlanSteps(trx, known)
    const stage = planStage(steps)
    refuseUnlessDraft(stage)
    return { place, session, plan: known, steps, stage }
  }
  const plan = { id: newId(), place_id: place.id, session_id: session.id, started_by: viewer.id, started_at: at }
  await trx.insertInto('plan').values(plan).execute()
  await record(trx, viewer, 'plan.started', plan.id, { session: session.name }, place.id)
  return { place, session, plan, steps: [], stage: 'draft' }
}

/** Agreed and signed texts stay as they are. */
export function refuseUnlessDraft (stage: PlanStage) {
  if (!mayChangeTexts(stage)) throw new Refusal(`This plan is ${stage}, so its actions cannot be changed. You can still record progress and impact. To change an action, the chair reopens the plan first.`)
}

/** The number a plan's next action gets. Numbers are not used twice. */
export async function nextNumber (trx: Trx, plan: { id: string }): Promise<number> {
  const { last } = await trx.selectFrom('action').select(({ fn }) => fn.max('number').as('last')).where('plan_id', '=', plan.id).executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}
