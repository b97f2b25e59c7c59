import { record } from '../audit/record.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { insertAction, textsOf } from './actions.ts'
import { carryOn } from './carrying.ts'
import { listPlanChoices } from './choices.ts'
import { openPlan } from './plans.ts'
import { insertSources } from './sources.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { PlanChoice } from './choices.ts'
import type { Plan } from './queries.ts'

/**
 * Make the plan, or add to it: each choice (a key of listPlanChoices) becomes a draft action linked to where it comes from.
 * @throws FieldRefusal when something ticked was rewritten in the meantime
 */
export async function makePlan (trx: Trx, viewer: Viewer, slug: string, session: string, choices: string[], library: Library, at: string): Promise<{ plan: Plan, made: number[] }> {
  const found = await openPlan(trx, viewer, slug, session, at)
  const offered = await listPlanChoices(trx, library, found.place, found.session)
  const all = [...offered.said, ...offered.recommendations, ...offered.unfinished]
  const made: number[] = []
  for (const key of new Set(choices)) {
    const choice = all.find(one => one.key === key)
    if (!choice) throw new FieldRefusal('choices', 'Something you ticked has been changed since. Look at the list again and tick what you need')
    if (choice.used.length > 0) throw new Refusal(`“${choice.text}” is in the plan already, as action ${choice.used[0]!.number}.`)
    made.push(await makeAction(trx, viewer, found, choice, at))
  }
  await record(trx, viewer, 'plan.made', found.plan.id, { actions: made.length, numbers: made }, found.place.id)
  return { plan: found.plan, made }
}

async function makeAction (trx: Trx, viewer: Viewer, { plan, place }: { plan: Plan, place: { id: string } }, choice: PlanChoice, at: string): Promise<number> {
  if (choice.unfinished) return (await carryOn(trx, viewer, plan, place, choice.unfinished, 'continue', at)).number
  const action = await insertAction(trx, viewer, plan, textsOf({ what: choice.text, ...draftTexts(choice) }), at)
  await insertSources(trx, action, [choice.source!])
  await record(trx, viewer, 'action.added', action.id, { planId: plan.id, number: action.number, from: choice.source!.kind, code: choice.source!.code }, place.id)
  return action.number
}

/** A start for the person who will edit it. A suggested measure says that it is one. */
function draftTexts ({ source, group, measure }: PlanChoice) {
  if (source!.kind === 'recommendation') return { why: `Recommendation ${source!.code} of the improvement report. ${group}`, ...measure ? { measure: `Suggested measure: ${measure}` } : {} }
  return { why: `${source!.kind === 'next-step' ? 'A next step' : 'An area for improvement'} from our self-evaluation of ${group}.` }
}
