import t from 'tap'
import { people, places, testApp } from '../support/app.ts'
import { home, logged } from '../support/monthly-log.ts'
import { viewerOf } from '../support/work.ts'
import { saveRelease } from '../../server/features/figures/changes.ts'
import { logFigures } from '../../server/features/monthly-log/counts-queries.ts'

type Test = Awaited<ReturnType<typeof testApp>>
const term = { from: '2026-08-01', to: '2026-12-31' }
const many = { new_children: '20', 'reason.attendance': '12', 'reason.learning': '8', 'stage.3': '20', 'route.siim': '9', child_view_noted: '14', 'child-reason.not-asked': '6', parent_view_noted: '13', 'parent-reason.could-not-be-reached': '7' }

/** As `releases` does it: count, protect, keep, mark, in one transaction. */
const release = ({ db }: Test, period = term) => db.transaction().execute(async trx => {
  const sets = await logFigures.count(trx, places.authority, period)
  const id = await saveRelease(trx, viewerOf('dataOfficer'), { subject: 'log', period, threshold: 5, sets }, '2027-01-20T09:00:00.000Z')
  await logFigures.mark(trx, places.authority, period, id)
  return id
})

t.test('the log supplies its counts: every break-down adds up to the children discussed', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07', many)
  await logged(test.db, '2026-11-04')
  const sets = await logFigures.count(test.db, places.authority, term)
  const referrals = sets.find(set => set.code === 'referrals')!
  t.same(referrals.totals, [{ team: places.craigmor, count: 25 }])
  for (const table of referrals.tables) t.equal(table.counts.reduce((sum, row) => sum + row.count, 0), 25, table.code)
  t.match(referrals.tables.find(table => table.code === 'route')!.counts.find(row => row.row === 'school'), { count: 14 })
  t.same(referrals.tables.find(table => table.code === 'child-view')!.counts.map(({ row, count }) => [row, count]).sort(), [['not-gathered', 7], ['noted', 18]])
  t.same(sets.find(set => set.code === 'reviewed')!.totals, [{ team: places.craigmor, count: 6 }])
  t.equal(sets.find(set => set.code === 'supports')!.tables[0]!.counts.reduce((sum, row) => sum + row.count, 0), 18)
})

t.test('each meeting remembers its release; what comes late is counted in the next; removed ones never', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07', many)
  const removed = await logged(test.db, '2026-09-02', many)
  await test.as('chair').post(`${home}/${removed}/removal`)
  const first = await release(test)
  t.match(await test.db.selectFrom('log_entry').select(['met_on', 'release_id']).orderBy('met_on').execute(), [{ release_id: null }, { release_id: first }])
  await logged(test.db, '2026-11-04', many)
  t.equal((await logFigures.count(test.db, places.authority, term))[0]!.totals[0]!.count, 20, 'the late one alone')
  const second = await release(test, { from: '2027-01-01', to: '2027-03-31' })
  t.equal((await test.db.selectFrom('log_entry').select('release_id').where('met_on', '=', '2026-11-04').executeTakeFirstOrThrow()).release_id, second)
  t.match((await test.as('chair').get(`${home}/${(await test.db.selectFrom('log_entry').select('id').where('met_on', '=', '2026-10-07').executeTakeFirstOrThrow()).id}`)).body, 'counted in released figures')
})

t.test('those above see what was released and who came, never a small number', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07', many)
  await logged(test.db, '2026-11-04', { 'agency.health': '' })
  const before = (await test.as('dataOfficer').get('/logs/strathclutha/2026-27')).body
  t.match(before, 'Health was at 1 of 2 meetings.', 'who came is not about children')
  t.match(before, 'No figures of the logs have been released yet')
  t.notMatch(before, /25 children|20 children/)
  await release(test)
  for (const who of ['dataOfficer', 'steering', 'visitLead'] as const) t.match((await test.as(who).get('/logs/strathclutha/2026-27')).body, 'Released figures', who)
  const { body } = await test.as('areaLead').get('/logs/craigmor/2026-27')
  for (const words of ['The child’s view was noted for 18 of 25 children (72%) in Aug–Dec 2026.', 'The parent’s or carer’s view was noted for 16 of 25 children (64%)', '2022: not noted in 22%', 'Aug–Dec 2026']) t.ok(body.includes(words), words)
  t.match(body, 'suppressed')
  // One child's learning of November and four straight: no cell of 1 to 4 is told.
  const cells = await test.db.selectFrom('released_figure').select('value').where('value', 'in', [1, 2, 3, 4]).execute()
  t.same(cells, [])
  t.equal((await test.as('outsider').get('/logs/craigmor/2026-27')).statusCode, 404)
  t.equal((await test.as('chair').get('/logs/north/2026-27')).statusCode, 404)
  t.equal((await test.as('areaLead').get('/logs/south/2026-27')).statusCode, 404)
  t.equal((await test.as('stranger').get('/logs/strathclutha/2026-27')).statusCode, 404)
  t.match((await test.as('dataOfficer').get('/')).body, 'Strathclutha Council: monthly logs')
  t.notMatch((await test.as('areaLead').get(home)).body, /18 of 25|>20</, `${people.areaLead.name} sees no count on the team’s page`)
})
