import { record } from '../audit/record.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { inParts } from '../../db/parts.ts'
import { findTeamSession, listSessionIndicators } from '../sessions/queries.ts'
import { findEvaluation, findSelfEvaluation, listIndicatorsJudged, listJudgements } from './queries.ts'
import { isEmpty, isSubmitted, mayChangeTexts, stageNames } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { EvaluationFound, SelfEvaluation } from './queries.ts'

/** Start a team's self-evaluation of a session, with the indicators the year's template asks for. One per team per session. */
export async function startSelfEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string, at: string): Promise<SelfEvaluation> {
  const { community, session } = await findTeamSession(trx, viewer, slug, name)
  if (await findSelfEvaluation(trx, community, session)) throw new Refusal('This self-evaluation has been started already.')
  if (community.closed_on) throw new Refusal(`${community.name} is closed. Its work can be read but no longer changed.`)
  const codes = await listSessionIndicators(trx, session)
  const evaluation = { id: newId(), community_id: community.id, session_id: session.id, started_by: viewer.id, started_at: at }
  await trx.insertInto('self_evaluation').values(evaluation).execute()
  if (codes.length > 0) await trx.insertInto('judgement').values(codes.map(code => ({ id: newId(), self_evaluation_id: evaluation.id, indicator_code: code }))).execute()
  await record(trx, viewer, 'self-evaluation.started', evaluation.id, { session: session.name, indicators: codes }, community.id)
  return evaluation
}

/** Give every one of these teams its self-evaluation of a session, with the template's indicators. A handful of statements, however many teams there are. */
export async function startForTeams (trx: Trx, viewer: Pick<Viewer, 'id' | 'name' | 'authorityId'>, session: Session, communities: { id: string }[], at: string): Promise<number> {
  const codes = await listSessionIndicators(trx, session)
  const evaluations = communities.map(community => ({ id: newId(), community_id: community.id, session_id: session.id, started_by: viewer.id, started_at: at }))
  const judgements = evaluations.flatMap(evaluation => codes.map(code => ({ id: newId(), self_evaluation_id: evaluation.id, indicator_code: code })))
  for (const some of inParts(evaluations)) await trx.insertInto('self_evaluation').values(some).execute()
  for (const some of inParts(judgements)) await trx.insertInto('judgement').values(some).execute()
  await record(trx, viewer, 'self-evaluation.opened-for-teams', session.id, { session: session.name, teams: evaluations.length, indicators: codes })
  return evaluations.length
}

/** A self-evaluation whose texts may be changed now. @throws Refusal when it is submitted, signed off, or its team is closed */
export async function openEvaluation (trx: Trx, viewer: Viewer, slug: string, name: string): Promise<EvaluationFound> {
  const found = await findEvaluation(trx, viewer, slug, name)
  if (found.community.closed_on) throw new Refusal(`${found.community.name} is closed. Its work can be read but no longer changed.`)
  if (!mayChangeTexts(found.stage)) {
    const way = isSubmitted(found.stage) ? 'The chair or the area lead can return it with a note' : 'The chair can reopen it with a reason'
    throw new Refusal(`This self-evaluation is ${stageNames[found.stage].toLowerCase()}, so it cannot be changed. ${way}.`)
  }
  return found
}

/** The team judges one more indicator of the session's framework. */
export async function addIndicator (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, library: Library) {
  const found = await openEvaluation(trx, viewer, slug, name)
  const { session, evaluation, community } = found
  if (!library.indicators(session.framework_id, session.framework_version).some(indicator => indicator.code === code)) throw new FieldRefusal('code', 'Choose an indicator of this framework')
  if ((await listIndicatorsJudged(trx, found)).some(judgement => judgement.indicator_code === code)) throw new FieldRefusal('code', 'This indicator is in your self-evaluation already')
  const kept = (await listJudgements(trx, community, session)).find(judgement => judgement.indicator_code === code)
  if (kept) await trx.updateTable('judgement').set({ added_by_team: 1 }).where('id', '=', kept.id).execute()
  else await trx.insertInto('judgement').values({ id: newId(), self_evaluation_id: evaluation.id, indicator_code: code, added_by_team: 1 }).execute()
  await record(trx, viewer, 'self-evaluation.indicator-added', evaluation.id, { code }, community.id)
}

/** Take out an indicator that the team added itself and wrote nothing about. */
export async function removeIndicator (trx: Trx, viewer: Viewer, slug: string, name: string, code: string) {
  const { community, session, evaluation } = await openEvaluation(trx, viewer, slug, name)
  const judgement = (await listJudgements(trx, community, session)).find(row => row.indicator_code === code)
  if (!judgement) throw new NotFound()
  if (!judgement.added_by_team) throw new Refusal('Every team is asked for this indicator, so it cannot be taken out.')
  if (!isEmpty(judgement)) throw new Refusal('Something is written about this indicator, so it cannot be taken out. Clear the texts first.')
  const used = await trx.selectFrom('action_source').select('id').where('judgement_id', '=', judgement.id).executeTakeFirst()
  if (used) throw new Refusal('An action of the plan comes from this indicator, so it cannot be taken out.')
  if (await trx.selectFrom('first_thought_taken').select('id').where('judgement_id', '=', judgement.id).executeTakeFirst()) throw new Refusal('A first thought was taken into this indicator, so it cannot be taken out.')
  await trx.deleteFrom('carried_text').where('judgement_id', '=', judgement.id).execute()
  await trx.deleteFrom('judgement_version').where('judgement_id', '=', judgement.id).execute()
  await trx.deleteFrom('judgement').where('id', '=', judgement.id).execute()
  await record(trx, viewer, 'self-evaluation.indicator-removed', evaluation.id, { code }, community.id)
}
