import t from 'tap'
import { people, places, testApp } from '../support/app.ts'
import { addressOf, ask, eventsOf, ready } from '../support/calendar.ts'

t.test('an address is shown once, works without signing in, and is kept nowhere in the clear', async t => {
  const test = await ready(t)
  const shown = await test.as('member').post('/calendar/addresses', { shows: 'mine' })
  t.equal(shown.statusCode, 200)
  const [, secret] = /http:\/\/[^/]+\/calendar\/([\w-]{43})\.ics/.exec(shown.body)!
  t.match(shown.body, 'webcal://')
  t.match(shown.body, 'Anybody who has it can read these dates')
  const list = await test.as('member').get('/calendar')
  t.match(list.body, 'Made on 23 November 2026, not used yet')
  t.notMatch(list.body, secret!)

  const reply = await ask(test, `/calendar/${secret}.ics`)
  t.equal(reply.statusCode, 200)
  t.equal(reply.headers['content-type'], 'text/calendar; charset=utf-8')
  t.match(reply.headers['cache-control'], /^private/)
  t.equal(reply.headers['content-disposition'], 'inline; filename="my-work.ics"')
  t.equal(reply.headers['set-cookie'], undefined)
  const signedIn = await test.as('member').get(`/calendar/${secret}.ics`)
  t.equal(signedIn.headers['set-cookie'], undefined, 'and a browser that is signed in gets none either')
  t.match((await test.as('member').get('/calendar')).body, 'last used on 23 November 2026')

  const rows = JSON.stringify([await test.db.selectFrom('calendar_feed').selectAll().execute(), await test.db.selectFrom('audit_event').selectAll().execute()])
  t.notOk(rows.includes(secret!), 'neither in its row nor in the trail')
  t.match(rows, /"token_hash":"[0-9a-f]{64}"/)
  t.match(rows, 'calendar.address-made')
  t.match(rows, '"last_used_on":"2026-11-23"')
})

t.test('stopped, it is gone at once; nobody stops somebody else’s', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  const kept = await addressOf(test, 'member', 'team/craigmor')
  const { id } = await test.db.selectFrom('calendar_feed').select('id').where('person_id', '=', people.member.id).where('place_id', 'is', null).executeTakeFirstOrThrow()
  t.equal((await test.as('chair').post(`/calendar/addresses/${id}/stopping`)).statusCode, 404)
  t.equal((await ask(test, path)).statusCode, 200)
  t.equal((await test.as('member').post(`/calendar/addresses/${id}/stopping`)).statusCode, 303)
  const gone = await ask(test, path)
  t.equal(gone.statusCode, 404)
  t.match(gone.headers['content-type'], /^text\/plain/)
  t.equal(gone.headers['set-cookie'], undefined)
  t.equal((await ask(test, kept)).statusCode, 200, 'the other address goes on')
  t.equal((await test.as('member').post(`/calendar/addresses/${id}/stopping`)).statusCode, 303, 'twice does no harm')
  t.equal((await test.db.selectFrom('audit_event').selectAll().where('what', '=', 'calendar.address-stopped').execute()).length, 1)
  t.notMatch((await test.as('member').get('/calendar')).body, id)
})

t.test('what is not an address is not there', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  const { token_hash: hash } = await test.db.selectFrom('calendar_feed').select('token_hash').where('person_id', '=', people.member.id).executeTakeFirstOrThrow()
  for (const wrong of ['x', hash, path.slice(10, -5), `${path.slice(10, -4)}A`, '%00', 'x'.repeat(150)]) t.equal((await ask(test, `/calendar/${wrong}.ics`)).statusCode, 404, wrong)
})

t.test('a team’s address ends with the role, a person’s with the account, and both come back with them', async t => {
  const test = await ready(t)
  const [ofTeam, own] = [await addressOf(test, 'member', 'team/craigmor'), await addressOf(test, 'member')]
  const status = async () => [(await ask(test, ofTeam)).statusCode, (await ask(test, own)).statusCode]
  t.same(await status(), [200, 200])
  await test.db.updateTable('person').set({ disabled_at: '2026-11-23T11:00:00.000Z' }).where('id', '=', people.member.id).execute()
  t.same(await status(), [404, 404], 'the account is closed')
  await test.db.updateTable('person').set({ disabled_at: null }).where('id', '=', people.member.id).execute()
  t.same(await status(), [200, 200])
  // Moved to another team: the person may still have a calendar, but not this team's.
  await test.db.updateTable('role_held').set({ place_id: places.inverallan }).where('person_id', '=', people.member.id).execute()
  t.same(await status(), [404, 200], 'a role elsewhere is none here')
  t.notMatch((await ask(test, own)).body, 'Map support', 'an action still in their name at a team they left is not shown')
  await test.db.updateTable('role_held').set({ ended_at: '2026-11-23T12:00:00.000Z' }).where('person_id', '=', people.member.id).execute()
  t.same(await status(), [404, 404], 'no role at all')
})

t.test('who looks after many teams may choose each, and nobody a team that is not theirs', async t => {
  const test = await ready(t)
  t.match((await ask(test, await addressOf(test, 'areaLead', 'team/craigmor'))).body, 'Map support')
  t.equal((await test.as('outsider').post('/calendar/addresses', { shows: 'team/craigmor' })).statusCode, 404)
  t.equal((await test.as('administrator').post('/calendar/addresses', { shows: 'team/craigmor' })).statusCode, 404)
  t.equal((await test.as('steering').post('/calendar/addresses', { shows: 'team/lochbeag' })).statusCode, 404)
  const page = (await test.as('steering').get('/calendar?team=inverallan')).body
  t.match(page, /<option value="team\/inverallan" selected>/)
  t.notMatch(page, 'Lochbeag')
  t.notMatch((await test.as('administrator').get('/calendar')).body, 'Craigmor')
  t.same(Object.keys(await eventsOf(test, await addressOf(test, 'administrator'))), [], 'and without dates the calendar is empty, but there')
  t.equal((await test.as('nobody').get('/calendar')).statusCode, 303)
})

t.test('ten addresses are enough, and a wrong choice is explained', async t => {
  const test = await testApp(t)
  for (let n = 0; n < 10; n++) await addressOf(test, 'member')
  const refused = await test.as('member').post('/calendar/addresses', { shows: 'mine' })
  t.equal(refused.statusCode, 422)
  t.match(refused.body, 'You have 10 addresses. Stop one first')
  const none = await test.as('chair').post('/calendar/addresses')
  t.equal(none.statusCode, 422)
  t.match(none.body, 'Choose what the calendar shows')
  t.match((await test.as('chair').get('/')).body, 'href="/calendar"')
  t.match((await test.as('chair').get('/communities/craigmor/2026-27')).body, '/calendar?team&#x3D;craigmor')
})

t.test('guessing is slowed down', async t => {
  const test = await testApp(t)
  const guess = () => test.app.inject({ url: '/calendar/guess.ics', headers: { host: 'localhost' }, remoteAddress: '192.0.2.7' })
  const first = await guess()
  const limit = Number(first.headers['x-ratelimit-limit'])
  t.ok(limit >= 100 && limit <= 1000, `${limit} in five minutes`)
  for (let n = 1; n < limit; n++) await guess()
  t.equal((await guess()).statusCode, 429)
  t.equal((await test.app.inject({ url: '/calendar/guess.ics', headers: { host: 'localhost' }, remoteAddress: '192.0.2.8' })).statusCode, 404, 'others are not held up')
})
