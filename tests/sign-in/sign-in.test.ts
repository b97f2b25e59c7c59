import t from 'tap'
import { hashPassword } from '../../server/features/sign-in/passwords.ts'
import { people, testApp } from '../support/app.ts'

const password = 'maple harbour lantern'
type App = Awaited<ReturnType<typeof testApp>>

async function givePassword ({ db }: App) {
  await db.updateTable('person').set({ password_hash: await hashPassword(password) }).where('id', '=', people.chair.id).execute()
}
const cookieOf = (reply: { headers: Record<string, unknown> }) => String(reply.headers['set-cookie'] ?? '').split(';')[0]!

t.test('a person signs in, lands where they were going, and signs out', async t => {
  const test = await testApp(t)
  await givePassword(test)
  const door = await test.as('nobody').get('/account')
  t.equal(door.statusCode, 303)
  t.equal(door.headers.location, '/sign-in?next=%2Faccount')
  const reply = await test.as('nobody').post('/sign-in', { email: people.chair.email.toUpperCase(), password, next: '/account' })
  t.equal(reply.statusCode, 303)
  t.equal(reply.headers.location, '/account')
  t.match(reply.headers['set-cookie'], /^sid=.*HttpOnly; SameSite=Lax/)
  const headers = { host: 'localhost', cookie: cookieOf(reply) }
  const account = await test.app.inject({ url: '/account', headers })
  t.equal(account.statusCode, 200)
  t.match(account.body, 'Chair, Craigmor')
  const out = await test.app.inject({ method: 'POST', url: '/sign-out', headers: { ...headers, 'sec-fetch-site': 'same-origin' } })
  t.equal(out.headers['clear-site-data'], '"cache", "storage"')
  t.equal((await test.app.inject({ url: '/account', headers })).statusCode, 303, 'the old cookie is worth nothing')
})

t.test('only a path of our own may come next', async t => {
  const test = await testApp(t)
  await givePassword(test)
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const reply = await test.as('nobody').post('/sign-in', { email: people.chair.email, password, next })
    t.equal(reply.headers.location, '/', next)
  }
})

t.test('a wrong password and an unknown address look the same, and the address typed is kept', async t => {
  const test = await testApp(t)
  await givePassword(test)
  for (const email of [people.chair.email, 'nobody.here@example.org']) {
    const reply = await test.as('nobody').post('/sign-in', { email, password: 'something else entirely' })
    t.equal(reply.statusCode, 422)
    t.match(reply.body, 'The e-mail address or the password is not right')
    t.match(reply.body, `value="${email}"`)
    t.notMatch(reply.body, 'something else entirely')
  }
})

t.test('too many tries have to wait, also after a restart; then it works again', async t => {
  const test = await testApp(t)
  await givePassword(test)
  const tryOnce = (word: string) => test.as('nobody').post('/sign-in', { email: people.chair.email, password: word })
  for (let n = 0; n < 5; n++) t.equal((await tryOnce('wrong password here')).statusCode, 422)
  t.equal((await tryOnce(password)).statusCode, 429, 'even the right one')
  t.equal((await test.db.selectFrom('sign_in_attempt').selectAll().execute()).length, 5, 'the count is in the database')
  test.clock.now = new Date(test.clock.now.getTime() + 5 * 60_000 + 1000)
  t.equal((await tryOnce(password)).statusCode, 303)
})

t.test('a sign-in ends after 30 idle minutes, and after ten hours in any case', async t => {
  const test = await testApp(t)
  const minutes = (n: number) => { test.clock.now = new Date(test.clock.now.getTime() + n * 60_000) }
  t.equal((await test.as('chair').get('/account')).statusCode, 200)
  minutes(29)
  t.equal((await test.as('chair').get('/account')).statusCode, 200)
  minutes(31)
  t.equal((await test.as('chair').get('/account')).statusCode, 303)
  for (let n = 0; n < 30; n++) {
    minutes(20)
    await test.as('member').get('/account')
  }
  minutes(21)
  t.equal((await test.as('member').get('/account')).statusCode, 303, 'ten hours')
})

t.test('a form that arrives too late is kept, offered to its writer, and sent with one button', async t => {
  const test = await testApp(t)
  await givePassword(test)
  const cookie = await test.cookieFor('chair')
  await test.as('member').get('/account')
  test.clock.now = new Date(test.clock.now.getTime() + 31 * 60_000)
  const late = await test.as('chair').post('/communities/craigmor/2026-27/members', { name: 'Typed <with> care', email: 'new@example.org', agency: 'Health' })
  t.equal(late.statusCode, 303)
  t.match(late.headers.location, /^\/sign-in\?kept=/)
  const kept = new URL(String(late.headers.location), 'http://localhost').searchParams.get('kept')!
  t.match((await test.as('nobody').get(String(late.headers.location))).body, 'It has been kept')
  const signedIn = await test.as('nobody').post('/sign-in', { email: people.chair.email, password, kept })
  t.equal(signedIn.headers.location, `/kept/${kept}`)
  t.not(cookieOf(signedIn), cookie, 'a new sign-in has a new id')
  const offered = await test.app.inject({ url: `/kept/${kept}`, headers: { host: 'localhost', cookie: cookieOf(signedIn) } })
  t.match(offered.body, 'Typed &lt;with&gt; care')
  t.match(offered.body, 'action="/communities/craigmor/2026-27/members"')
  const stranger = await test.as('outsider').get(`/kept/${kept}`)
  t.equal(stranger.statusCode, 303, 'not to anybody else')
})

t.test('a form without any sign-in of ours is not kept', async t => {
  const test = await testApp(t)
  const reply = await test.as('nobody').post('/organisation/areas', { name: 'West' })
  t.equal(reply.headers.location, '/sign-in')
  t.same(await test.db.selectFrom('kept_form').selectAll().execute(), [])
})

t.test('people see where they are signed in, and end the others', async t => {
  const test = await testApp(t)
  await givePassword(test)
  const other = await test.as('nobody').post('/sign-in', { email: people.chair.email, password })
  t.match((await test.as('chair').get('/account')).body, 'End all the others')
  t.equal((await test.as('chair').post('/account/sign-ins/end-others')).statusCode, 303)
  t.equal((await test.app.inject({ url: '/account', headers: { host: 'localhost', cookie: cookieOf(other) } })).statusCode, 303)
  t.equal((await test.as('chair').get('/account')).statusCode, 200)
})

t.test('changing the password needs the present one and ends every other sign-in', async t => {
  const test = await testApp(t)
  await givePassword(test)
  const other = await test.as('nobody').post('/sign-in', { email: people.chair.email, password })
  const wrong = await test.as('chair').post('/account/password', { passwordNow: 'not this one at all', passwordNew: 'copper window thistle' })
  t.match(wrong.body, 'This is not your present password')
  const weak = await test.as('chair').post('/account/password', { passwordNow: password, passwordNew: 'catrionabaird1' })
  t.match(weak.body, 'made of names or words that belong to you')
  t.equal((await test.as('chair').post('/account/password', { passwordNow: password, passwordNew: 'copper window thistle' })).statusCode, 303)
  t.equal((await test.app.inject({ url: '/account', headers: { host: 'localhost', cookie: cookieOf(other) } })).statusCode, 303)
})

t.test('nothing in the database can be used to sign in', async t => {
  const test = await testApp(t)
  const cookie = await test.cookieFor('chair')
  const rows = await test.db.selectFrom('sign_in').selectAll().execute()
  for (const value of rows.flatMap(row => Object.values(row)).filter(value => typeof value === 'string')) {
    t.notOk(cookie.includes(value), 'the cookie holds nothing that is kept')
    const reply = await test.app.inject({ url: '/account', headers: { host: 'localhost', cookie: `sid=${encodeURIComponent(value)}` } })
    t.equal(reply.statusCode, 303)
  }
})
