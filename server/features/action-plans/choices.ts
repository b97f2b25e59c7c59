import { createHash } from 'node:crypto'
import { points } from '../../lib/text.ts'
import { listJudgements } from '../evaluations/queries.ts'
import { previousSession } from '../sessions/queries.ts'
import { listSessionRecommendations } from '../sessions/reports.ts'
import { listUnfinished, planOf } from './queries.ts'
import { recommendationSource } from './sources.ts'
import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { Action } from './queries.ts'
import type { SourceText } from './sources.ts'

/** Something a plan can be made from. `used` names the actions of this plan that were made from it. */
export interface PlanChoice {
  key: string, group: string, text: string, used: { number: number }[]
  /** The suggested measure of a recommendation: ours, not the report's. */
  measure: string | null
  source: SourceText | null, unfinished: Action | null
}
export interface ChoiceGroups { said: PlanChoice[], recommendations: PlanChoice[], unfinished: PlanChoice[], previous: Session | null }

/** What the self-evaluation said, what the improvement reports recommend, and what the previous session left open. */
export async function listPlanChoices (db: Db, library: Library, place: Place, session: Session): Promise<ChoiceGroups> {
  const plan = await planOf(db, place, session)
  const judgements = await listJudgements(db, place, session)
  const used = plan
    ? await db.selectFrom('action_source').innerJoin('action', 'action.id', 'action_source.action_id')
      .select(['action.number', 'action_source.kind', 'action_source.judgement_id', 'action_source.code', 'action_source.text']).where('action.plan_id', '=', plan.id).orderBy('action.number').execute()
    : []
  const previous = await previousSession(db, session)
  const before = previous && await planOf(db, place, previous)
  const usesOf = (source: SourceText) => used.filter(row => row.kind === source.kind &&
    (source.kind === 'recommendation' ? row.code === source.code : row.judgement_id === source.judgement_id && row.text === source.text)).map(({ number }) => ({ number }))

  const said = judgements.flatMap(judgement => (['area-for-improvement', 'next-step'] as const).flatMap((kind) => {
    const { title } = library.indicator(session.framework_id, session.framework_version, judgement.indicator_code)
    return points(kind === 'next-step' ? judgement.next_steps : judgement.areas_for_improvement).map((text) => {
      const source = { kind, judgement_id: judgement.id, framework_id: session.framework_id, framework_version: session.framework_version, code: judgement.indicator_code, text }
      return { key: `${kind}.${judgement.id}.${shortHash(text)}`, group: `${judgement.indicator_code} ${title}`, text, used: usesOf(source), measure: null, source, unfinished: null }
    })
  }))
  const recommendations = (await listSessionRecommendations(db, library, session)).map((recommendation) => {
    const source = recommendationSource(recommendation)
    const { theme } = recommendation
    return { key: `recommendation.${recommendation.code}`, group: `${theme.code} ${theme.question}`, text: recommendation.text, used: usesOf(source), measure: recommendation.suggested_measure ?? null, source, unfinished: null }
  })
  const unfinished = (before ? await listUnfinished(db, before) : []).map(action => ({
    key: `unfinished.${action.id}`, group: previous!.name, text: action.what, used: [], measure: action.measure, source: null, unfinished: action
  }))
  return { said, recommendations, unfinished, previous }
}

/** A point is known by its text: if it is rewritten while somebody chooses, they are told. */
const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
