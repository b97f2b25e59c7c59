import { FieldRefusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { listSessionRecommendations } from '../sessions/reports.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Library, ReportRecommendation } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { ActionSource } from './queries.ts'

export type SourceText = Omit<ActionSource, 'id' | 'action_id'>

/** The text of indicators and recommendations as the session's framework and reports have it. @throws FieldRefusal for a code that is not there */
export async function sourcesFor (db: Db, library: Library, session: Session, codes: { indicators?: string[], recommendations?: string[] }): Promise<SourceText[]> {
  const { framework_id: id, framework_version: version } = session
  const indicators = library.indicators(id, version)
  const recommendations = codes.recommendations?.length ? await listSessionRecommendations(db, library, session) : []
  return [
    ...(codes.indicators ?? []).map((code) => {
      const found = indicators.find(indicator => indicator.code === code)
      if (!found) throw new FieldRefusal('indicators', 'Choose indicators of this session')
      return { kind: 'indicator' as const, judgement_id: null, framework_id: id, framework_version: version, code, text: found.title }
    }),
    ...(codes.recommendations ?? []).map((code) => {
      const found = recommendations.find(recommendation => recommendation.code === code)
      if (!found) throw new FieldRefusal('recommendations', 'Choose recommendations of this session’s reports')
      return recommendationSource(found)
    })
  ]
}

/** A recommendation as the source of an action. */
export const recommendationSource = ({ report, code, text }: ReportRecommendation): SourceText =>
  ({ kind: 'recommendation', judgement_id: null, framework_id: report.id, framework_version: report.version, code, text })

/** Link an action to where it comes from. */
export async function insertSources (trx: Trx, action: { id: string }, sources: SourceText[]) {
  if (sources.length > 0) await trx.insertInto('action_source').values(sources.map(source => ({ ...source, id: newId(), action_id: action.id }))).execute()
}

/** Make an action's indicators and recommendations these ones; what the self-evaluation said stays linked. */
export async function replaceSources (trx: Trx, action: { id: string }, sources: SourceText[]) {
  const before = await trx.selectFrom('action_source').selectAll().where('action_id', '=', action.id).where('kind', 'in', ['indicator', 'recommendation']).execute()
  const same = (a: SourceText, b: SourceText) => a.kind === b.kind && a.code === b.code
  const gone = before.filter(old => !sources.some(source => same(source, old)))
  await trx.deleteFrom('action_source').where('id', 'in', gone.map(({ id }) => id)).execute()
  await insertSources(trx, action, sources.filter(source => !before.some(old => same(source, old))))
}
