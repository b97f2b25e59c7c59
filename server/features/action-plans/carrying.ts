import { record } from '../audit/record.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { previousSession } from '../sessions/queries.ts'
import { insertAction, markStopped } from './actions.ts'
import { openPlan } from './plans.ts'
import { listSourcesOf, listStepsOf, listUnfinished, planOf } from './queries.ts'
import { isStepOpen } from './rules.ts'
import { insertSources } from './sources.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Action, Plan } from './queries.ts'

export const carryWords = { continue: 'Continue as it is', change: 'Continue with changes', stop: 'Stop' } as const
export type CarryDecision = keyof typeof carryWords
export interface Carrying { actionId: string, decision: CarryDecision, reason?: string }

/**
 * Decide about actions the previous session left open: continue, change, or stop with a reason. What goes on becomes an action of
 * this plan that links back; the old one stays where it is. Returns the numbers of the actions to be changed now.
 */
export async function carryActions (trx: Trx, viewer: Viewer, slug: string, session: string, decisions: Carrying[], at: string): Promise<{ carried: number[], toChange: number[], stopped: number }> {
  const found = await openPlan(trx, viewer, slug, session, at)
  const previous = await previousSession(trx, found.session)
  const before = previous && await planOf(trx, found.place, previous)
  const unfinished = before ? await listUnfinished(trx, before) : []
  const done = { carried: [] as number[], toChange: [] as number[], stopped: 0 }
  for (const { actionId, decision, reason } of decisions) {
    const action = unfinished.find(({ id }) => id === actionId)
    if (!action) throw new Refusal('One of these actions is no longer open. Look at the list again.')
    if (decision === 'stop') {
      if (!reason) throw new FieldRefusal(`reason.${actionId}`, `Say why action ${action.number} is stopped`)
      await markStopped(trx, viewer, found.place, action, reason, at)
      done.stopped += 1
    } else {
      const { number } = await carryOn(trx, viewer, found.plan, found.place, action, decision, at)
      done.carried.push(number)
      if (decision === 'change') done.toChange.push(number)
    }
  }
  return done
}

/** Take an action over into a plan, with its sources, evidence and the steps not done yet. */
export async function carryOn (trx: Trx, viewer: Viewer, plan: Plan, place: { id: string }, old: Action, decision: 'continue' | 'change', at: string) {
  const { what, why, difference, measure, baseline, target, how_known, owner_id, owner_role, partners, starts_on, due_on, priority, resources, funding, status } = old
  const texts = { what, why, difference, measure, baseline, target, how_known, owner_id, owner_role, partners, starts_on, due_on, priority, resources, funding }
  const action = await insertAction(trx, viewer, plan, texts, at, { status, carried_from: old.id })
  await insertSources(trx, action, (await listSourcesOf(trx, old)).map(({ id, action_id, ...source }) => source))
  const open = (await listStepsOf(trx, old)).filter(isStepOpen)
  if (open.length > 0) await trx.insertInto('action_step').values(open.map(({ owner_name, ...step }, index) => ({ ...step, id: newId(), action_id: action.id, position: index + 1 }))).execute()
  const links = await trx.selectFrom('evidence_link').selectAll().where('kind', '=', 'action').where('target_id', '=', old.id).execute()
  if (links.length > 0) await trx.insertInto('evidence_link').values(links.map(link => ({ ...link, id: newId(), target_id: action.id, linked_at: at, linked_by: viewer.id }))).execute()
  await record(trx, viewer, 'action.carried', action.id, { from: old.id, fromNumber: old.number, number: action.number, decision }, place.id)
  return action
}
