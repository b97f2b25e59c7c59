import { NotFound } from '../../lib/errors.ts'
import { findKept, isKeeper } from './keeper-queries.ts'
import { pageSize, standing } from './rules.ts'
import { tidyCode } from './case-code-rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { GoalTables } from './tables.ts'

export type Goal = Selectable<GoalTables['goal']>
export type Review = Selectable<GoalTables['goal_review']>
export type GoalStep = Selectable<GoalTables['goal_step']>

/** One goal with everything about it, found through its keeper. @throws NotFound for another team's, Forbidden for who is no keeper */
export async function findGoal (db: Db, viewer: Viewer, slug: string, id: string) {
  const community = await findKept(db, viewer, slug)
  const goal = await db.selectFrom('goal').selectAll().where('id', '=', id).where('place_id', '=', community.id).executeTakeFirst()
  if (!goal) throw new NotFound()
  return { community, goal, reviews: await listReviews(db, [goal]) }
}

/** The reviews of some goals, replaced ones too, in the order in which they were recorded. */
export async function listReviews (db: Db, goals: { id: string }[]): Promise<Review[]> {
  return db.selectFrom('goal_review').selectAll().where('goal_id', 'in', goals.map(goal => goal.id)).orderBy('id').execute()
}

/** When goals were closed and opened again. */
export const listSteps = async (db: Db, goals: { id: string }[]): Promise<GoalStep[]> =>
  db.selectFrom('goal_step').selectAll().where('goal_id', 'in', goals.map(goal => goal.id)).orderBy('id').execute()

/** What a goal said before it was changed, the latest first. */
export const listVersions = async (db: Db, goal: { id: string }) =>
  db.selectFrom('goal_version').selectAll().where('goal_id', '=', goal.id).orderBy('revision', 'desc').execute()

interface Filters { show?: 'open' | 'closed' | 'due' | '', code?: string }

const filtered = (db: Db, community: Place, { show, code }: Filters, today: string) => db.selectFrom('goal').where('place_id', '=', community.id)
  .$if(Boolean(code), query => query.where('case_code', '=', tidyCode(code!)))
  .$if(show === 'closed', query => query.where('closed_at', 'is not', null))
  .$if(show !== 'closed' && !code, query => query.where('closed_at', 'is', null))
  .$if(show === 'due', query => query.where('review_on', '<=', today))

/** A page of a team's goals: those whose review is due soonest come first. */
export async function listGoals (db: Db, community: Place, filters: Filters & { page?: number }, today: string) {
  const { n } = await filtered(db, community, filters, today).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const goals = await filtered(db, community, filters, today).selectAll().orderBy('review_on', order => order.asc().nullsLast()).orderBy('id').limit(pageSize).offset(((filters.page ?? 1) - 1) * pageSize).execute()
  const reviews = await listReviews(db, goals)
  return { total: n, goals: goals.map(goal => ({ ...goal, last: standing(reviews.filter(review => review.goal_id === goal.id))[0] ?? null })) }
}
export type ListedGoal = Awaited<ReturnType<typeof listGoals>>['goals'][number]

/** Every goal of a team, closed ones too. */
export const listAllGoals = async (db: Db, community: Place): Promise<Goal[]> =>
  db.selectFrom('goal').selectAll().where('place_id', '=', community.id).orderBy('case_code').orderBy('id').execute()

/** The goals of one child. */
export const listGoalsOfCase = async (db: Db, community: { id: string }, code: string): Promise<Goal[]> =>
  db.selectFrom('goal').selectAll().where('place_id', '=', community.id).where('case_code', '=', code).orderBy('id').execute()

/** The goals of a team that were reviewed within a time, each with the last review within it. */
export async function listReviewed (db: Db, community: Place, from: string, to: string) {
  const goals = await listAllGoals(db, community)
  const reviews = await listReviews(db, goals)
  const mistakes = (await listSteps(db, goals)).filter(step => step.reason === 'mistake')
  return goals.filter(goal => !mistakes.some(step => step.goal_id === goal.id && step.at === goal.closed_at)).flatMap(goal => {
    const last = standing(reviews.filter(review => review.goal_id === goal.id && review.reviewed_on >= from && review.reviewed_on <= to))[0]
    return last ? [{ ...goal, score: last.score, reviewed_on: last.reviewed_on }] : []
  })
}
export type ReviewedGoal = Awaited<ReturnType<typeof listReviewed>>[number]

/** Open goals of the teams this person keeps whose review is due by a day, the first five: the team’s list has them all. */
export async function listGoalsDue (db: Db, places: string[], until: string) {
  return db.selectFrom('goal').innerJoin('place', 'place.id', 'goal.place_id').select(['goal.id', 'goal.case_code', 'goal.review_on', 'place.name as place', 'place.slug'])
    .where('goal.place_id', 'in', places).where('goal.closed_at', 'is', null).where('place.closed_on', 'is', null).where('goal.review_on', '<=', until).orderBy('goal.review_on').orderBy('goal.id').limit(5).execute()
}

/** Where the page of a team leads to, and what it says of goals: a keeper is told how many are open, nobody else. */
export async function goalsOfTeam (db: Db, viewer: Viewer, community: Place): Promise<{ href: string, status: string }> {
  const home = `/communities/${community.slug}/goals`
  if (!await isKeeper(db, viewer, community)) return { href: `${home}/totals`, status: 'Totals' }
  const { n } = await db.selectFrom('goal').select(({ fn }) => fn.countAll<number>().as('n')).where('place_id', '=', community.id).where('closed_at', 'is', null).executeTakeFirstOrThrow()
  return { href: home, status: `${n} open` }
}
