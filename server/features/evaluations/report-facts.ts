import { listEvidenceForSession } from '../evidence/queries.ts'
import { listCarriedTexts, listCredits, listDissent, listReadings, listIndicatorsJudged, listLinkedActions, namesOf } from './queries.ts'
import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { EvaluationFound } from './queries.ts'

export type ReportFacts = Awaited<ReturnType<typeof reportFacts>>

/** Everything a report of a self-evaluation says, read in a handful of queries. */
export async function reportFacts (db: Db, library: Library, authority: string, found: EvaluationFound) {
  const { community, session, evaluation, steps, stage } = found
  const judgements = await listIndicatorsJudged(db, found)
  const framework = library.selfEvaluation(session.framework_id, session.framework_version)
  return {
    authority,
    community,
    session,
    evaluation,
    steps,
    stage,
    framework: { title: framework.title, attribution: framework.attribution, scale: framework.scale },
    indicators: judgements.map(judgement => ({ judgement, title: library.indicator(session.framework_id, session.framework_version, judgement.indicator_code).title })),
    evidence: await listEvidenceForSession(db, community, session),
    carried: await listCarriedTexts(db, evaluation),
    credits: await listCredits(db, evaluation),
    dissent: await listDissent(db, evaluation),
    readings: await listReadings(db, evaluation),
    actions: await listLinkedActions(db, community, session),
    names: await namesOf(db, [evaluation.started_by, ...judgements.map(judgement => judgement.completed_by)])
  }
}
