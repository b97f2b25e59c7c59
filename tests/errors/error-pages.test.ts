import t from 'tap'
import { testApp } from '../support/app.ts'
import { craigmorAtWork } from '../support/work.ts'

t.test('each error says in words what happened and what to do', async t => {
  const { as } = await testApp(t)
  const missing = await as('chair').get('/nowhere')
  t.equal(missing.statusCode, 404)
  t.match(missing.body, 'Page not found')
  t.match(missing.body, 'Sign out', 'the way on is still there')
  const forbidden = await as('chair').get('/people')
  t.equal(forbidden.statusCode, 403)
  t.match(forbidden.body, 'Your role does not allow this')
  t.equal((await as('nobody').get('/communities/x')).statusCode, 303)
})

t.test('a fault is recorded and shown with a reference, without its words', async t => {
  const { app, cookieFor, db } = await testApp(t)
  const cookie = await cookieFor('administrator')
  const rename = db.schema.alterTable('audit_event').renameTo('audit_event_gone')
  await rename.execute()
  const reply = await app.inject({ url: '/trail', headers: { host: 'localhost', cookie } })
  t.equal(reply.statusCode, 500)
  t.match(reply.body, 'Something went wrong')
  t.match(reply.body, /reference: <strong>req-/)
  t.notMatch(reply.body, /audit_event|sqlite|postgres/i)
})

t.test('without a browser for PDF, the page says what to install, and the report can still be read', async t => {
  const { as, db } = await testApp(t, { BROWSER_PATH: '/nowhere/chromium' })
  await craigmorAtWork(db)
  const reply = await as('chair').get('/communities/craigmor/2026-27/plan/report.pdf')
  t.equal(reply.statusCode, 503)
  t.match(reply.body, 'PDF is not set up on this server')
  t.equal((await as('chair').get('/communities/craigmor/2026-27/plan/report')).statusCode, 200)
})
