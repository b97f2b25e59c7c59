import t from 'tap'
import { testApp } from '../support/app.ts'

const team = '/communities/craigmor/2026-27'
const home = `${team}/first-thoughts`
type App = Awaited<ReturnType<typeof testApp>>
const phone = { host: 'localhost', 'user-agent': 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0' }
const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

async function linkFor (test: App, name = 'Nora Quinn', agency = 'Third sector'): Promise<string> {
  const { body } = await test.as('chair').post(`${home}/people`, { name, agency })
  return /\/contribute\/link\/[\w-]{43}/.exec(body)![0]
}
async function start ({ app }: App, link: string): Promise<string> {
  const reply = await app.inject({ method: 'POST', url: link, headers: { ...phone, ...form } })
  return String(reply.headers['set-cookie']).split(';')[0]!
}
async function ready (t: any) {
  const test = await testApp(t)
  await test.as('chair').post(`${team}/self-evaluation`)
  await test.as('chair').post(home, { indicators: ['2.4'] })
  return test
}

t.test('somebody without an account answers by a link of their own, and the address holds no secret afterwards', async t => {
  const test = await ready(t)
  const link = await linkFor(test)
  const door = await test.app.inject({ url: link, headers: phone })
  t.equal(door.statusCode, 200)
  for (const words of ['Craigmor', 'Catriona Baird', 'without your name']) t.match(door.body, words)
  t.equal((await test.db.selectFrom('contributor').select('started_at').where('person_id', 'is', null).executeTakeFirstOrThrow()).started_at, null, 'looking is not starting')
  const cookie = await start(test, link)
  t.match(cookie, /^contribution=/)
  const again = await test.app.inject({ url: link, headers: { ...phone, cookie } })
  t.equal(again.headers.location, '/contribute', 'used twice in the same browser: it goes on')
  const saved = await test.app.inject({ method: 'POST', url: '/contribute/indicators/2.4', headers: { ...phone, ...form, cookie }, payload: 'revision=0&goes_well=Holiday+club' })
  t.equal(saved.headers.location, '/contribute')
  t.match((await test.app.inject({ url: '/contribute', headers: { ...phone, cookie } })).body, 'Given')
  t.match((await test.app.inject({ url: '/contribute/indicators/2.4', headers: { ...phone, cookie } })).body, 'Holiday club')
  t.notMatch((await test.as('chair').get(home)).body, 'Holiday club')
})

t.test('forwarded, revoked, expired, unknown, finished: each has a clear page, and shows nothing', async t => {
  const test = await ready(t)
  const link = await linkFor(test)
  const cookie = await start(test, link)
  await test.app.inject({ method: 'POST', url: '/contribute/indicators/2.4', headers: { ...phone, ...form, cookie }, payload: 'revision=0&goes_well=Holiday+club' })
  const forwarded = await test.app.inject({ url: link, headers: { host: 'localhost' } })
  t.equal(forwarded.statusCode, 403)
  t.match(forwarded.body, 'Firefox on Android')
  t.notMatch(forwarded.body, 'Holiday club')
  t.equal((await test.app.inject({ method: 'POST', url: link, headers: { host: 'localhost', ...form } })).statusCode, 403)
  t.equal((await test.app.inject({ url: '/contribute/link/unknown', headers: phone })).statusCode, 404)
  t.match((await test.app.inject({ url: '/contribute', headers: phone })).body, 'Open your link again')

  const { id } = await test.db.selectFrom('contributor').select('id').where('person_id', 'is', null).executeTakeFirstOrThrow()
  const renewed = /\/contribute\/link\/[\w-]{43}/.exec((await test.as('chair').post(`${home}/people/${id}/link`)).body)![0]
  t.equal((await test.app.inject({ url: link, headers: phone })).statusCode, 404, 'the old link is dead')
  t.equal((await test.app.inject({ url: '/contribute', headers: { ...phone, cookie } })).statusCode, 403, 'so is the browser it was bound to')
  const second = await start(test, renewed)
  t.match((await test.app.inject({ url: '/contribute/indicators/2.4', headers: { ...phone, cookie: second } })).body, 'Holiday club', 'what was written is kept')

  await test.as('chair').post(`${home}/people/${id}/revocation`)
  const revoked = await test.app.inject({ url: renewed, headers: phone })
  t.equal(revoked.statusCode, 410)
  t.match(revoked.body, 'taken back')
  t.equal((await test.app.inject({ method: 'POST', url: '/contribute/indicators/2.4', headers: { ...phone, ...form, cookie: second }, payload: 'revision=1&goes_well=More' })).statusCode, 403)

  const late = await linkFor(test, 'Per Dahl', 'Health')
  test.clock.now = new Date('2027-02-01T10:00:00Z')
  const expired = await test.app.inject({ url: late, headers: phone })
  t.equal(expired.statusCode, 410)
  t.match(expired.body, 'run out')
})

t.test('after the meeting is opened the link shows what became of it; finishing makes the device forget', async t => {
  const test = await ready(t)
  const cookie = await start(test, await linkFor(test))
  await test.app.inject({ method: 'POST', url: '/contribute/indicators/2.4', headers: { ...phone, ...form, cookie }, payload: 'revision=0&goes_well=Holiday+club' })
  await test.db.updateTable('first_thought_request').set({ opened_at: '2026-11-23T11:00:00.000Z', opened_by_name: 'Catriona Baird' }).execute()
  t.match((await test.app.inject({ url: '/contribute', headers: { ...phone, cookie } })).body, 'What became of your first thoughts')
  const shut = await test.app.inject({ method: 'POST', url: '/contribute/indicators/2.4', headers: { ...phone, ...form, cookie }, payload: 'revision=1&goes_well=Late' })
  t.equal(shut.statusCode, 409)
  const left = await test.app.inject({ method: 'POST', url: '/contribute/leaving', headers: { ...phone, ...form, cookie } })
  t.match(String(left.headers['set-cookie']), /contribution=;/)
})

t.test('a link opens nothing else', async t => {
  const test = await ready(t)
  const cookie = await start(test, await linkFor(test))
  for (const address of ['/', home, `${team}/self-evaluation`, `${team}/evidence`, '/published']) t.equal((await test.app.inject({ url: address, headers: { ...phone, cookie } })).statusCode, 303, address)
})
