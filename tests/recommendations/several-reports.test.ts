import t from 'tap'
import { frameworks, people, places, testApp } from '../support/app.ts'
import { makeReport, newReport } from '../support/made-reports.ts'
import { craigmorAtWork, viewerOf } from '../support/work.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { addMadeReport } from '../../server/features/frameworks/made-reports.ts'
import { refuseChangedFrameworks } from '../../server/features/frameworks/queries.ts'
import { listSessionRecommendations } from '../../server/features/sessions/reports.ts'
import { findSession } from '../../server/features/sessions/queries.ts'

const home = '/recommendations/2026-27'
const at = '2026-11-20T09:00:00.000Z'

async function withReport (t: Parameters<typeof testApp>[0]) {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  await makeReport(test.db)
  return test
}

t.test('a new report’s recommendations stand in the register unanswered, beside those of 2022 and their answers', async t => {
  const { as, db } = await withReport(t)
  const before = await as('steering').post(`${home}/T1-R1`, { revision: 0, answer: 'planned', owner: 'City Steering Group' })
  t.equal(before.statusCode, 303)
  const { body } = await as('steering').get(home)
  t.match(body, '17 of 18 recommendations are not answered yet.')
  for (const words of ['2026-T1-R1 Ask every family twice a year.', 'T4-R2', 'Collaborative Improvement report 2022; Visit of November 2026', 'From the report of the visit of November 2026.']) t.match(body, words)
  const one = (await as('steering').get(`${home}?report=strathclutha-ci-2026%401`)).body
  t.match(one, '2 recommendations shown.')
  t.notMatch(one, 'T1-R1 Make sure')
  t.equal((await as('steering').post(`${home}/2026-T1-R1`, { revision: 0, answer: 'planned', owner: 'Area leads' })).statusCode, 303)
  t.equal((await as('steering').post(`${home}/priorities`, { 'impact.2026-T1-R2': '3', 'effort.2026-T1-R2': '1', 'impact.T1-R1': '1', 'effort.T1-R1': '1' })).statusCode, 303)
  t.match(await db.selectFrom('recommendation_answer').select(['framework_id', 'code']).orderBy('id').execute(), [{ framework_id: 'glasgow-ci-2022', code: 'T1-R1' }, { framework_id: 'strathclutha-ci-2026', code: '2026-T1-R1' }])
  t.match(await db.selectFrom('recommendation_priority').select(['framework_id', 'code']).orderBy('code').execute(), [{ framework_id: 'strathclutha-ci-2026', code: '2026-T1-R2' }, { framework_id: 'glasgow-ci-2022', code: 'T1-R1' }])
  t.match((await as('steering').get(`${home}/register`)).body, 'Sources')
  t.match((await as('steering').get(`${home}/register.csv`)).body, 'Visit of November 2026')
  t.match((await as('steering').get(home)).body, '16 of 18 recommendations are not answered yet.')
  t.match((await as('steering').get('/recommendations/2025-26')).body, '15 of 16 recommendations', 'a session that is over keeps what it answered')
})

t.test('teams plan with both reports; the board, the workbook and the library know the new one', async t => {
  const { as, db } = await withReport(t)
  await db.transaction().execute(trx => addAction(trx, viewerOf('chair'), 'craigmor', '2026-27', { what: 'Ask families', due_on: '2027-01-10', owner_id: people.chair.id, recommendations: ['2026-T1-R1', 'T1-R1'] }, frameworks, at))
  t.match((await as('chair').get('/communities/craigmor/2026-27/plan/make')).body, 'Tell families what became of it.')
  t.match((await as('steering').get(`${home}/2026-T1-R1`)).body, '1 of 3 teams has an action for it')
  t.match(await db.selectFrom('action_source').select(['framework_id', 'code']).where('kind', '=', 'recommendation').where('text', 'like', 'Ask every%').execute(), [{ framework_id: 'strathclutha-ci-2026', code: '2026-T1-R1' }])
  t.match((await as('steering').get('/city/2026-27')).body, '2026-T1-R1')
  t.match((await as('chair').get('/frameworks')).body, 'Report of the visit of November 2026')
  t.match((await as('chair').get('/frameworks/strathclutha-ci-2026/1')).body, 'Ask every family twice a year.')
  t.match((await as('chair').get('/communities/craigmor/2026-27/evidence/new')).body, '2026-T1 Are children heard?')
})

t.test('another authority never sees it: not in its library, its sessions, its register', async t => {
  const { as, db } = await withReport(t)
  for (const url of ['/frameworks', '/communities/lochbeag/2026-27/evidence/new', '/communities/lochbeag/2026-27/plan/actions/new']) {
    const { body, statusCode } = await as('stranger').get(url)
    t.equal(statusCode, 200, url)
    t.notMatch(body, /November 2026|2026-T1/, url)
  }
  t.equal((await as('stranger').get('/frameworks/strathclutha-ci-2026/1')).statusCode, 404)
  const session = await findSession(db, places.otherAuthority, '2026-27')
  t.equal((await listSessionRecommendations(db, frameworks, session)).length, 16)
  await db.insertInto('session_report').values({ session_id: session.id, report_id: 'strathclutha-ci-2026', report_version: '1', added_at: at }).execute()
  t.equal((await listSessionRecommendations(db, frameworks, session)).length, 16, 'even if its session named it')
})

t.test('a new session is opened with the reports of the last one, and may leave some out', async t => {
  const { as, db } = await withReport(t)
  t.match((await as('steering').get('/sessions/new')).body, /value="strathclutha-ci-2026@1"[^>]* checked/)
  const opened = await as('steering').post('/sessions', { name: '2027-28', framework: 'hgios4@1', reports: ['strathclutha-ci-2026@1'], indicators: ['1.1'] })
  t.equal(opened.statusCode, 303)
  t.match((await as('steering').get('/sessions')).body, 'Report of the visit of November 2026')
  const session = await findSession(db, places.authority, '2027-28')
  t.equal((await listSessionRecommendations(db, frameworks, session)).length, 2)
  t.equal((await as('steering').post('/sessions', { name: '2024-25', framework: 'hgios4@1', reports: ['nowhere@1'], indicators: ['1.1'] })).statusCode, 422)
})

t.test('what would not pass as a file of the library is refused, and what was frozen is never other than it was', async t => {
  const { db } = await withReport(t)
  const { visit } = await makeReport(db, newReport({ id: 'another', themes: [] as never }), places.authority).catch(error => { t.match(String(error), '/themes'); return { visit: null } })
  t.equal(visit, null)
  const add = (change: object) => db.transaction().execute(trx => addMadeReport(trx, frameworks, newReport(change), { authorityId: places.authority, visitId: 'none', byName: 'V', at }))
  await t.rejects(add({ id: 'second' }), /another report of the authority has this code/)
  await t.rejects(add({ id: 'second', suggestions_from: 'nowhere' }), /there is no framework nowhere/)
  await refuseChangedFrameworks(db, frameworks)
  const row = await db.selectFrom('framework_report').selectAll().executeTakeFirstOrThrow()
  await db.updateTable('framework_report').set({ content: row.content.replace('twice', 'once') }).execute()
  await t.rejects(refuseChangedFrameworks(db, frameworks), /was changed in the database after it was frozen/)
})
