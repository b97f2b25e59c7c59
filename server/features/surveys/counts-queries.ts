import { lastDay, leftOut } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { CountSet, FigureSource } from '../figures/counts.ts'
import type { Pool } from './rules.ts'

/** Answers as the releases ask for them: surveys that were closed by the end of the term and that no release has counted yet. A set a questionnaire. */
export const viewsFigures: FigureSource = {
  subject: 'views',
  name: 'Views',
  async count (db, authorityId, period) {
    const pools = (await listUncounted(db, authorityId, period.to)).map(row => ({ team: row.team, ...JSON.parse(row.content) as Pool })).filter(pool => pool.answers > 0)
    return [...Map.groupBy(pools, pool => pool.labels.set).values()].map(setOf)
  },
  async mark (trx, authorityId, period, releaseId) {
    const ids = (await listUncounted(trx, authorityId, period.to)).map(row => row.id)
    await trx.updateTable('survey').set({ release_id: releaseId }).where('id', 'in', ids).execute()
  }
}

async function listUncounted (db: Db, authorityId: string, to: string) {
  const rows = await db.selectFrom('survey').innerJoin('place', 'place.id', 'survey.place_id').innerJoin('survey_pool', 'survey_pool.survey_id', 'survey.id')
    .select(['survey.id', 'survey.place_id as team', 'survey.opens_on', 'survey.closes_on', 'survey.closed_on', 'survey_pool.content'])
    .where('place.authority_id', '=', authorityId).where('survey.release_id', 'is', null).where('survey.opens_on', '<=', to).orderBy('survey.id').execute()
  return rows.filter(row => lastDay(row) <= to)
}

/** The answers to one questionnaire, all teams: how many people, and each question with those who left it out. */
function setOf (pools: (Pool & { team: string })[]): CountSet {
  const [{ labels }] = pools as [Pool & { team: string }]
  return {
    code: labels.set,
    name: labels.name,
    totals: summed(pools.map(pool => ({ team: pool.team, row: '', count: pool.answers }))).map(({ team, count }) => ({ team, count })),
    tables: labels.tables.map(table => ({
      ...table,
      partition: true,
      counts: summed(pools.flatMap(pool => {
        const counts = pool.counts[table.code]!
        const answered = Object.values(counts).reduce((sum, n) => sum + n, 0)
        return [...Object.entries(counts), [leftOut.code, pool.answers - answered] as const].map(([row, count]) => ({ team: pool.team, row, count }))
      }))
    }))
  }
}

/** Counts of the same team and row together: a team may have asked twice. */
function summed (counts: { team: string, row: string, count: number }[]) {
  return [...Map.groupBy(counts, ({ team, row }) => `${team} ${row}`).values()].map(same => ({ ...same[0]!, count: same.reduce((sum, { count }) => sum + count, 0) }))
}
