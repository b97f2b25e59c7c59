import t from 'tap'
import { loadDemo } from '../../server/demo/load.ts'
import { hashSecret, newId } from '../../server/lib/ids.ts'
import { dayOf } from '../../server/lib/dates.ts'
import { withoutPeople } from '../../server/features/api/rules.ts'
import { frameworks, people, places, testApp } from '../support/app.ts'
import { emptyDatabase } from '../support/database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { buildApp } from '../../server/app.ts'
import { craigmorAtWork, craigmorPublished } from '../support/work.ts'
import { all, ask, lists, tokenFor } from '../support/api.ts'

t.test('a token reads its place and what is below it, and nothing beside it', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  await craigmorPublished(test.db)
  await test.as('outsider').post('/communities/inverallan/2026-27/self-evaluation')
  await test.as('outsider').post('/communities/inverallan/2026-27/plan/actions', { what: 'Ask families' })
  const teams = async (place: string) => {
    const token = await tokenFor(test, place)
    return Promise.all(['teams', 'self-evaluations', 'judgements', 'actions'].map(async list => [...new Set((await all(test, token, list)).map(row => row.team ?? row.slug))].sort()))
  }
  t.same(await teams(places.craigmor), [['craigmor'], ['craigmor'], ['craigmor'], ['craigmor']])
  t.same(await teams(places.inverallan), [['inverallan'], ['inverallan'], [], ['inverallan']])
  t.same(await teams(places.north), [['craigmor', 'strathfearn'], ['craigmor', 'strathfearn'], ['craigmor'], ['craigmor']])
  t.same(await teams(places.authority), [['craigmor', 'inverallan', 'strathfearn'], ['craigmor', 'inverallan', 'strathfearn'], ['craigmor'], ['craigmor', 'inverallan']])
})

t.test('another authority’s rows are never there', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  await test.db.insertInto('role_held').values({ id: newId(), person_id: people.stranger.id, role: 'administrator', place_id: places.otherAuthority, since_at: '2026-01-01', given_by: null, ended_at: null, ended_by: null }).execute()
  const { body } = await test.as('stranger').post('/api-tokens', { name: 'Theirs', place: places.otherAuthority, 'expires_on-day': '30', 'expires_on-month': '6', 'expires_on-year': '2027' })
  const [token] = /lcjst_[\w-]{43}/.exec(body)!
  t.same((await all(test, token, 'teams')).map(row => row.slug), ['lochbeag'])
  const ours = new Set((await all(test, await tokenFor(test), 'sessions')).map(row => row.id))
  t.notOk((await all(test, token, 'sessions')).some(row => ours.has(row.id)))
  for (const list of lists) t.notMatch((await ask(test, token, list)).body, /craigmor|inverallan/i, list)
})

t.test('no token, a wrong one, one that has run out: 401, and how to do it', async t => {
  const test = await testApp(t)
  const token = await tokenFor(test)
  for (const list of lists) {
    for (const wrong of [null, 'lcjst_', `lcjst_${'x'.repeat(43)}`, token.slice(0, -1), token.replace('lcjst_', '')]) {
      const reply = await ask(test, wrong, list)
      t.equal(reply.statusCode, 401)
      t.match(reply.headers, { 'www-authenticate': /^Bearer/, 'content-type': /^application\/problem\+json/, 'cache-control': 'no-store' })
      t.match(reply.json(), { type: 'about:blank', title: 'Unauthorized', status: 401, detail: /Bearer lcjst_/ })
    }
  }
  t.equal((await ask(test, null, `teams?token=${token}`)).statusCode, 401, 'never in the address')
  t.equal((await test.app.inject({ url: '/api/v1/teams', headers: { host: 'localhost', authorization: `Basic ${token}` } })).statusCode, 401)
  test.clock.now = new Date('2027-06-30T22:00:00Z')
  t.equal((await ask(test, token, 'teams')).statusCode, 200, 'its last day')
  test.clock.now = new Date('2027-06-30T23:30:00Z')
  t.equal((await ask(test, token, 'teams')).statusCode, 401, 'the day after, in London')
})

t.test('a sign-in is no token: it is neither read nor set', async t => {
  const test = await testApp(t)
  const cookie = await test.cookieFor('administrator')
  const before = await test.db.selectFrom('sign_in').selectAll().execute()
  test.clock.now = new Date('2026-11-23T10:10:00Z')
  t.equal((await test.as('administrator').get('/api/v1/teams')).statusCode, 401)
  t.same(await test.db.selectFrom('sign_in').selectAll().execute(), before, 'the sign-in was not even looked at')
  const token = await tokenFor(test)
  const reply = await test.app.inject({ url: '/api/v1/teams', headers: { host: 'localhost', cookie, authorization: `Bearer ${token}` } })
  t.equal(reply.statusCode, 200)
  t.equal(reply.headers['set-cookie'], undefined)
  t.equal((await test.app.inject({ url: '/communities', headers: { host: 'localhost', authorization: `Bearer ${token}` } })).statusCode, 303, 'and a token is no sign-in')
})

t.test('only reading is answered', async t => {
  const test = await testApp(t)
  const token = await tokenFor(test)
  const head = await ask(test, token, 'teams', 'HEAD')
  t.equal(head.statusCode, 200)
  t.equal(head.body, '')
  for (const method of ['POST', 'PUT', 'DELETE'] as const) {
    const reply = await ask(test, token, 'teams', method)
    t.equal(reply.statusCode, 405)
    t.match(reply.headers, { allow: 'GET, HEAD', 'content-type': /^application\/problem\+json/ })
  }
  const nowhere = await ask(test, token, 'people')
  t.equal(nowhere.statusCode, 404)
  t.equal(nowhere.json().status, 404)
})

t.test('a bad parameter is named', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const token = await tokenFor(test)
  const wrong: [string, string][] = [
    ['teams?limit=0', 'limit'], ['teams?limit=201', 'limit'], ['teams?limit=ten', 'limit'], ['teams?limit=1&limit=2', 'limit'], ['teams?colour=blue', 'colour'], ['teams?session=2026-27', 'session'],
    ['actions?session=2026', 'session'], ['actions?status=late', 'status'], ['actions?updated_since=yesterday', 'updated_since'], ['actions?updated_since=2026-02-31', 'updated_since'], ['actions?updated_since=2016-12-31T23:59:60Z', 'updated_since'], ['recommendations', 'session'],
    ["actions?session=' or 1=1 --", 'session'], ["judgements?indicator=2.4'; drop table action; --", 'indicator'], ['teams?after=%00', 'after'], ['teams?after=nonsense', 'after'],
    [`teams?after=${Buffer.from("teams ' or '1'='1").toString('base64url')}`, 'after'], [`teams?after=${Buffer.from(`actions ${newId()}`).toString('base64url')}`, 'after'],
    [`recommendations?session=2026-27&after=${Buffer.from('recommendations Z99').toString('base64url')}`, 'after']
  ]
  for (const [path, field] of wrong) {
    const reply = await ask(test, token, encodeURI(path).replace('%2500', '%00'))
    t.equal(reply.statusCode, 400, path)
    t.equal(reply.json().field, field, path)
    t.match(reply.json().detail, new RegExp(`^${field}: .+\\.$`, 's'), 'in a sentence')
  }
  t.match((await ask(test, token, 'teams?after=nonsense')).json().detail, 'Begin again without it')
  t.equal((await ask(test, token, 'actions?session=2031-32')).statusCode, 404, 'a session that was never opened')
  t.ok(await test.db.selectFrom('action').select('id').executeTakeFirst(), 'and everything is still there')
})

t.test('too many requests of one token are told to wait; another token is not held up', async t => {
  const test = await testApp(t)
  const [one, two] = [await tokenFor(test), await tokenFor(test)]
  for (let n = 0; n < 60; n++) {
    t.equal((await ask(test, one, 'teams')).statusCode, 200)
    t.equal((await ask(test, one, 'sessions')).statusCode, 200)
  }
  const reply = await ask(test, one, 'actions')
  t.equal(reply.statusCode, 429, 'all lists count together')
  t.match(reply.json(), { status: 429, title: 'Too Many Requests' })
  t.ok(Number(reply.headers['retry-after']) > 0)
  t.equal((await ask(test, two, 'teams')).statusCode, 200)
})

t.test('names and addresses that somebody wrote into a text are taken out', async t => {
  const clean = withoutPeople(['Catriona Baird', 'Mary-Jane  O’Neil', 'Prince', 'Ann (Guest) Li'])
  t.equal(clean('CATRIONA  BAIRD and mary-jane O’Neil write to a.b@example.org'), '[a person] and [a person] write to [an address]')
  t.equal(clean('Catriona Bairdson, Prince, catriona'), 'Catriona Bairdson, Prince, catriona')
  t.equal(clean('Ask Ann (Guest) Li'), 'Ask [a person]')
  t.equal(clean(null), null)
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  await test.db.updateTable('action').set({ what: 'Mairi Sinclair maps support (mairi.sinclair@example.org) with Nora Quinn', owner_role: 'Catriona Baird' }).execute()
  t.match(await all(test, await tokenFor(test), 'actions'), [{ what: '[a person] maps support ([an address]) with [a person]', owner_role: '[a person]' }])
})

t.test('of the whole demonstration, no name of a person and no address leaves', { timeout: 240_000 }, async t => {
  const { db, url, close } = await emptyDatabase()
  const test = await testApp(t)
  const app = await buildApp({ db, config: { ...test.config, DATABASE_URL: url }, frameworks, printer: test.printer, now: () => test.clock.now })
  t.teardown(async () => { await app.close(); await close() })
  await migrate(db)
  await loadDemo(db, frameworks, test.clock.now)
  const admin = await db.selectFrom('person').innerJoin('role_held', 'role_held.person_id', 'person.id').select(['person.id', 'person.authority_id', 'person.name']).where('role', '=', 'administrator').executeTakeFirstOrThrow()
  const token = `lcjst_${'a'.repeat(43)}`
  await db.insertInto('api_token').values({
    id: newId(), place_id: admin.authority_id, name: 'Test', token_hash: hashSecret(token), made_by: admin.id, made_by_name: admin.name, made_at: test.clock.now.toISOString(), expires_on: '2027-06-30', revoked_at: null, last_used_on: dayOf(test.clock.now)
  }).execute()
  const bodies: string[] = []
  for (const list of lists) {
    for (let next: string | null = `/api/v1/${list}`; next;) {
      const reply = await ask({ app }, token, next)
      t.equal(reply.statusCode, 200)
      bodies.push(reply.body)
      next = reply.json().next
    }
  }
  const everything = bodies.join('\n')
  t.ok(everything.length > 100_000, 'there is much to search')
  const persons = await db.selectFrom('person').select(['name', 'email']).execute()
  const contributors = await db.selectFrom('contributor').select('name').execute()
  t.ok(persons.length > 100)
  for (const { name, email } of persons) {
    if (everything.includes(name)) t.fail(`${name} is in it`)
    if (everything.includes(email)) t.fail(`${email} is in it`)
  }
  for (const { name } of contributors) if (everything.includes(name)) t.fail(`${name} is in it`)
  t.notMatch(everything, /\w@\w/)
  t.equal((await all({ app }, token, 'teams')).length, 29)
})
