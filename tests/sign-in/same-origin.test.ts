import t from 'tap'
import { testApp } from '../support/app.ts'

const sites = ['same-origin', 'same-site', 'cross-site', 'none', undefined]
const origins = ['http://localhost', 'https://evil.example', 'null', undefined]

t.test('only a form from our own page changes anything', async t => {
  const { app, db, cookieFor } = await testApp(t)
  const cookie = await cookieFor('administrator')
  let changed = 0
  for (const site of sites) {
    for (const origin of origins) {
      const name = `Area ${changed} ${site ?? 'absent'} ${origin ?? 'absent'}`
      const headers = { host: 'localhost', cookie, 'content-type': 'application/x-www-form-urlencoded', ...site ? { 'sec-fetch-site': site } : {}, ...origin ? { origin } : {} }
      const reply = await app.inject({ method: 'POST', url: '/organisation/areas', headers, payload: new URLSearchParams({ name }).toString() })
      const mayPass = (origin === undefined || origin === 'http://localhost') && (site === 'same-origin' || site === 'none' || (site === undefined && origin === 'http://localhost'))
      t.equal(reply.statusCode, mayPass ? 303 : 403, name)
      const row = await db.selectFrom('place').select('id').where('name', '=', name).executeTakeFirst()
      t.equal(row !== undefined, mayPass, `${name}: ${mayPass ? 'saved' : 'nothing saved'}`)
      if (mayPass) changed++
    }
  }
  t.ok(changed > 0 && changed < sites.length * origins.length)
})

t.test('another host is not answered, and no link is built from a request', async t => {
  const { app, cookieFor } = await testApp(t, { ORIGIN: 'https://toolkit.example.gov.uk' })
  for (const host of ['evil.example', 'toolkit.example.gov.uk.evil.example', 'localhost', '']) {
    t.equal((await app.inject({ url: '/sign-in', headers: { host } })).statusCode, 421, host || 'none')
  }
  t.equal((await app.inject({ url: '/sign-in', headers: { host: 'toolkit.example.gov.uk' } })).statusCode, 200)
  t.equal((await app.inject({ url: '/healthz', headers: { host: '10.0.0.1' } })).statusCode, 200, 'a load balancer may ask')
  t.ok(await cookieFor('chair'))
})

t.test('every answer carries the headers that keep it safe', async t => {
  const { as } = await testApp(t)
  for (const [who, url] of [['nobody', '/sign-in'], ['chair', '/account'], ['chair', '/nowhere'], ['member', '/people'], ['nobody', '/assets/app.js']] as const) {
    const { headers } = await as(who).get(url)
    t.match(headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/, `${url}: policy`)
    t.notMatch(headers['content-security-policy'], /unsafe/)
    t.equal(headers['x-content-type-options'], 'nosniff', url)
    t.equal(headers['referrer-policy'], 'same-origin', url)
    if (!url.startsWith('/assets')) t.equal(headers['cache-control'], 'no-store', url)
  }
})

t.test('an odd form is refused in words, never with a fault', async t => {
  const { app, cookieFor } = await testApp(t)
  const cookie = await cookieFor('administrator')
  const headers = { host: 'localhost', cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const bodies = ['name=a&name=b', '__proto__=x&name=a', 'name%5B%5D=a', 'name=' + 'x'.repeat(30_000), 'name=%00%01%ED%A0%80', '=&&&', '%', 'constructor=1']
  for (const payload of bodies) {
    const reply = await app.inject({ method: 'POST', url: '/organisation/areas', headers, payload })
    t.ok(reply.statusCode < 500, `${payload.slice(0, 30)}: ${reply.statusCode}`)
  }
  for (const type of ['application/json', 'text/plain', 'multipart/form-data']) {
    const reply = await app.inject({ method: 'POST', url: '/organisation/areas', headers: { ...headers, 'content-type': type }, payload: '{"name":{"a":1}}' })
    t.ok(reply.statusCode < 500, `${type}: ${reply.statusCode}`)
  }
})
