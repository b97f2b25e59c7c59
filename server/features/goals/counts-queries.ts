import { listAllItems } from '../lists/queries.ts'
import { standing } from './rules.ts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { CountTable, Crossing, FigureRow, FigureSource, Period, RowCount } from '../figures/counts.ts'

/**
 * The level a goal reached, in four steps that lie side by side. They are the one table of levels that is released: a finer or a coarser
 * one beside it would let a reader subtract. As expected or better is the sum of the first two.
 */
export const reachedSteps: FigureRow[] = [
  { code: 'more', name: 'More than expected (+1, +2)' }, { code: 'expected', name: 'As expected (0)' },
  { code: 'moved', name: 'Better than at the start, not yet as expected' }, { code: 'not-moved', name: 'As at the start, or further away' }
]
export const stepOf = (score: number, baseline: number): string => score >= 1 ? 'more' : score === 0 ? 'expected' : score > baseline ? 'moved' : 'not-moved'

/**
 * Goals as the releases ask for them: each child with a goal reviewed since the last release, once, with the latest review. A child counts
 * once however many goals it has: five goals of one child would pass a threshold that is there for children.
 */
export const goalFigures: FigureSource = {
  subject: 'goals',
  name: 'Goals',
  async count (db, authorityId, period) {
    const goals = await listUncounted(db, authorityId, period)
    const lists = await listAllItems(db, authorityId)
    const table = (code: string, name: string, rows: FigureRow[], of: (goal: Uncounted) => string): CountTable => ({ code, name, rows, partition: true, counts: added(goals.map(goal => ({ team: goal.team, row: of(goal), count: 1 }))) })
    const named = (list: { code: string, name: string }[]) => list.map(({ code, name }) => ({ code, name }))
    const crossed = (field: 'wellbeing' | 'need' | 'support', name: string): Crossing => ({ code: `${field}-level`, name, rows: field, columns: 'level', counts: crossing(goals, field) })
    return [{
      code: 'goals',
      name: 'Children with a goal reviewed',
      totals: added(goals.map(goal => ({ team: goal.team, row: '', count: 1 }))).map(({ team, count }) => ({ team, count })),
      tables: [
        table('level', 'Level reached', reachedSteps, goal => stepOf(goal.score, goal.baseline)),
        table('wellbeing', 'Wellbeing indicator', named(lists.wellbeing), goal => goal.wellbeing),
        table('need', 'Need', named(lists.needs), goal => goal.need),
        table('support', 'Support', named(lists.supports), goal => goal.support)
      ],
      crossings: [crossed('wellbeing', 'Level reached by wellbeing indicator'), crossed('need', 'Level reached by need'), crossed('support', 'Level reached by support')]
    }]
  },
  async mark (trx: Trx, authorityId, period, releaseId) {
    await trx.updateTable('goal_review').set({ release_id: releaseId }).where('release_id', 'is', null).where('replaced_at', 'is', null).where('reviewed_on', '<=', period.to)
      .where('goal_id', 'in', counted(trx, authorityId)).execute()
  }
}

/** The goals of an authority, but for those that were closed because they were entered by mistake. */
const counted = (db: Kysely<Schema>, authorityId: string) => db.selectFrom('goal').innerJoin('place', 'place.id', 'goal.place_id').select('goal.id').where('place.authority_id', '=', authorityId)
  .where(({ not, exists, selectFrom, and, eb }) => not(and([eb('goal.closed_at', 'is not', null), exists(selectFrom('goal_step').select('goal_step.id').whereRef('goal_step.goal_id', '=', 'goal.id').whereRef('goal_step.at', '=', 'goal.closed_at').where('goal_step.reason', '=', 'mistake'))])))

type Uncounted = Awaited<ReturnType<typeof listUncounted>>[number]
async function listUncounted (db: Db, authorityId: string, { to }: Period) {
  const reviews = await db.selectFrom('goal_review').innerJoin('goal', 'goal.id', 'goal_review.goal_id')
    .select(['goal_review.id', 'goal_review.goal_id', 'goal_review.reviewed_on', 'goal_review.score', 'goal_review.replaced_at', 'goal.place_id as team', 'goal.case_code', 'goal.baseline', 'goal.wellbeing', 'goal.need', 'goal.support'])
    .where('goal_review.release_id', 'is', null).where('goal_review.replaced_at', 'is', null).where('goal_review.reviewed_on', '<=', to).where('goal_review.goal_id', 'in', counted(db, authorityId)).execute()
  return [...Map.groupBy(reviews, review => `${review.team} ${review.case_code.toLowerCase()}`).values()].map(of => standing(of)[0]!)
}

/** Counts of the same team and row together. */
function added (counts: RowCount[]): RowCount[] {
  return [...Map.groupBy(counts, ({ team, row }) => `${team} ${row}`).values()].map(same => ({ ...same[0]!, count: same.reduce((sum, { count }) => sum + count, 0) }))
}

const crossing = (goals: Uncounted[], field: 'wellbeing' | 'need' | 'support') =>
  [...Map.groupBy(goals, goal => `${goal[field]} ${stepOf(goal.score, goal.baseline)}`).values()].map(same => ({ row: same[0]![field], column: stepOf(same[0]!.score, same[0]!.baseline), count: same.length }))
