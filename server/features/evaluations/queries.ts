import { NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import { findTeamSession, listSessionIndicators } from '../sessions/queries.ts'
import { evaluationStage, isEmpty, judgementStatus, progressWords } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { ThoughtPart } from '../first-thoughts/tables.ts'
import type { EvaluationStage } from './rules.ts'
import type { EvaluationTables } from './tables.ts'

export type SelfEvaluation = Selectable<EvaluationTables['self_evaluation']>
export type EvaluationStep = Selectable<EvaluationTables['self_evaluation_step']>
export type Judgement = Selectable<EvaluationTables['judgement']>
export type CarriedText = Selectable<EvaluationTables['carried_text']>
export interface EvaluationFound { community: Place, session: Session, evaluation: SelfEvaluation, steps: EvaluationStep[], stage: EvaluationStage }

/** A team's self-evaluation of a session, or null before it is started. Takes the rows found through the viewer. */
export async function findSelfEvaluation (db: Db, community: { id: string }, session: { id: string }): Promise<SelfEvaluation | null> {
  const row = await db.selectFrom('self_evaluation').selectAll().where('community_id', '=', community.id).where('session_id', '=', session.id).executeTakeFirst()
  return row ?? null
}

/** A started self-evaluation with its stage, found through the viewer. @throws NotFound before it is started */
export async function findEvaluation (db: Db, viewer: Viewer, slug: string, name: string): Promise<EvaluationFound> {
  const { community, session } = await findTeamSession(db, viewer, slug, name)
  const evaluation = await findSelfEvaluation(db, community, session)
  if (!evaluation) throw new NotFound()
  const steps = await listEvaluationSteps(db, evaluation)
  return { community, session, evaluation, steps, stage: evaluationStage(steps) }
}

/** The steps a self-evaluation took, the first first. */
export async function listEvaluationSteps (db: Db, evaluation: { id: string }): Promise<EvaluationStep[]> {
  return db.selectFrom('self_evaluation_step').selectAll().where('self_evaluation_id', '=', evaluation.id).orderBy('at').orderBy('id').execute()
}

/** What a team wrote about each indicator of a session, by code. Empty before the self-evaluation is started. */
export async function listJudgements (db: Db, community: { id: string }, session: { id: string }): Promise<Judgement[]> {
  const rows = await db.selectFrom('judgement').innerJoin('self_evaluation', 'self_evaluation.id', 'judgement.self_evaluation_id').selectAll('judgement')
    .where('self_evaluation.community_id', '=', community.id).where('self_evaluation.session_id', '=', session.id).execute()
  return rows.sort(byName(row => row.indicator_code))
}

/**
 * The indicators a team judges in a session: those the year's template asks for, with a blank where nothing was saved yet, those the team
 * added, and those it wrote about before the template changed.
 */
export async function listIndicatorsJudged (db: Db, { community, session, evaluation }: Pick<EvaluationFound, 'community' | 'session' | 'evaluation'>): Promise<Judgement[]> {
  const asked = await listSessionIndicators(db, session)
  const rows = await listJudgements(db, community, session)
  const blanks = asked.filter(code => !rows.some(row => row.indicator_code === code)).map(code => blankJudgement(evaluation, code))
  return [...rows.filter(row => asked.includes(row.indicator_code) || row.added_by_team || !isEmpty(row)), ...blanks].sort(byName(row => row.indicator_code))
}

/** A judgement nobody has saved: its revision is 0. */
const blankJudgement = (evaluation: SelfEvaluation, code: string): Judgement => ({
  id: '', self_evaluation_id: evaluation.id, indicator_code: code, added_by_team: 0, strengths: null, areas_for_improvement: null, what_changed: null, how_we_know: null,
  next_steps: null, level_state: 'not-yet', level: null, completed_at: null, completed_by: null, revision: 0, saved_by: null, saved_by_name: null, saved_at: null
})

/** One indicator of a self-evaluation. @throws NotFound when the team does not judge it */
export async function findJudgement (db: Db, viewer: Viewer, slug: string, name: string, code: string) {
  const found = await findEvaluation(db, viewer, slug, name)
  const judgements = await listIndicatorsJudged(db, found)
  const judgement = judgements.find(row => row.indicator_code === code)
  if (!judgement) throw new NotFound()
  return { ...found, judgements, judgement }
}

/** Passages copied from an earlier session, of all judgements; confirmed ones too. */
export async function listCarriedTexts (db: Db, evaluation: { id: string }): Promise<CarriedText[]> {
  return db.selectFrom('carried_text').innerJoin('judgement', 'judgement.id', 'carried_text.judgement_id').selectAll('carried_text')
    .where('judgement.self_evaluation_id', '=', evaluation.id).orderBy('carried_text.copied_at').orderBy('carried_text.field').execute()
}

export interface LinkedAction { code: string, number: number, what: string, status: 'not-started' | 'on-track' | 'at-risk' | 'off-track' | 'complete', stopped_at: string | null }

/** The actions of a team's plan of this session that come from an indicator, by number. */
export async function listLinkedActions (db: Db, community: { id: string }, session: { id: string }): Promise<LinkedAction[]> {
  const rows = await db.selectFrom('action_source').innerJoin('action', 'action.id', 'action_source.action_id').innerJoin('plan', 'plan.id', 'action.plan_id')
    .select(['action_source.code', 'action.number', 'action.what', 'action.status', 'action.stopped_at']).distinct()
    .where('plan.place_id', '=', community.id).where('plan.session_id', '=', session.id).where('action_source.kind', '!=', 'recommendation')
    .orderBy('action.number').execute()
  return rows.flatMap(row => row.code === null ? [] : [{ ...row, code: row.code }])
}

/** Passages of first thoughts that were taken into the agreed texts, with the text as it was given. Whose they were is not read. */
export async function listCredits (db: Db, evaluation: { id: string }): Promise<{ judgement_id: string, part: ThoughtPart, text: string, taken_at: string, taken_by_name: string }[]> {
  const rows = await db.selectFrom('first_thought_taken').innerJoin('judgement', 'judgement.id', 'first_thought_taken.judgement_id').innerJoin('first_thought', 'first_thought.id', 'first_thought_taken.thought_id')
    .select(['first_thought_taken.judgement_id', 'first_thought_taken.part', 'first_thought_taken.taken_at', 'first_thought_taken.taken_by_name', 'first_thought.goes_well', 'first_thought.gets_in_the_way', 'first_thought.what_changed'])
    .where('judgement.self_evaluation_id', '=', evaluation.id).orderBy('first_thought_taken.taken_at').orderBy('first_thought_taken.id').execute()
  return rows.map(({ goes_well, gets_in_the_way, what_changed, ...row }) => ({ ...row, text: { goes_well, gets_in_the_way, what_changed }[row.part] ?? '' }))
}

/** What members of the group said against what was agreed, in the order it was said. */
export async function listDissent (db: Db, evaluation: { id: string }): Promise<{ indicator_code: string, text: string, held_on: string }[]> {
  return db.selectFrom('meeting_note').innerJoin('meeting', 'meeting.id', 'meeting_note.meeting_id').select(['meeting_note.indicator_code', 'meeting_note.text', 'meeting.held_on'])
    .where('meeting.self_evaluation_id', '=', evaluation.id).where('meeting_note.kind', '=', 'dissent').orderBy('meeting_note.id').execute()
}

/** The readings of a self-evaluation by other teams, each with its answer. They stand beside the team's own levels for ever. */
export async function listReadings (db: Db, evaluation: { id: string }) {
  return db.selectFrom('moderation_reading').innerJoin('moderation', 'moderation.id', 'moderation_reading.moderation_id').innerJoin('place', 'place.id', 'moderation.reader_id')
    .leftJoin('moderation_reply', 'moderation_reply.reading_id', 'moderation_reading.id')
    .select(['moderation_reading.indicator_code', 'moderation_reading.level_state', 'moderation_reading.level', 'moderation_reading.self_level_state', 'moderation_reading.self_level', 'moderation_reading.reasons',
      'place.name as reader', 'moderation_reply.answer', 'moderation_reply.reason', 'moderation_reply.evidence', 'moderation_reply.agreed_level_state', 'moderation_reply.agreed_level'])
    .where('moderation.self_evaluation_id', '=', evaluation.id).orderBy('moderation_reading.given_at').execute()
}

/** For each indicator: who looks after it, and how many comments are open. */
export async function listTalk (db: Db, evaluation: { id: string }): Promise<{ code: string, person: string | null, comments: number }[]> {
  const assigned = await db.selectFrom('assignment').select(['indicator_code as code', 'person_name']).where('self_evaluation_id', '=', evaluation.id).where('ended_at', 'is', null).execute()
  const open = await db.selectFrom('comment').select(({ fn }) => ['indicator_code as code', fn.countAll<number>().as('n')])
    .where('self_evaluation_id', '=', evaluation.id).where('answers_id', 'is', null).where('resolved_at', 'is', null).groupBy('indicator_code').execute()
  return [...new Set([...assigned, ...open].map(row => row.code))].map(code => ({ code, person: assigned.find(row => row.code === code)?.person_name ?? null, comments: open.find(row => row.code === code)?.n ?? 0 }))
}

/** Everything that was done about a self-evaluation beside its texts: who looked after what, comments, saved states, and the authority's own criteria. */
export async function listWork (db: Db, evaluation: { id: string }, session: { authority_id: string, framework_id: string }) {
  return {
    assignments: await db.selectFrom('assignment').selectAll().where('self_evaluation_id', '=', evaluation.id).orderBy('id').execute(),
    comments: await db.selectFrom('comment').selectAll().where('self_evaluation_id', '=', evaluation.id).orderBy('id').execute(),
    versions: await db.selectFrom('judgement_version').innerJoin('judgement', 'judgement.id', 'judgement_version.judgement_id').selectAll('judgement_version').select('judgement.indicator_code')
      .where('judgement.self_evaluation_id', '=', evaluation.id).orderBy('judgement_version.id').execute(),
    criteria: await db.selectFrom('local_criterion').selectAll().where('authority_id', '=', session.authority_id).where('framework_id', '=', session.framework_id).orderBy('number').execute(),
    asked: await db.selectFrom('first_thought_request').selectAll().where('self_evaluation_id', '=', evaluation.id).execute()
  }
}

/** The names of people by their ids. */
export async function namesOf (db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids.filter(id => id !== null)).execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

export interface EvaluationProgress {
  evaluation: SelfEvaluation | null, stage: EvaluationStage | 'not-started', complete: number, total: number
  /** The code of the first indicator that is not complete. */
  firstIncomplete: string | null
  /** Copied passages nobody has reviewed. */
  unreviewed: number
  sentence: string
}

/** How far a team's self-evaluation has come, for home pages: '3 of 5 indicators complete'. */
export async function evaluationProgress (db: Db, community: Place, session: Session): Promise<EvaluationProgress> {
  const evaluation = await findSelfEvaluation(db, community, session)
  if (!evaluation) {
    const asked = await listSessionIndicators(db, session)
    return { evaluation, stage: 'not-started', complete: 0, total: asked.length, firstIncomplete: null, unreviewed: 0, sentence: 'Not started' }
  }
  const judgements = await listIndicatorsJudged(db, { community, session, evaluation })
  const complete = judgements.filter(judgement => judgementStatus(judgement) === 'complete').length
  const carried = await listCarriedTexts(db, evaluation)
  return {
    evaluation,
    stage: evaluationStage(await listEvaluationSteps(db, evaluation)),
    complete,
    total: judgements.length,
    firstIncomplete: judgements.find(judgement => judgementStatus(judgement) !== 'complete')?.indicator_code ?? null,
    unreviewed: carried.filter(text => !text.confirmed_at).length,
    sentence: progressWords(complete, judgements.length)
  }
}
