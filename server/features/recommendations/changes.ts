import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, NotFound } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findReportSession, listAnswers, mapPriorities } from './queries.ts'
import { answerNames } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library, ReportRecommendation } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { AnswerInput, PrioritiesInput } from './forms.ts'
import type { RecommendationAnswer } from './queries.ts'

/**
 * Answer a recommendation for the authority: planned, or not planned with the reason. Earlier answers stay.
 * @throws FieldRefusal without a reason for "not planned"; Clash when somebody answered since the form was shown
 */
export async function answerRecommendation (trx: Trx, viewer: Viewer, name: string, code: string, input: AnswerInput, library: Library, at: string) {
  const { session, reports, recommendations } = await findReportSession(trx, viewer, name, library)
  const found = recommendations.find(recommendation => recommendation.code === code)
  if (!found) throw new NotFound()
  const before = (await listAnswers(trx, session, reports)).filter(row => row.code === code)
  if (before[0] && before.length !== input.revision) refuseClash(before[0], before.length, input)
  if (input.answer === 'not-planned' && !input.reason) throw new FieldRefusal('reason', 'Say why it is not planned')
  const row = { ...keyOf(session, found), answer: input.answer, reason: input.reason ?? null, owner: input.owner ?? null, measure: input.measure ?? null, by_name: viewer.name, at }
  await trx.insertInto('recommendation_answer').values(row).execute()
  await record(trx, viewer, 'recommendation.answered', row.id, { code, answer: input.answer })
}

/**
 * Set impact and effort of the recommendations on one page. Only what differs is kept anew.
 * @throws FieldRefusal when one of the two is missing
 */
export async function setPriorities (trx: Trx, viewer: Viewer, name: string, input: PrioritiesInput, library: Library, at: string) {
  const { session, reports, recommendations } = await findReportSession(trx, viewer, name, library)
  const before = await mapPriorities(trx, session, reports)
  const rows = recommendations.flatMap((recommendation) => {
    const { code } = recommendation
    const [impact, effort] = [Number(input[`impact.${code}`] ?? 0), Number(input[`effort.${code}`] ?? 0)]
    if (impact === 0 && effort === 0) return []
    if (impact === 0) throw new FieldRefusal(`impact.${code}`, `Choose how much ${code} would change`)
    if (effort === 0) throw new FieldRefusal(`effort.${code}`, `Choose how much work ${code} is`)
    const old = before.get(code)
    return old?.impact === impact && old.effort === effort ? [] : [{ ...keyOf(session, recommendation), impact, effort, by_name: viewer.name, at }]
  })
  if (rows.length === 0) return
  await trx.insertInto('recommendation_priority').values(rows).execute()
  await record(trx, viewer, 'recommendation.prioritised', session.id, { codes: rows.map(row => row.code) })
}

const keyOf = (session: Session, { report, code }: ReportRecommendation) => ({ id: newId(), authority_id: session.authority_id, framework_id: report.id, framework_version: report.version, code })

const labels = { answer: 'Answer', reason: 'Reason', owner: 'Owner', measure: 'How progress is seen' } as const

function refuseClash (last: RecommendationAnswer, revision: number, input: AnswerInput) {
  const fields = (Object.keys(labels) as (keyof typeof labels)[]).filter(name => (input[name] ?? '') !== (last[name] ?? '')).map(name => ({
    name, label: labels[name], mine: input[name] ?? '', theirs: last[name] ?? '', ...name === 'answer' ? { choose: { mine: answerNames[input.answer], theirs: answerNames[last.answer] } } : {}
  }))
  if (fields.length > 0) throw new Clash({ fields, revision, savedBy: last.by_name, savedAt: last.at })
}
