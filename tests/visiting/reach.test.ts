import t from 'tap'
import { expected } from '../access/expected.ts'
import { public_ } from '../access/rows.ts'
import { testApp } from '../support/app.ts'
import { craigmorAtWork } from '../support/work.ts'
import { browserOf, linkFor, visitReady } from '../support/visiting.ts'

/** The doors of the product, and what the table of routes says is for anybody: a visitor's cookie neither helps nor hinders there. */
const doors = /^\/(sign-in|sign-out|welcome|kept|contribute|answer|set-up|assets|account\/(forgotten|reset))/
const isPublic = ({ method, url }: { method: string, url: string }) => doors.test(url) || expected[`${method.replace('HEAD', 'GET')} ${url}`] === public_

t.test('with a visitor’s link nothing answers but the papers of their visit', async t => {
  const test = await testApp(t)
  const work = await craigmorAtWork(test.db)
  const { home, visit, visitor } = await visitReady(test.db)
  const tablet = browserOf(test)
  await tablet.open(await linkFor(test, home, visitor))
  t.equal((await tablet.get('/visiting')).statusCode, 200, 'the link works')
  const values: Record<string, string> = { visit: visit.id, person: visitor.id, slug: 'craigmor', session: '2026-27', code: '2.4', number: '1', evidenceId: work.evidence.id, placeId: visit.place_id, area: 'north', name: '2026-27', frameworkId: 'hgios4', version: '1' }
  const answers = async (routes: { method: string, url: string }[]) => {
    const open: string[] = []
    for (const { method, url } of routes) {
      const address = url.replace(/:(\w+)/g, (_all, name: string) => values[name] ?? 'x')
      const reply = method === 'POST' ? await tablet.post(address) : await tablet.get(address)
      const toSignIn = (reply.statusCode === 303 && String(reply.headers.location).startsWith('/sign-in')) || (method === 'POST' && /<h1[^>]*>[^<]*sign in/i.test(reply.body))
      if (!toSignIn && ![401, 403, 404].includes(reply.statusCode)) open.push(`${method} ${url}: ${reply.statusCode}`)
    }
    return open
  }
  const routes = test.app.routeTable.filter(route => !isPublic(route) && route.method !== 'OPTIONS' && !/^\/visiting(\/|$)/.test(route.url))
  t.ok(routes.length > 250, `${routes.length} routes are tried`)
  t.same(await answers(routes), [])
  t.same(await answers([{ method: 'GET', url: '/help' }, { method: 'GET', url: '/visiting' }]), ['GET /help: 200', 'GET /visiting: 200'], 'a route that answers is noticed')
})

t.test('a visitor of one visit reaches no other', async t => {
  const test = await testApp(t)
  const first = await visitReady(test.db)
  const second = await visitReady(test.db)
  await test.db.updateTable('visit').set({ title: 'Another visit' }).where('id', '=', second.visit.id).execute()
  const tablet = browserOf(test)
  await tablet.open(await linkFor(test, first.home, first.visitor))
  t.notMatch((await tablet.get('/visiting')).body, 'Another visit')
  t.match((await tablet.get(second.home + '/visitors')).headers.location, '/sign-in')
  const link = await linkFor(test, second.home, second.visitor)
  await tablet.open(link)
  t.match((await tablet.get('/visiting')).body, 'Another visit', 'the newer link is the one this browser holds')
})
