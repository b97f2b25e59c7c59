import t from 'tap'
import { frameworks, people, testApp } from '../support/app.ts'
import { cityAtWork, craigmorAtWork, viewerOf } from '../support/work.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'

const plan = '/communities/craigmor/2026-27/plan'

t.test('home is the person’s own work, and an update takes one form there', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  const { body } = await as('member').get('/')
  for (const words of ['Map support against need', 'Due in 58 days', 'How does it stand?']) t.match(body, words)
  t.notMatch((await as('both').get('/')).body, 'Map support', 'somebody else’s is not')
  const reply = await as('member').post(`${plan}/actions/1/updates`, { from: '/', status: 'at-risk', what: 'Two schools have not answered', 'next_on-day': '1', 'next_on-month': '12', 'next_on-year': '2026' })
  t.equal(reply.statusCode, 303)
  t.equal(reply.headers.location, '/')
  t.match((await as('member').get('/')).body, 'At risk')
  t.match((await as('chair').get(`${plan}/actions/1`)).body, 'Two schools have not answered')
  const wrong = await as('member').post(`${plan}/actions/1/updates`, { from: '/', status: 'complete', what: 'All answered' })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, 'All answered', 'nothing typed is lost')
  t.equal((await as('member').post(`${plan}/actions/1/updates`, { from: 'https://evil.example', status: 'at-risk', what: 'x' })).statusCode, 422, 'and it leads nowhere else')
})

t.test('steps, checks and reviews wait for those whose turn it is', async t => {
  const { as, db } = await testApp(t)
  const work = await craigmorAtWork(db)
  await as('chair').post(`${plan}/actions/1/steps/${work.step.id}`, { what: 'Ask every school', status: 'doing', owner_id: people.both.id })
  t.match((await as('both').get('/')).body, 'Step: Ask every school')
  await as('chair').post(`${plan}/actions/1`, { revision: 1, what: 'Map support', difference: 'd', owner_id: people.member.id, due_choice: 'june', priority: 'yes' })
  t.notMatch((await as('chair').get('/')).body, 'Check action 1')
  await as('member').post(`${plan}/actions/1/updates`, { status: 'complete', what: 'Done', impact: 'i', evidence: 'e' })
  t.match((await as('chair').get('/')).body, 'Check action 1')
  t.match((await as('both').get('/')).body, 'Check action 1')
  t.notMatch((await as('member').get('/')).body, 'Check action 1', 'not for its owner')
  t.notMatch((await as('outsider').get('/')).body, 'Check action 1')
  await as('chair').post(`${plan}/reviews`, { 'held_on-day': '20', 'held_on-month': '11', 'held_on-year': '2026', 'next_on-day': '9', 'next_on-month': '12', 'next_on-year': '2026', reviewer: 'r', status: 'on-track', summary: 's' })
  t.notMatch((await as('chair').get('/')).body, 'Review the plan of Craigmor')
  await db.updateTable('progress_review').set({ next_on: '2026-12-01' }).execute()
  t.match((await as('chair').get('/')).body, 'Review the plan of Craigmor')
  t.notMatch((await as('member').get('/')).body, 'Review the plan of Craigmor')
})

t.test('chairs, area leads and steering have the same list for their place', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  await cityAtWork(db)
  await db.transaction().execute(trx => addAction(trx, viewerOf('outsider'), 'inverallan', '2026-27', { what: 'Late in the south', due_on: '2026-11-01' }, frameworks, '2026-11-20T09:00:00.000Z'))
  const all = (await as('steering').get('/work/strathclutha')).body
  for (const words of ['Map support', 'Agree one referral form', 'Late in the south', '1 on this page is overdue']) t.match(all, words)
  t.equal(all.indexOf('Late in the south') < all.indexOf('Map support'), true, 'what is due first comes first')
  const late = (await as('steering').get('/work/strathclutha?show=overdue')).body
  t.match(late, 'Late in the south')
  t.notMatch(late, 'Map support')
  t.match((await as('steering').get('/work/strathclutha?show=nobody')).body, 'Late in the south')
  t.notMatch((await as('areaLead').get('/work/north')).body, 'Late in the south')
  t.equal((await as('areaLead').get('/work/strathclutha')).statusCode, 404)
  t.equal((await as('areaLead').get('/work/south')).statusCode, 404)
  t.match((await as('chair').get('/work/craigmor')).body, 'Map support')
  t.equal((await as('chair').get('/work/inverallan')).statusCode, 404)
  t.match((await as('steering').get('/')).body, '/work/strathclutha')
  t.equal((await as('steering').get('/work/strathclutha?show=everything')).statusCode, 404)
})

t.test('first thoughts wait for those asked, until they have given one', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  const home = '/communities/strathfearn/2026-27/first-thoughts'
  t.notMatch((await as('both').get('/')).body, 'Give your first thoughts')
  await as('both').post(home, { indicators: ['2.4'] })
  t.match((await as('both').get('/')).body, 'Give your first thoughts to Strathfearn')
  t.notMatch((await as('chair').get('/')).body, 'Give your first thoughts')
  t.equal((await as('both').post(`${home}/mine/2.4`, { revision: 0, goes_well: 'Much', gets_in_the_way: '', what_changed: '', level: '4' })).statusCode, 303)
  t.notMatch((await as('both').get('/')).body, 'Give your first thoughts')
})

t.test('an action carried into the next session is listed once', async t => {
  const { as, db } = await testApp(t)
  const { action } = await craigmorAtWork(db)
  const old = await db.transaction().execute(trx => addAction(trx, viewerOf('chair'), 'craigmor', '2025-26', { what: 'Carried on', owner_id: people.member.id }, frameworks, '2026-06-20T09:00:00.000Z'))
  t.match((await as('member').get('/')).body, 'Carried on')
  await db.updateTable('action').set({ carried_from: old.id }).where('id', '=', action.id).execute()
  t.notMatch((await as('member').get('/')).body, 'Carried on')
})
