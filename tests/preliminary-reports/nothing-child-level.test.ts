import { globSync, readFileSync } from 'node:fs'
import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { goalAddresses } from '../support/goals.ts'
import { craigmorAtWork, craigmorPublished, viewerOf } from '../support/work.ts'
import { visitReady } from '../support/visiting.ts'
import { saveRelease } from '../../server/features/figures/changes.ts'
import { archivedTables } from '../../server/db/archive.ts'

/** All that a reader may read: what teams agreed, and figures that were released. A table about children is none of them. */
const allowed = new Set(['judgement', 'self_evaluation', 'self_evaluation_step', 'place', 'session', 'evidence', 'evidence_link', 'moderation', 'moderation_reading', 'moderation_reply', 'plan', 'plan_step', 'action', 'action_source', 'progress_update'])
const imports = new Set(['listAnswers', 'listRecommendationActions', 'listReleased', 'listReleases'])

/** The tables a source file names in its queries, and the queries of other features it calls. */
const reads = (source: string) => [...source.matchAll(/(?:selectFrom|[jJ]oin|insertInto|updateTable)\('(\w+)/g)].map(found => found[1]!)
const calls = (source: string) => [...source.matchAll(/^import \{ ([^}]+) \} from '\.\.\/\.\.\/[\w-]+\/(?:queries|changes)\.ts'/gm)].flatMap(found => found[1]!.split(', '))

t.test('no reader names a table about children', async t => {
  const files = globSync('server/features/preliminary-reports/readers/*.ts')
  t.ok(files.length >= 7)
  for (const file of files) {
    const source = readFileSync(file, 'utf8')
    t.same(reads(source).filter(table => !allowed.has(table)), [], file)
    t.same(calls(source).filter(name => !imports.has(name)), [], `${file}: calls`)
  }
  t.same(reads("db.selectFrom('goal').innerJoin('log_row as row', 'a', 'b')"), ['goal', 'log_row'], 'the look can fail')
})

const canary = 'CANARY-7391'

t.test('with a canary in every text about children, none is offered, taken, saved as a version or printed', async t => {
  const { db, as } = await testApp(t)
  await craigmorPublished(db)
  await craigmorAtWork(db)
  const { home, themes } = await visitReady(db)
  await goalAddresses(db)
  await db.updateTable('goal_review').set({ note: 'Said at home', childs_words: 'I have a friend' }).execute()
  const planted = await plant(db as any)
  t.ok(planted.includes('goal.much_less') && planted.includes('goal_review.note'), `planted in ${planted.join(', ')}`)
  const lead = as('visitLead')
  const theme = `${home}/preliminary/themes/${themes[0]!.id}`
  let taken = 0
  for (const kind of ['self-evaluation', 'evidence', 'moderation', 'action-plan', 'recommendation', 'figures']) {
    const { body } = await lead.get(`${theme}/candidates?kind=${kind}`)
    t.notMatch(body, canary, kind)
    const sources = [...body.matchAll(/name="sources" type="checkbox" value="([^"]+)"/g)].map(found => found[1]!)
    if (sources.length > 0) t.equal((await lead.post(`${theme}/candidates`, { kind, into: 'suggested', sources })).statusCode, 303)
    taken += sources.length
  }
  t.ok(taken > 10, `${taken} sources were taken`)
  await lead.post(`${home}/preliminary/versions`)
  const version = await db.selectFrom('preliminary_version').selectAll().executeTakeFirstOrThrow()
  t.notMatch(JSON.stringify(version), canary)
  t.match(version.document, 'Last year, 2.4 went well.', 'what was agreed is in it')
})

/** Into every text column of tables that no reader may read: goals, logs, views, case studies, whatever there is. */
async function plant (db: any): Promise<string[]> {
  const free = archivedTables.filter(table => !allowed.has(table) && /goal|log|view|survey|answer|case|note|thought|comment/.test(table) && !/recommendation|preliminary|visit/.test(table))
  const planted: string[] = []
  for (const table of free) {
    const row = await db.selectFrom(table).selectAll().limit(1).executeTakeFirst()
    const columns = Object.entries(row ?? {}).filter(([name, value]) => typeof value === 'string' && !/id$|_at$|_on$|kind|state|hash|code|status|part|session/.test(name)).map(([name]) => name)
    for (const column of columns) await db.updateTable(table).set({ [column]: `${canary} ${table}` }).execute().then(() => { planted.push(`${table}.${column}`) }, () => {})
  }
  return planted
}

t.test('figures are the released cells, a small number stays suppressed and the note says so', async t => {
  const { db, as } = await testApp(t)
  const { home, themes } = await visitReady(db)
  const set = {
    code: 'referred', name: 'Children referred', totals: [{ team: places.craigmor, count: 40 }, { team: places.inverallan, count: 30 }, { team: places.strathfearn, count: 20 }],
    tables: [{
      code: 'stage', name: 'Children referred by stage', partition: true, rows: [{ code: 'primary', name: 'Primary' }, { code: 'secondary', name: 'Secondary' }, { code: 'early', name: 'Early years' }], counts: [
        { team: places.craigmor, row: 'primary', count: 25 }, { team: places.craigmor, row: 'secondary', count: 12 }, { team: places.craigmor, row: 'early', count: 3 },
        { team: places.inverallan, row: 'primary', count: 30 }, { team: places.strathfearn, row: 'secondary', count: 20 }
      ]
    }]
  }
  await db.transaction().execute(trx => saveRelease(trx, viewerOf('dataOfficer'), { subject: 'log', period: { from: '2026-08-01', to: '2026-10-31' }, threshold: 5, sets: [set] }, '2026-11-15T09:00:00.000Z'))
  const lead = as('visitLead')
  const here = `${home}/preliminary/themes/${themes[0]!.id}/candidates?kind=figures`
  t.match((await lead.get(here)).body, 'Children referred, 1 August 2026 to 31 October 2026: 90.')
  const craigmor = (await lead.get(`${here}&team=${places.craigmor}`)).body
  t.match(craigmor, /Early years: suppressed[^]+stands for a number under 5/)
  t.notMatch(craigmor, /Early years: 3/)
})
