import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { craigmorAtWork, craigmorPublished } from '../support/work.ts'

const home = '/communities/craigmor/2026-27/self-evaluation'

t.test('steering opens a session once, and every open team has its self-evaluation with the template and the dates', async t => {
  const { as, db } = await testApp(t)
  await db.updateTable('place').set({ closed_on: '2026-10-01' }).where('id', '=', places.inverallan).execute()
  const date = (name: string, [day, month, year]: string[]) => ({ [`${name}-day`]: day!, [`${name}-month`]: month!, [`${name}-year`]: year! })
  const form = { name: '2027-28', framework: 'hgios4@1', indicators: ['1.1', '2.4'], ...date('submit_by', ['30', '4', '2028']), ...date('agree_by', ['15', '6', '2028']) }
  t.equal((await as('steering').post('/sessions', form)).statusCode, 303)
  const rows = await db.selectFrom('self_evaluation').innerJoin('session', 'session.id', 'self_evaluation.session_id').select(['community_id', 'submit_by', 'agree_by']).where('session.name', '=', '2027-28').execute()
  t.same(rows.map(row => row.community_id).sort(), [places.craigmor, places.strathfearn].sort(), 'not the closed one, not another authority’s')
  t.match(rows[0], { submit_by: '2028-04-30', agree_by: '2028-06-15' })
  t.equal((await db.selectFrom('judgement').select('id').execute()).length, 4)
  t.match((await as('chair').get('/communities/craigmor/2027-28/self-evaluation')).body, '0 of 2 indicators complete')
})

t.test('dates that cannot be are explained, and stay typed', async t => {
  const { as } = await testApp(t)
  const reply = await as('steering').post('/sessions/2026-27/dates', { 'submit_by-day': '30', 'submit_by-month': '4', 'submit_by-year': '2027', 'agree_by-day': '1', 'agree_by-month': '3', 'agree_by-year': '2027' })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'must not be earlier')
  t.match(reply.body, /name="submit_by-day"[^>]*value="30"/)
  t.match((await as('steering').post('/sessions/2026-27/dates', { 'submit_by-day': '30', 'submit_by-month': '4', 'submit_by-year': '2031' })).body, 'Choose a day of the session')
  t.match((await as('steering').post('/sessions/2026-27/dates', { 'submit_by-day': '31', 'submit_by-month': '2', 'submit_by-year': '2027' })).body, 'Give a real date')
  t.equal((await as('steering').post('/sessions/2026-27/dates', { 'submit_by-day': '30', 'submit_by-month': '4', 'submit_by-year': '2027' })).statusCode, 303)
  t.match((await as('steering').get('/sessions')).body, 'Teams submit by 30 April 2027')
})

t.test('draft, with the group, submitted, agreed, published: every move has who, when and a note, and reopening takes it back', async t => {
  const { as, db } = await testApp(t)
  await as('chair').post(home)
  t.equal((await as('chair').post(`${home}/sharing`)).statusCode, 303)
  t.match((await as('member').get(home)).body, 'With the group')
  t.equal((await as('chair').post(`${home}/sharing`)).statusCode, 409, 'once')
  t.equal((await as('chair').post(`${home}/publication`)).statusCode, 409, 'in order')
  for (const code of ['1.1', '1.3', '2.4', '2.7', '3.1']) {
    await as('member').post(`${home}/indicators/${code}`, { revision: 1, strengths: 'a', areas_for_improvement: 'b', what_changed: 'c', how_we_know: 'd', finished: 'yes' })
  }
  await as('chair').post(`${home}/submission`, { note: 'All agencies were there' })
  await as('chair').post(`${home}/sign-off`, { statement: 'Agreed in May' })
  t.notMatch((await as('outsider').get('/published')).body, 'Craigmor', 'not before it is published')
  t.equal((await as('member').post(`${home}/publication`)).statusCode, 403)
  t.equal((await as('chair').post(`${home}/publication`)).statusCode, 303)
  const list = await as('outsider').get('/published')
  t.match(list.body, 'Craigmor, session 2026–27')
  const { id } = await db.selectFrom('self_evaluation').select('id').executeTakeFirstOrThrow()
  t.match((await as('outsider').get(`/published/${id}`)).body, 'Agreed and signed off')
  t.notMatch((await as('stranger').get('/published')).body, 'Craigmor')
  const history = (await as('member').get(`${home}/history`)).body
  for (const words of ['shared it with the group', 'All agencies were there', 'published it']) t.match(history, words)
  t.equal((await as('chair').post(`${home}/reopening`, { reason: 'A figure was wrong' })).statusCode, 303)
  t.equal((await as('outsider').get(`/published/${id}`)).statusCode, 404, 'reopened: no longer published')
})

t.test('the area board says in words where every team stands, what evidence lacks and what is late', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  await db.updateTable('session').set({ submit_by: '2026-11-01' }).where('name', '=', '2026-27').execute()
  const { body } = await as('areaLead').get('/areas/north/2026-27')
  for (const words of ['1 of 5 indicators complete', 'To be submitted by 1 November 2026', 'No views and no observation', 'Not paired', '1 action, draft', 'Catriona Baird', 'Nothing complete yet', 'Open']) t.match(body, words)
  t.notMatch(body, 'Inverallan', 'another area')
  t.equal((await as('areaLead').get('/areas/south/2026-27')).statusCode, 404)
  t.equal((await as('steering').get('/areas/south/2026-27')).statusCode, 200)
  t.equal((await as('areaLead').get('/areas/north')).headers.location, '/areas/north/2026-27')
  await db.updateTable('role_held').set({ ended_at: '2026-11-01T00:00:00.000Z' }).where('place_id', '=', places.craigmor).where('role', '=', 'chair').execute()
  t.match((await as('areaLead').get('/areas/north/2026-27')).body, 'No chair', 'a chair who leaves in the middle is seen')
})

t.test('a published report can be downloaded by another team as PDF', { skip: false }, async t => {
  const { as, db } = await testApp(t)
  const id = await craigmorPublished(db)
  const reply = await as('outsider').get(`/published/${id}.pdf`)
  t.ok([200, 503].includes(reply.statusCode), 'or a page that says how to get a browser')
  if (reply.statusCode === 200) t.equal(reply.rawPayload.subarray(0, 5).toString(), '%PDF-')
})
