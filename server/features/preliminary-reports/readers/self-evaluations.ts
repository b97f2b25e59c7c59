import { sessionLabel } from '../../../lib/dates.ts'
import { evaluationStage, isAgreed, textLabels } from '../../evaluations/rules.ts'
import { idsOf, keyOf, pagesOf, perPage, teamIds } from './reader.ts'
import type { Db } from '../../../db/types.ts'
import type { Part } from '../tables.ts'
import type { Filters, Reader, Scope, Source } from './reader.ts'

const parts = { strengths: 'strength', areas_for_improvement: 'area', what_changed: 'know' } as const satisfies Record<string, Part>
type Field = keyof typeof parts
const fields = Object.keys(parts) as Field[]

/** What teams have agreed: strengths, areas for improvement, and what changed for children. */
export const selfEvaluations: Reader = {
  kind: 'self-evaluation',
  name: 'Self-evaluations',
  async list (db, scope, filters) {
    const { total } = await agreed(db, scope, filters).select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await columns(agreed(db, scope, filters)).orderBy('place.name').orderBy('place.id').orderBy('judgement.indicator_code').orderBy('session.name', 'desc')
      .limit(perPage).offset((filters.page - 1) * perPage).execute()
    return { sources: rows.flatMap(row => fields.filter(field => row[field]).map(field => sourceOf(row, field, null))), pages: pagesOf(total) }
  },
  async find (db, scope, wanted) {
    const rows = await columns(judgements(db, teamIds(scope, { team: null }))).where('judgement.id', 'in', idsOf(wanted)).execute()
    const steps = await db.selectFrom('self_evaluation_step').select(['self_evaluation_id', 'kind']).where('self_evaluation_id', 'in', rows.map(row => row.self_evaluation_id)).orderBy('at').orderBy('id').execute()
    const keys = new Set(wanted.map(keyOf))
    return rows.flatMap(row => {
      const state = isAgreed(evaluationStage(steps.filter(step => step.self_evaluation_id === row.self_evaluation_id))) ? null : 'The self-evaluation has been reopened and is not agreed at present'
      return fields.map(field => sourceOf(row, field, state)).filter(source => keys.has(keyOf(source)))
    })
  }
}

const judgements = (db: Db, teams: string[]) => db.selectFrom('judgement').innerJoin('self_evaluation', 'self_evaluation.id', 'judgement.self_evaluation_id')
  .innerJoin('place', 'place.id', 'self_evaluation.community_id').innerJoin('session', 'session.id', 'self_evaluation.session_id').where('self_evaluation.community_id', 'in', teams)

/** Those whose self-evaluation took signing or publishing as its last step, and that say something. */
const agreed = (db: Db, scope: Scope, filters: Filters) => judgements(db, teamIds(scope, filters)).innerJoin('self_evaluation_step as step', 'step.self_evaluation_id', 'self_evaluation.id')
  .where('self_evaluation.session_id', 'in', scope.sessions.map(session => session.id)).where('step.kind', 'in', ['signed-off', 'published'])
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('self_evaluation_step as later').select('later.id').whereRef('later.self_evaluation_id', '=', 'step.self_evaluation_id').whereRef('later.id', '>', 'step.id'))))
  .where(where => where.or(fields.map(field => where(`judgement.${field}`, 'is not', null))))
  .$if(filters.indicator !== null, query => query.where('judgement.indicator_code', '=', filters.indicator!))

const columns = (query: ReturnType<typeof judgements>) => query
  .select(['judgement.id', 'judgement.self_evaluation_id', 'judgement.indicator_code', 'judgement.strengths', 'judgement.areas_for_improvement', 'judgement.what_changed', 'place.name as place', 'session.name as session'])

interface Row extends Record<Field, string | null> { id: string, indicator_code: string, place: string, session: string }
const sourceOf = (row: Row, field: Field, state: string | null): Source => ({
  id: row.id, part: field, text: row[field], state, about: `self-evaluation, ${row.indicator_code}, ${textLabels[field].toLowerCase().replace('?', '')}`, place: row.place, session: sessionLabel(row.session), suggested: parts[field]
})
