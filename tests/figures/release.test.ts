import t from 'tap'
import { people, places, testApp } from '../support/app.ts'
import { saveRelease } from '../../server/features/figures/changes.ts'
import { listReleased, listReleases } from '../../server/features/figures/queries.ts'
import { middleRow, shareWords, sumOf } from '../../server/features/figures/words-rules.ts'
import type { Db } from '../../server/db/types.ts'
import type { CountSet } from '../../server/features/figures/counts.ts'

const officer = people.dataOfficer
const term = { from: '2026-08-01', to: '2026-12-31' }
const at = '2027-01-20T09:00:00.000Z'

const setOf = (craigmor: number, strathfearn: number, inverallan: number): CountSet => ({
  code: 'referred', name: 'Children referred', tables: [],
  totals: [{ team: places.craigmor, count: craigmor }, { team: places.strathfearn, count: strathfearn }, { team: places.inverallan, count: inverallan }]
})
const release = (db: Db, set: CountSet, { threshold = 5, period = term } = {}) =>
  db.transaction().execute(trx => saveRelease(trx, officer, { subject: 'log', period, threshold, sets: [set] }, at))
const shown = async (db: Db) => {
  const tables = await listReleased(db, await listReleases(db, places.authority), [places.craigmor, places.strathfearn, places.inverallan])
  return tables.map(table => [places.craigmor, places.strathfearn, places.inverallan].map(id => table.cells.find(cell => cell.place === id)!.value))
}

t.test('a release is kept protected, with its trail, and only once for a term', async t => {
  const { db } = await testApp(t)
  await release(db, setOf(3, 20, 30))
  const [table] = await listReleased(db, await listReleases(db, places.authority), [places.craigmor])
  t.same(table!.cells, [{ place: places.craigmor, row: 'all', column: 'all', value: null }])
  t.match(table, { name: 'Children referred', release: { threshold: 5, releasedBy: officer.name, from: term.from } })
  const cells = await db.selectFrom('released_figure').select('value').execute()
  t.notOk(cells.some(cell => cell.value === 3), 'the number is nowhere in the database')
  const trail = await db.selectFrom('audit_event').selectAll().where('what', '=', 'figures.released').executeTakeFirstOrThrow()
  t.match(JSON.parse(trail.details), { subject: 'log', threshold: 5 })
  await t.rejects(release(db, setOf(9, 9, 9)), /released already/)
})

t.test('a threshold changed mid-year touches no earlier release', async t => {
  const { db, as } = await testApp(t)
  await release(db, setOf(7, 20, 30), { threshold: 5 })
  const before = await shown(db)
  t.same(before, [[7, 20, 30]])
  const { body } = await as('dataOfficer').get('/settings')
  t.match(body, 'figures that are released already stay as they are')
  t.equal((await as('dataOfficer').post('/settings', { ...usualForm, threshold: 10 })).statusCode, 303)
  t.same(await shown(db), before)
  await release(db, setOf(7, 20, 30), { threshold: 10, period: { from: '2027-01-01', to: '2027-03-31' } })
  const after = await shown(db)
  t.same(after[1], before[0], 'the first stands as it was')
  t.same(after[0]![0], null, 'the second follows the new one')
})

t.test('settings are kept with a trail; bad input is explained and stays typed', async t => {
  const { db, as } = await testApp(t)
  t.equal((await as('administrator').post('/settings', { ...usualForm, threshold: 6, release: 'by-itself', release_after_weeks: 4, keep_log: '' })).statusCode, 303)
  const { body } = await as('administrator').get('/settings')
  t.match(body, /name="threshold"[^>]*value="6"/)
  t.match(body, /name="keep_log"(?![^>]*value="\d)/)
  t.equal((await db.selectFrom('audit_event').select('what').where('what', '=', 'settings.saved').execute()).length, 1)
  const bad = await as('administrator').post('/settings', { ...usualForm, threshold: 2, keep_goals: '17' })
  t.equal(bad.statusCode, 422)
  for (const text of [/Give a whole number from 3 to 20/, /name="threshold"[^>]*value="2"/, /name="keep_goals"[^>]*value="17"/]) t.match(bad.body, text)
  const noWeeks = await as('administrator').post('/settings', { ...usualForm, release: 'by-itself', release_after_weeks: '' })
  t.equal(noWeeks.statusCode, 422)
  t.match(noWeeks.body, 'Give the number of weeks')
  for (const name of ['chair', 'steering', 'areaLead'] as const) t.equal((await as(name).get('/settings')).statusCode, 403)
})

t.test('no share and no middle value of what is suppressed', t => {
  t.equal(shareWords(24, 29, 5, 'children'), 'most children (24 of 29)')
  t.equal(shareWords(null, 29, 5), null)
  t.equal(shareWords(3, null, 5), null)
  t.equal(shareWords(0, 3, 5), null)
  t.equal(sumOf([3, null, 4]), null)
  t.same(middleRow([{ code: 'a', value: 2 }, { code: 'b', value: 6 }, { code: 'c', value: 1 }], 5), { code: 'b', value: 6 })
  t.equal(middleRow([{ value: null }, { value: 6 }], 5), null)
  t.end()
})

const usualForm = { threshold: 5, release: 'by-hand', release_after_weeks: '', backup_days: 35, keep_log: 36, keep_goals: 36, keep_responses: 24, 'keep_voice-log': 36, 'keep_case-studies': '' }
