import { createHash } from 'node:crypto'
import { record } from '../audit/record.ts'
import { Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { factsOf } from './facts.ts'
import { findPlan, listActions } from './queries.ts'
import { missingForAgreement } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'

/** The team agrees its plan. @throws Refusal while an action lacks an owner, a due date or what will be different for children */
export async function agreePlan (trx: Trx, viewer: Viewer, slug: string, session: string, at: string) {
  const found = await findPlan(trx, viewer, slug, session)
  if (found.stage !== 'draft') throw new Refusal(`This plan is ${found.stage} already.`)
  const actions = await listActions(trx, found.plan)
  if (actions.length === 0) throw new Refusal('This plan has no actions yet. Add one before you agree it.')
  const missing = missingForAgreement(actions)
  if (missing.length > 0) throw new Refusal(`The plan cannot be agreed yet. Something is missing in ${missing.length === 1 ? 'action' : 'actions'} ${missing.map(({ number }) => number).join(', ')}.`)
  await insertStep(trx, viewer, found.plan, 'agreed', null, at)
  await record(trx, viewer, 'plan.agreed', found.plan.id, { actions: actions.length }, found.place.id)
}

/** Sign the agreed plan with a statement. Keeps a copy of everything in it as it is now, with the SHA-256 of that copy. */
export async function signPlan (trx: Trx, viewer: Viewer, slug: string, session: string, statement: string, library: Library, at: string) {
  const found = await findPlan(trx, viewer, slug, session)
  if (found.stage !== 'agreed') throw new Refusal(found.stage === 'signed' ? 'This plan is signed already.' : 'The team agrees the plan before it is signed.')
  const step = await insertStep(trx, viewer, found.plan, 'signed', statement, at)
  const facts = await factsOf(trx, library, viewer.authorityName, found)
  const sha256 = sha256Of(JSON.stringify(facts))
  await trx.updateTable('plan_step').set({ frozen: JSON.stringify({ sha256, facts }) }).where('id', '=', step.id).execute()
  await record(trx, viewer, 'plan.signed', found.plan.id, { stepId: step.id, sha256 }, found.place.id)
  return step
}

/** Keep the SHA-256 of the PDF made from the signed copy, the first time it is printed. */
export async function keepPdfHash (trx: Trx, viewer: Viewer, slug: string, session: string, stepId: string, sha256: string) {
  const { place, plan } = await findPlan(trx, viewer, slug, session)
  const { numUpdatedRows } = await trx.updateTable('plan_step').set({ pdf_sha256: sha256 }).where('id', '=', stepId).where('plan_id', '=', plan.id).where('pdf_sha256', 'is', null).executeTakeFirst()
  if (numUpdatedRows > 0n) await record(trx, viewer, 'plan.pdf-kept', plan.id, { stepId, sha256 }, place.id)
}

/** Make an agreed or signed plan a draft again, with the reason. What was signed stays on record. */
export async function reopenPlan (trx: Trx, viewer: Viewer, slug: string, session: string, reason: string, at: string) {
  const found = await findPlan(trx, viewer, slug, session)
  if (found.stage === 'draft') throw new Refusal('This plan is a draft already.')
  await insertStep(trx, viewer, found.plan, 'reopened', reason, at)
  await record(trx, viewer, 'plan.reopened', found.plan.id, { from: found.stage }, found.place.id)
}

export const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

async function insertStep (trx: Trx, viewer: Viewer, plan: { id: string }, kind: 'agreed' | 'signed' | 'reopened', note: string | null, at: string) {
  const step = { id: newId(), plan_id: plan.id, kind, by_id: viewer.id, by_name: viewer.name, at, note, frozen: null, pdf_sha256: null }
  await trx.insertInto('plan_step').values(step).execute()
  return step
}
