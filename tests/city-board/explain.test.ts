import { CompiledQuery } from 'kysely'
import t from 'tap'
import { frameworks, testApp } from '../support/app.ts'
import { craigmorAtWork, viewerOf } from '../support/work.ts'
import { findBoard, listAgreedLevels, listNudges, listOpenModerations, listOverduePriorities, readStanding } from '../../server/features/city-board/queries.ts'
import { readCommon } from '../../server/features/common-points/queries.ts'
import { listTrends } from '../../server/features/city-board/trends.ts'
import { readRegister } from '../../server/features/recommendations/queries.ts'
import type { KyselyPlugin, RootOperationNode } from 'kysely'
import type { Db } from '../../server/db/types.ts'

/** Tables that grow with every session of every team. What does not know its session or its teams may not be read. */
const growing = ['self_evaluation', 'self_evaluation_step', 'judgement', 'plan', 'plan_step', 'action', 'action_source', 'progress_update', 'evidence', 'moderation', 'moderation_reading', 'nudge', 'recommendation_answer', 'recommendation_priority', 'team_ask', 'action_step', 'point_placing']
const onlyOnSqlite = process.env.TEST_DATABASE ? 'PostgreSQL scans small tables whatever their indexes; both have the same indexes' : false

/** The tables that a piece of work reads from end to end, by SQLite's own plan of each query it runs. */
async function scanned (db: Db, work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const nodes: RootOperationNode[] = []
  const collect: KyselyPlugin = { transformQuery: ({ node }) => { nodes.push(node); return node }, transformResult: async ({ result }) => result }
  await work(db.withPlugin(collect))
  const found = await Promise.all(nodes.map(async node => {
    const { sql, parameters } = db.getExecutor().compileQuery(node, { queryId: 'explained' })
    // Of nothing, nothing is asked for: SQLite leaves before it reads, but its plan does not say so.
    if (sql.includes('where 1 = 0')) return []
    const { rows } = await db.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]))
    const names = new Map([...sql.matchAll(/"(\w+)" as "(\w+)"/g)].map(([, table, alias]) => [alias!, table!]))
    return rows.flatMap(({ detail }) => {
      const name = /^SCAN (\w+)/.exec(detail)?.[1]
      return name ? [names.get(name) ?? name] : []
    })
  }))
  return found.flat().filter(table => growing.includes(table))
}

t.test('board, trends, paper and register reach every growing table through an index', { skip: onlyOnSqlite }, async t => {
  const { db } = await testApp(t)
  await craigmorAtWork(db)
  const viewer = { ...viewerOf('steering'), asking: 'city.view' as const }
  t.same(await scanned(db, async db => {
    const board = await findBoard(db, viewer, '2026-27', undefined, frameworks)
    const ids = board.teams.map(team => team.id)
    await readStanding(db, ids, board.session)
    await readCommon(db, viewer.authorityId, board.teams, board.session)
    await listTrends(db, board, '2026-11-23', 3)
    await listAgreedLevels(db, viewer.authorityId, board.session)
    await listOverduePriorities(db, ids, board.session, '2026-11-23')
    await listNudges(db, ids, board.session)
    await listOpenModerations(db, ids, board.session)
  }), [])
  t.same(await scanned(db, db => readRegister(db, viewer, '2026-27', frameworks)), [])
})

t.test('the test can fail: a query that knows neither teams nor session is noticed', { skip: onlyOnSqlite }, async t => {
  const { db } = await testApp(t)
  t.same(await scanned(db, db => db.selectFrom('action').select(({ fn }) => fn.countAll().as('n')).where('status', '=', 'complete').execute()), ['action'])
})
