import t from 'tap'
import { testApp } from '../support/app.ts'

t.test('the steering group opens a session with the indicators it wants', async t => {
  const { as, db } = await testApp(t)
  const form = await as('steering').get('/sessions/new')
  t.equal(form.statusCode, 200)
  t.match(form.body, /value="1\.1"[^>]* checked/, 'the core indicators are ticked')
  t.notMatch(form.body, /value="3\.2"[^>]* checked/)
  const reply = await as('steering').post('/sessions', { name: '2027-28', framework: 'hgios4@1', reports: ['glasgow-ci-2022@1'], indicators: ['1.1', '3.2'] })
  t.equal(reply.statusCode, 303)
  const session = await db.selectFrom('session').selectAll().where('name', '=', '2027-28').executeTakeFirstOrThrow()
  t.match(session, { framework_id: 'hgios4', framework_version: '1', starts_on: '2027-08-01', ends_on: '2028-07-31' })
  t.same((await db.selectFrom('session_indicator').select('code').where('session_id', '=', session.id).orderBy('code').execute()).map(row => row.code), ['1.1', '3.2'])
  t.equal((await db.selectFrom('framework_in_use').selectAll().execute()).length, 2, 'both versions are frozen')
})

t.test('bad input is explained, and what was ticked stays ticked', async t => {
  const { as } = await testApp(t)
  const none = await as('steering').post('/sessions', { framework: 'hgios4@1', indicators: [] })
  t.equal(none.statusCode, 422)
  t.match(none.body, 'Choose a session')
  const taken = await as('steering').post('/sessions', { name: '2026-27', framework: 'hgios4@1', indicators: ['3.2'] })
  t.match(taken.body, 'is open already')
  t.match(taken.body, /value="3\.2"[^>]* checked/)
  t.match((await as('steering').post('/sessions', { name: '2027-28', framework: 'hgios4@1' })).body, 'Choose at least one indicator')
})

t.test('indicators of a session can be changed', async t => {
  const { as } = await testApp(t)
  t.equal((await as('administrator').post('/sessions/2026-27/indicators', { indicators: ['2.4'] })).statusCode, 303)
  t.match((await as('administrator').get('/sessions')).body, '1 indicator: 2.4')
})

t.test('who may not', async t => {
  const { as } = await testApp(t)
  t.equal((await as('chair').get('/sessions')).statusCode, 403)
  t.equal((await as('areaLead').post('/sessions', { name: '2027-28', framework: 'hgios4@1', indicators: ['1.1'] })).statusCode, 403)
  t.equal((await as('nobody').get('/sessions')).statusCode, 303)
})
