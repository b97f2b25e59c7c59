import { evaluationStage, isAgreed, levelWords, stageNames } from '../evaluations/rules.ts'
import { strandNames } from '../evidence/rules.ts'
import { dayOf } from '../../lib/dates.ts'
import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { EvaluationStepKind } from '../evaluations/tables.ts'
import type { TokenHeld } from '../../web/access.ts'
import type { JudgementOut, SelfEvaluationOut, SessionOut, TeamOut } from './schemas.ts'

/** Which rows of a list: those after a key ('' from the start), so many. Lists give one more, which tells that there are more. */
export interface Window { after: string, limit: number }
type Narrowed = { sessionId?: string }

const column = { authority: 'place.authority_id', area: 'place.area_id', community: 'place.id' } as const
/** The teams that a token reaches. Every list below begins here. */
export const teamsOf = (db: Db, { place }: TokenHeld) => db.selectFrom('place').where('place.kind', '=', 'community').where(column[place.kind], '=', place.id)
const day = (at: string | undefined): string | null => at ? dayOf(new Date(at)) : null

export async function listSessionRows (db: Db, token: TokenHeld, { after, limit }: Window): Promise<SessionOut[]> {
  const rows = await db.selectFrom('session').selectAll().where('authority_id', '=', token.authorityId).where('id', '>', after).orderBy('id').limit(limit + 1).execute()
  const codes = await db.selectFrom('session_indicator').selectAll().where('session_id', 'in', rows.map(row => row.id)).orderBy('code').execute()
  const reports = Map.groupBy(await db.selectFrom('session_report').selectAll().where('session_id', 'in', rows.map(row => row.id)).orderBy('added_at').orderBy('report_id').execute(), row => row.session_id)
  const bySession = Map.groupBy(codes, row => row.session_id)
  return rows.map(row => ({
    id: row.id, name: row.name, starts_on: row.starts_on, ends_on: row.ends_on, framework: row.framework_id, framework_version: row.framework_version, reports: (reports.get(row.id) ?? []).map(({ report_id: report, report_version: version }) => `${report}/${version}`),
    report: reports.get(row.id)?.[0]?.report_id ?? null, report_version: reports.get(row.id)?.[0]?.report_version ?? null, submit_by: row.submit_by, moderate_by: row.moderate_by, agree_by: row.agree_by, indicators: (bySession.get(row.id) ?? []).map(({ code }) => code)
  }))
}

export async function listTeamRows (db: Db, token: TokenHeld, { after, limit }: Window): Promise<TeamOut[]> {
  return teamsOf(db, token).leftJoin('place as area', 'area.id', 'place.area_id')
    .select(['place.id', 'place.slug', 'place.name', 'area.name as area', 'place.opened_on', 'place.closed_on'])
    .where('place.id', '>', after).orderBy('place.id').limit(limit + 1).execute()
}

export async function listEvaluationRows (db: Db, token: TokenHeld, { sessionId }: Narrowed, { after, limit }: Window): Promise<SelfEvaluationOut[]> {
  const rows = await teamsOf(db, token).innerJoin('self_evaluation', 'self_evaluation.community_id', 'place.id').innerJoin('session', 'session.id', 'self_evaluation.session_id')
    .select(['self_evaluation.id', 'self_evaluation.started_at', 'place.slug', 'place.name', 'session.name as session'])
    .$if(sessionId !== undefined, query => query.where('self_evaluation.session_id', '=', sessionId!))
    .where('self_evaluation.id', '>', after).orderBy('self_evaluation.id').limit(limit + 1).execute()
  const steps = await db.selectFrom('self_evaluation_step').select(['self_evaluation_id', 'kind', 'at']).where('self_evaluation_id', 'in', rows.map(row => row.id)).orderBy('at').orderBy('id').execute()
  const stepsOf = Map.groupBy(steps, step => step.self_evaluation_id)
  return rows.map(row => {
    const taken = stepsOf.get(row.id) ?? []
    const stage = evaluationStage(taken)
    const last = (kind: EvaluationStepKind) => day(taken.findLast(step => step.kind === kind)?.at)
    return {
      id: row.id, team: row.slug, team_name: row.name, session: row.session, stage, stage_word: stageNames[stage], started_on: day(row.started_at)!,
      submitted_on: last('submitted'), agreed_on: isAgreed(stage) ? last('signed-off') : null, published_on: stage === 'published' ? last('published') : null
    }
  })
}

/** Only of self-evaluations whose last step is signing off or publishing: what is not agreed does not leave. */
export async function listJudgementRows (db: Db, library: Library, token: TokenHeld, { sessionId, indicator }: Narrowed & { indicator?: string }, { after, limit }: Window): Promise<JudgementOut[]> {
  const rows = await teamsOf(db, token).innerJoin('self_evaluation', 'self_evaluation.community_id', 'place.id').innerJoin('session', 'session.id', 'self_evaluation.session_id')
    .innerJoin('judgement', 'judgement.self_evaluation_id', 'self_evaluation.id')
    .select(['judgement.id', 'judgement.indicator_code', 'judgement.level', 'judgement.level_state', 'place.id as place_id', 'place.slug', 'place.name',
      'session.id as session_id', 'session.name as session', 'session.framework_id', 'session.framework_version'])
    .where(({ exists, selectFrom }) => exists(selectFrom('self_evaluation_step as step').select('step.id').whereRef('step.self_evaluation_id', '=', 'self_evaluation.id')
      .where('step.kind', 'in', ['signed-off', 'published'])
      .where(({ not, exists: any, selectFrom: from }) => not(any(from('self_evaluation_step as later').select('later.id')
        .whereRef('later.self_evaluation_id', '=', 'self_evaluation.id').whereRef('later.id', '>', 'step.id'))))))
    .$if(sessionId !== undefined, query => query.where('self_evaluation.session_id', '=', sessionId!))
    .$if(indicator !== undefined, query => query.where('judgement.indicator_code', '=', indicator!))
    .where('judgement.id', '>', after).orderBy('judgement.id').limit(limit + 1).execute()
  const counts = await countEvidence(db, rows)
  return rows.map(row => {
    const { scale } = library.selfEvaluation(row.framework_id, row.framework_version)
    const found = library.indicators(row.framework_id, row.framework_version).find(({ code }) => code === row.indicator_code)
    const of = counts.get(evidenceKey(row)) ?? []
    return {
      id: row.id, team: row.slug, team_name: row.name, session: row.session, indicator: row.indicator_code, indicator_title: found?.title ?? row.indicator_code,
      level: row.level_state === 'level' ? row.level : null, level_word: levelWords(row, scale),
      evidence: Object.fromEntries(strandNames.map(strand => [strand, of.find(count => count.strand === strand)?.n ?? 0])) as JudgementOut['evidence']
    }
  })
}

const evidenceKey = (row: { place_id: string, session_id: string, indicator_code: string | null }) => `${row.place_id} ${row.session_id} ${row.indicator_code}`

/** How much evidence each judgement of a page has, by strand, without what was withdrawn: one query. */
async function countEvidence (db: Db, rows: { place_id: string, session_id: string, indicator_code: string }[]) {
  const counts = await db.selectFrom('evidence_link').innerJoin('evidence', 'evidence.id', 'evidence_link.evidence_id')
    .select(({ fn }) => ['evidence.community_id as place_id', 'evidence_link.target_id as session_id', 'evidence_link.code as indicator_code', 'evidence.strand', fn.countAll<number>().as('n')])
    .where('evidence_link.kind', '=', 'indicator').where('evidence_link.target_id', 'in', [...new Set(rows.map(row => row.session_id))])
    .where('evidence.community_id', 'in', [...new Set(rows.map(row => row.place_id))]).where('evidence_link.code', 'in', [...new Set(rows.map(row => row.indicator_code))])
    .where('evidence.withdrawn_at', 'is', null)
    .groupBy(['evidence.community_id', 'evidence_link.target_id', 'evidence_link.code', 'evidence.strand']).execute()
  return Map.groupBy(counts.map(count => ({ ...count, n: Number(count.n) })), evidenceKey)
}
