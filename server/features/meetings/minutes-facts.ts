import { listIndicatorsJudged } from '../evaluations/queries.ts'
import { listSpreads, requestOf } from '../first-thoughts/queries.ts'
import { listDecided, listNotes } from './queries.ts'
import type { Db } from '../../db/types.ts'
import type { EvaluationFound } from '../evaluations/queries.ts'
import type { Library } from '../frameworks/library.ts'
import type { Meeting } from './queries.ts'

export type MinutesFacts = Awaited<ReturnType<typeof minutesFacts>>

/** Everything that the minutes of a meeting say. */
export async function minutesFacts (db: Db, library: Library, authority: string, found: EvaluationFound, meeting: Meeting) {
  const { community, session, evaluation } = found
  const judgements = await listIndicatorsJudged(db, found)
  return {
    authority,
    community,
    session,
    meeting,
    indicators: judgements.map(judgement => ({ judgement, title: library.indicator(session.framework_id, session.framework_version, judgement.indicator_code).title })),
    scale: library.selfEvaluation(session.framework_id, session.framework_version).scale,
    spreads: await listSpreads(db, await requestOf(db, evaluation)),
    notes: await listNotes(db, meeting),
    decided: await listDecided(db, meeting)
  }
}
