import { createHash } from 'node:crypto'
import { record } from '../audit/record.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findPoint, listPoints, reportOf } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Visit } from '../visits/queries.ts'
import type { Hand } from './changes.ts'
import type { CheckInput, DisputeInput } from './forms.ts'
import type { Point } from './queries.ts'
import type { Stage } from './rules.ts'

type Actor = Pick<Viewer, 'id' | 'name' | 'authorityId'>

async function at (trx: Trx, visit: Visit, stage: Stage, otherwise: string) {
  const found = await reportOf(trx, visit)
  if (!found) throw new NotFound()
  if (found.stage !== stage) throw new Refusal(otherwise)
  return found.report
}

/** A partner comments on a point, or on the whole. */
export async function addComment (trx: Trx, visit: Visit, author: { id: string, name: string }, actor: Actor, input: { point?: string, text: string }, now: string) {
  const report = await at(trx, visit, 'partners', 'The report is not with the partners now, so it takes no comments.')
  const point = input.point ? await trx.selectFrom('visit_report_point').select('id').where('id', '=', input.point).where('report_id', '=', report.id).where('taken_out_at', 'is', null).executeTakeFirst() : null
  if (point === undefined) throw new NotFound()
  const row = { id: newId(), report_id: report.id, point_id: point?.id ?? null, text: input.text, author_id: author.id, author_name: author.name, at: now, answer: null, answered_at: null, answered_by_name: null }
  await trx.insertInto('visit_report_comment').values(row).execute()
  await record(trx, actor, 'visit-report.commented', report.id, { visit: visit.title }, visit.place_id)
}

/** The lead answers a comment; a later answer takes the place of an earlier one. */
export async function answerComment (trx: Trx, { visit, viewer, at: now }: Hand, commentId: string, text: string) {
  const found = await reportOf(trx, visit)
  if (!found) throw new NotFound()
  if (found.stage === 'final') throw new Refusal('This report is final. It cannot be changed any more.')
  const comment = await trx.selectFrom('visit_report_comment').select('id').where('id', '=', commentId).where('report_id', '=', found.report.id).executeTakeFirst()
  if (!comment) throw new NotFound()
  await trx.updateTable('visit_report_comment').set({ answer: text, answered_at: now, answered_by_name: viewer.name }).where('id', '=', comment.id).execute()
  await record(trx, viewer, 'visit-report.comment-answered', found.report.id, { visit: visit.title }, visit.place_id)
}

const notWithHost = 'The report is not with the host now. Its lead gives it to the host when the partners have commented.'

/** The host says that a point is right, or disputes it. @throws FieldRefusal for a dispute without a reason */
export async function checkPoint (trx: Trx, hand: Hand, pointId: string, input: CheckInput) {
  const report = await at(trx, hand.visit, 'host', notWithHost)
  const point = await findPoint(trx, hand.library, hand.visit, report, pointId)
  if (point.revision !== input.revision) throw new Refusal('This point was changed while you were reading. Read it again.')
  if (input.verdict === 'disputed' && !input.reason) throw new FieldRefusal('reason', 'Say what is not right, and what would be')
  if (point.check?.answered_at) throw new Refusal('The lead has answered your dispute already. Talk to the lead of the visit.')
  await keepCheck(trx, hand, point, input.verdict, input.reason ?? null)
  await record(trx, hand.viewer, `visit-report.point-${input.verdict}`, report.id, { visit: hand.visit.title }, hand.visit.place_id)
}

/** A mark of the points as somebody saw them, so that nobody accepts what they have not read. */
export const markOf = (points: Pick<Point, 'id' | 'revision'>[]): string => createHash('sha256').update(JSON.stringify(points.map(point => [point.id, point.revision]))).digest('hex').slice(0, 32)

/** The host accepts every point that has no answer yet. @throws Refusal when one of them reads otherwise by now */
export async function acceptRest (trx: Trx, hand: Hand, seen: string): Promise<number> {
  const report = await at(trx, hand.visit, 'host', notWithHost)
  const points = await listPoints(trx, hand.library, hand.visit, report)
  if (markOf(points) !== seen) throw new Refusal('The report was changed while you were reading. Read it again before you accept the rest.')
  const open = points.filter(point => !point.check || (point.check.verdict === 'accepted' && point.check.point_revision !== point.revision))
  await trx.deleteFrom('visit_report_check').where('point_id', 'in', open.map(point => point.id)).execute()
  if (open.length > 0) await trx.insertInto('visit_report_check').values(open.map(point => checkRow(hand, point, 'accepted', null))).execute()
  await record(trx, hand.viewer, 'visit-report.rest-accepted', report.id, { visit: hand.visit.title, points: open.length }, hand.visit.place_id)
  return open.length
}

/** The lead answers a dispute, and says how the point reads from now on. */
export async function answerDispute (trx: Trx, hand: Hand, pointId: string, input: DisputeInput) {
  const report = await at(trx, hand.visit, 'host', notWithHost)
  const point = await findPoint(trx, hand.library, hand.visit, report, pointId)
  if (point.check?.verdict !== 'disputed') throw new Refusal('The host does not dispute this point.')
  const isChanged = input.text !== point.text
  if (isChanged) await trx.updateTable('visit_report_point').set({ text: input.text, revision: point.revision + 1, saved_at: hand.at, saved_by_name: hand.viewer.name }).where('id', '=', point.id).execute()
  await trx.updateTable('visit_report_check').set({ answer: input.answer, answered_at: hand.at, answered_by_name: hand.viewer.name }).where('point_id', '=', point.id).execute()
  await record(trx, hand.viewer, 'visit-report.dispute-answered', report.id, { visit: hand.visit.title, changed: isChanged ? 'yes' : 'no' }, hand.visit.place_id)
}

async function keepCheck (trx: Trx, hand: Hand, point: Point, verdict: 'accepted' | 'disputed', reason: string | null) {
  await trx.deleteFrom('visit_report_check').where('point_id', '=', point.id).execute()
  await trx.insertInto('visit_report_check').values(checkRow(hand, point, verdict, reason)).execute()
}

const checkRow = ({ viewer, at: now }: Hand, point: Point, verdict: 'accepted' | 'disputed', reason: string | null) => ({
  point_id: point.id, point_revision: point.revision, verdict, reason, by_name: viewer.name, at: now, answer: null, answered_at: null, answered_by_name: null
})
