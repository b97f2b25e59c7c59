import { createHash } from 'node:crypto'
import { record } from '../audit/record.ts'
import { Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { count } from '../../lib/text.ts'
import { findEvaluation, listCarriedTexts, listIndicatorsJudged } from './queries.ts'
import { buildReport } from './report.ts'
import { reportFacts } from './report-facts.ts'
import { judgementStatus, mayChangeTexts } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { EvaluationFound } from './queries.ts'
import type { EvaluationStepKind } from './tables.ts'

/** The chair submits. @throws Refusal while an indicator is not complete, or a copied passage has not been reviewed */
export async function submitEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (!mayChangeTexts(found.stage)) throw new Refusal('This self-evaluation has been submitted already.')
  const open = (await listIndicatorsJudged(trx, found)).filter(judgement => judgementStatus(judgement) !== 'complete').map(judgement => judgement.indicator_code)
  if (open.length > 0) throw new Refusal(`It cannot be submitted yet: ${count(open.length, 'indicator')} not complete (${open.join(', ')}).`)
  const unreviewed = (await listCarriedTexts(trx, found.evaluation)).filter(text => !text.confirmed_at).length
  if (unreviewed > 0) throw new Refusal(`It cannot be submitted yet: ${count(unreviewed, 'passage')} copied from last session not yet reviewed.`)
  await takeStep(trx, viewer, found, 'submitted', null, at)
}

/** The chair or the area lead sends it back with a note. */
export async function returnEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, note: string, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (found.stage !== 'submitted') throw new Refusal('Only a self-evaluation that has been submitted can be returned.')
  await takeStep(trx, viewer, found, 'returned', note, at)
}

/**
 * The chair signs a submitted self-evaluation off with a statement. A copy of everything in it is kept as it is now.
 * @returns the step, to which the PDF's hash is added once it has been printed
 */
export async function signOffEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, statement: string, library: Library, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (found.stage !== 'submitted') throw new Refusal(found.stage === 'signed-off' ? 'This self-evaluation is signed off already.' : 'Submit the self-evaluation before you sign it off.')
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

/** Make a submitted or signed-off self-evaluation a draft again, with the reason. What was signed stays on record. */
export async function reopenEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, reason: string, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (found.stage !== 'signed-off') throw new Refusal('Only a self-evaluation that is signed off can be reopened.')
  await takeStep(trx, viewer, found, 'reopened', reason, at)
}

async function takeStep (trx: Trx, viewer: Viewer, { evaluation, community }: EvaluationFound, kind: EvaluationStepKind, note: string | null, at: string) {
  const step = { id: newId(), self_evaluation_id: evaluation.id, kind, by_id: viewer.id, by_name: viewer.name, at, note, frozen: null, pdf_sha256: null }
  await trx.insertInto('self_evaluation_step').values(step).execute()
  await record(trx, viewer, `self-evaluation.${kind}`, evaluation.id, {}, community.id)
  return step
}

const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
