import { createHash } from 'node:crypto'
import { record } from '../audit/record.ts'
import { Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { count } from '../../lib/text.ts'
import { findEvaluation, listCarriedTexts, listIndicatorsJudged } from './queries.ts'
import { buildReport } from './report.ts'
import { reportFacts } from './report-facts.ts'
import { isAgreed, isSubmitted, judgementStatus, mayChangeTexts, stageNames } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { EvaluationFound } from './queries.ts'
import type { EvaluationStepKind } from './tables.ts'

/** The chair shows the draft to the group: everybody in the team is asked to take part. */
export async function shareEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, note: string | null, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (found.stage !== 'draft') throw new Refusal(`This self-evaluation is ${stageNames[found.stage].toLowerCase()} already.`)
  await takeStep(trx, viewer, found, 'shared', note, at)
}

/** The chair submits. @throws Refusal while an indicator is not complete, or a copied passage has not been reviewed */
export async function submitEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, note: string | null, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (!mayChangeTexts(found.stage)) throw new Refusal('This self-evaluation has been submitted already.')
  const open = (await listIndicatorsJudged(trx, found)).filter(judgement => judgementStatus(judgement) !== 'complete').map(judgement => judgement.indicator_code)
  if (open.length > 0) throw new Refusal(`It cannot be submitted yet: ${count(open.length, 'indicator')} not complete (${open.join(', ')}).`)
  const unreviewed = (await listCarriedTexts(trx, found.evaluation)).filter(text => !text.confirmed_at).length
  if (unreviewed > 0) throw new Refusal(`It cannot be submitted yet: ${count(unreviewed, 'passage')} copied from last session not yet reviewed.`)
  await takeStep(trx, viewer, found, 'submitted', note, at)
}

/** The chair or the area lead sends it back with a note. */
export async function returnEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, note: string, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (!isSubmitted(found.stage)) throw new Refusal('Only a self-evaluation that has been submitted can be returned.')
  await takeStep(trx, viewer, found, 'returned', note, at)
}

/**
 * The chair signs a submitted self-evaluation off with a statement. A copy of everything in it is kept as it is now.
 * @returns the step, to which the PDF's hash is added once it has been printed
 */
export async function signOffEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, statement: string, library: Library, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (!isSubmitted(found.stage)) throw new Refusal(isAgreed(found.stage) ? 'This self-evaluation is signed off already.' : 'Submit the self-evaluation before you sign it off.')
  await refuseOpenModeration(trx, found)
  const step = await takeStep(trx, viewer, found, 'signed-off', statement, at)
  const facts = await reportFacts(trx, library, viewer.authorityName, { ...found, stage: 'signed-off', steps: [...found.steps, step] })
  const report = buildReport(facts)
  await trx.updateTable('self_evaluation_step').set({ frozen: JSON.stringify({ sha256: sha256Of(JSON.stringify(report)), report }) }).where('id', '=', step.id).execute()
  return step
}

/** Keep the SHA-256 of the PDF made from the signed copy, the first time it is printed. */
export async function keepPdfHash (trx: Trx, viewer: Viewer, found: EvaluationFound, stepId: string, pdf: Uint8Array) {
  const sha256 = sha256Of(pdf)
  const { numUpdatedRows } = await trx.updateTable('self_evaluation_step').set({ pdf_sha256: sha256 }).where('id', '=', stepId).where('pdf_sha256', 'is', null).executeTakeFirst()
  if (numUpdatedRows > 0n) await record(trx, viewer, 'self-evaluation.pdf-kept', found.evaluation.id, { stepId, sha256 }, found.community.id)
}

/** Show what was agreed to every team of the authority. */
export async function publishEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, note: string | null, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (found.stage !== 'signed-off') throw new Refusal(found.stage === 'published' ? 'This self-evaluation is published already.' : 'Only a self-evaluation that is agreed and signed off can be published.')
  await takeStep(trx, viewer, found, 'published', note, at)
}

/** Make a signed-off or published self-evaluation a draft again, with the reason. What was signed stays on record. */
export async function reopenEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, reason: string, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (!isAgreed(found.stage)) throw new Refusal('Only a self-evaluation that is signed off can be reopened.')
  await takeStep(trx, viewer, found, 'reopened', reason, at)
}

/** Nothing is final while another team's reading is awaited, or has no answer. */
async function refuseOpenModeration (trx: Trx, { evaluation }: EvaluationFound) {
  const open = await trx.selectFrom('moderation').select('id').where('self_evaluation_id', '=', evaluation.id).where('closed_at', 'is', null).executeTakeFirst()
  if (open) throw new Refusal('This self-evaluation is being moderated. Answer every reading first; the area lead can also take the moderation back.')
}

/** One step of the cycle, with who, when and why. */
export async function takeStep (trx: Trx, viewer: Pick<Viewer, 'id' | 'name' | 'authorityId'>, { evaluation, community }: Pick<EvaluationFound, 'evaluation' | 'community'>, kind: EvaluationStepKind, note: string | null, at: string) {
  const step = { id: newId(), self_evaluation_id: evaluation.id, kind, by_id: viewer.id, by_name: viewer.name, at, note, frozen: null, pdf_sha256: null }
  await trx.insertInto('self_evaluation_step').values(step).execute()
  await record(trx, viewer, `self-evaluation.${kind}`, evaluation.id, {}, community.id)
  return step
}

const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
