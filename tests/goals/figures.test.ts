import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { day, goalForm, home, keeper, reviewForm } from '../support/goals.ts'
import { goalFigures } from '../../server/features/goals/counts-queries.ts'
import { saveRelease } from '../../server/features/figures/changes.ts'
import { viewerOf } from '../support/work.ts'

const term = { from: '2026-08-01', to: '2026-12-31' }
type Test = Awaited<ReturnType<typeof testApp>>

let children = 100
/** A goal for each score, each of another child unless `more` says whose. */
async function goalsOf (test: Test, scores: string[], more: Record<string, string> = {}) {
  const urls: string[] = []
  for (const score of scores) {
    const url = String((await test.as('member').post(home, goalForm({ case_code: `CR-${++children}`, ...more }))).headers.location)
    await test.as('member').post(`${url}/reviews`, reviewForm({ score }))
    urls.push(url)
  }
  return urls
}
const release = ({ db }: Test, period = term) => db.transaction().execute(async trx => {
  const sets = await goalFigures.count(trx, places.authority, period)
  const id = await saveRelease(trx, viewerOf('dataOfficer'), { subject: 'goals', period, threshold: 5, sets }, '2027-01-20T09:00:00.000Z')
  await goalFigures.mark(trx, places.authority, period, id)
  return id
})

t.test('each child counts once, with the last review; every table adds up', async t => {
  const test = await testApp(t)
  await keeper(test.db, 'member')
  const [first] = await goalsOf(test, ['-1', '0', '1', '2', '-0.5', '-2'])
  await test.as('member').post(`${first}/reviews`, reviewForm({ score: '0', ...day('reviewed_on', '2026-11-22') }))
  const [set] = await goalFigures.count(test.db, places.authority, term)
  t.same(set!.totals, [{ team: places.craigmor, count: 6 }])
  for (const table of set!.tables) t.equal(table.counts.reduce((sum, row) => sum + row.count, 0), 6, table.code)
  for (const crossing of set!.crossings!) t.equal(crossing.counts.reduce((sum, row) => sum + row.count, 0), 6, crossing.code)
  t.same(Object.fromEntries(set!.tables[0]!.counts.map(({ row, count }) => [row, count])), { expected: 2, more: 2, moved: 1, 'not-moved': 1 })
})

t.test('many goals of one child are one child, so that they do not pass the threshold', async t => {
  const test = await testApp(t)
  await keeper(test.db, 'member')
  await goalsOf(test, ['0', '0', '0', '0', '0', '1'], { case_code: 'CR-099' })
  const [set] = await goalFigures.count(test.db, places.authority, term)
  t.same(set!.totals, [{ team: places.craigmor, count: 1 }])
  await release(test)
  const cells = await test.db.selectFrom('released_figure').select('value').where('place_id', '=', places.craigmor).execute()
  t.same(cells.filter(cell => cell.value !== null && cell.value > 0), [], 'nothing of it is shown')
})

t.test('a review remembers its release; late ones count in the next, corrected and mistaken ones never twice', async t => {
  const test = await testApp(t)
  await keeper(test.db, 'member')
  const [mistake, corrected] = await goalsOf(test, ['0', '1', '0', '0', '0', '0', '0'])
  await test.as('member').post(`${mistake}/closing`, { reason: 'mistake' })
  const id = await release(test)
  t.equal((await test.db.selectFrom('goal_review').select('id').where('release_id', '=', id).execute()).length, 6)
  const { id: review } = await test.db.selectFrom('goal_review').select('id').where('goal_id', '=', corrected!.split('/').at(-1)!).executeTakeFirstOrThrow()
  await test.as('member').post(`${corrected}/reviews/${review}/correction`, reviewForm({ score: '-1', correction: 'Read wrongly' }))
  t.same((await goalFigures.count(test.db, places.authority, term))[0]!.totals, [], 'nothing is left to count')
  await goalsOf(test, ['2'])
  t.same((await goalFigures.count(test.db, places.authority, term))[0]!.totals, [{ team: places.craigmor, count: 1 }], 'the late one alone')
  t.notMatch((await test.as('member').get(`${home}/results`)).body, 'Goals reviewed: 8', 'nor on the keepers’ page')
  t.match((await test.as('member').get(`${home}/results`)).body, 'Goals reviewed: 7')
})

t.test('those above see released totals alone, with small numbers suppressed', async t => {
  const test = await testApp(t)
  await keeper(test.db, 'member')
  await goalsOf(test, ['0', '0', '0', '0', '0', '0', '-1'])
  t.notMatch((await test.as('steering').get('/figures/craigmor')).body, 'Children with a goal reviewed')
  await release(test)
  t.match((await test.as('areaLead').get(`${home}/totals`)).body, '/figures/craigmor')
  const { body } = await test.as('areaLead').get('/figures/craigmor')
  t.match(body, /Children with a goal reviewed[\s\S]*7/)
  t.match(body, 'suppressed')
  const cells = await test.db.selectFrom('released_figure').selectAll().where('figure_table', '=', 'goals.level').where('place_id', '=', places.craigmor).execute()
  t.equal(cells.find(cell => cell.row_code === 'not-moved')?.value, null, 'one child is not told of')
  t.equal(cells.find(cell => cell.row_code === 'expected')?.value, null, 'nor what it would follow from')
})
