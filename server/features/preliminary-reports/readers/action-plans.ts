import { sessionLabel } from '../../../lib/dates.ts'
import { standing, statuses } from '../../action-plans/rules.ts'
import { idsOf, keyOf, pagesOf, perPage, teamIds } from './reader.ts'
import type { Db } from '../../../db/types.ts'
import type { Status } from '../../action-plans/tables.ts'
import type { Filters, Reader, Scope, Source } from './reader.ts'

/** What came of the actions of agreed plans: how they stand, and what changed. */
export const actionPlans: Reader = {
  kind: 'action-plan',
  name: 'Action plans',
  async list (db, scope, filters) {
    const { total } = await agreed(db, scope, filters).select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await columns(agreed(db, scope, filters)).orderBy('place.name').orderBy('session.name', 'desc').orderBy('action.number').limit(perPage).offset((filters.page - 1) * perPage).execute()
    return { sources: (await withUpdates(db, rows)).flatMap(row => [...row.impact ? [impactOf(row)] : [], progressOf(row)]), pages: pagesOf(total) }
  },
  async find (db, scope, wanted) {
    const rows = await columns(actions(db, placeIds(scope, null))).where('action.id', 'in', idsOf(wanted)).execute()
    const keys = new Set(wanted.map(keyOf))
    return (await withUpdates(db, rows)).flatMap(row => [impactOf(row), progressOf(row)]).filter(source => keys.has(keyOf(source)))
  }
}

/** The teams, and the authority's own plan where it is visited as a whole. */
const placeIds = (scope: Scope, team: string | null): string[] => [...teamIds(scope, { team }), ...scope.authority && !team ? [scope.authority.id] : []]

const actions = (db: Db, places: string[]) => db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id').innerJoin('session', 'session.id', 'plan.session_id').where('plan.place_id', 'in', places)

const agreed = (db: Db, scope: Scope, filters: Filters) => actions(db, placeIds(scope, filters.team)).innerJoin('plan_step as step', 'step.plan_id', 'plan.id')
  .where('plan.session_id', 'in', scope.sessions.map(session => session.id)).where('step.kind', 'in', ['agreed', 'signed'])
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('plan_step as later').select('later.id').whereRef('later.plan_id', '=', 'step.plan_id').whereRef('later.id', '>', 'step.id'))))
  .$if(filters.indicator !== null, query => query.where(({ exists, selectFrom }) => exists(selectFrom('action_source').select('action_source.id').whereRef('action_source.action_id', '=', 'action.id').where('action_source.code', '=', filters.indicator))))

const columns = (query: ReturnType<typeof actions>) => query.select(['action.id', 'action.number', 'action.what', 'action.status', 'action.stopped_at', 'action.impact', 'place.name as place', 'session.name as session'])

interface Row { id: string, number: number, what: string, status: Status, stopped_at: string | null, impact: string | null, place: string, session: string }
type Updated = Row & { update: string | null }

/** The latest update of each action; one query. */
async function withUpdates (db: Db, rows: Row[]): Promise<Updated[]> {
  const updates = await db.selectFrom('progress_update').select(['action_id', 'what']).where('action_id', 'in', rows.map(row => row.id)).orderBy('at').orderBy('id').execute()
  return rows.map(row => ({ ...row, update: updates.findLast(update => update.action_id === row.id)?.what ?? null }))
}

const common = (row: Row) => ({ id: row.id, state: null, about: `action plan, action ${row.number}`, place: row.place, session: sessionLabel(row.session) })
const impactOf = (row: Updated): Source => ({ ...common(row), part: 'impact', text: row.impact, suggested: 'strength' })
const progressOf = (row: Updated): Source => ({ ...common(row), part: 'progress', text: `${row.what.replace(/\.$/, '')}: ${statuses[standing(row)].word.toLowerCase()}.${row.update ? ` ${row.update}` : ''}`, suggested: 'know' })
