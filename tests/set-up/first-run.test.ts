import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { migrate } from '../../server/db/migrate.ts'
import { createPdfPrinter } from '../../server/exports/browser.ts'
import { newFirstRunKey } from '../../server/features/set-up/changes.ts'
import { encode, frameworks, testApp } from '../support/app.ts'
import { emptyDatabase } from '../support/database.ts'

async function emptyApp (t: { teardown: (fn: () => unknown) => void }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-first-'))
  const { db, close, url } = await emptyDatabase()
  await migrate(db)
  const now = new Date('2026-11-23T10:00:00Z')
  const config = loadConfig({ DATA_DIR: folder, DATABASE_URL: url, SESSION_SECRET: 'a secret for tests that is long enough', LOG_LEVEL: 'silent' })
  const printer = createPdfPrinter({ setting: '', cacheDir: folder })
  const app = await buildApp({ db, config, frameworks, printer, now: () => now })
  t.teardown(async () => { await app.close(); await close(); rmSync(folder, { recursive: true }) })
  let cookie = ''
  const send = async (method: 'GET' | 'POST', url: string, form: Record<string, string> = {}) => {
    const reply = await app.inject({ method, url, headers: { host: 'localhost', cookie, 'sec-fetch-site': 'same-origin', ...method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {} }, ...method === 'POST' ? { payload: encode(form) } : {} })
    const given = reply.headers['set-cookie']
    if (given) cookie = String(given).split(';')[0]!
    return reply
  }
  return { db, send, key: await db.transaction().execute(trx => newFirstRunKey(trx, now)) }
}
const form = { authority: 'Strathclutha Council', name: 'Ada Novak', email: 'ada@example.org', password: 'maple harbour lantern' }

t.test('with the printed key, the authority and its administrator are set up and signed in', async t => {
  const { db, send, key } = await emptyApp(t)
  t.equal((await send('GET', `/set-up?key=${key}`)).statusCode, 303)
  t.match((await send('GET', '/set-up')).body, 'Name of the authority')
  const done = await send('POST', '/set-up', form)
  t.equal(done.headers.location, '/organisation/import')
  t.equal((await send('GET', '/organisation/import')).statusCode, 200, 'signed in')
  t.match(await db.selectFrom('session').selectAll().executeTakeFirst(), { name: '2026-27', framework_id: 'hgios4' })
  t.equal((await send('GET', '/set-up')).statusCode, 404, 'never again')
})

t.test('without the key nothing can be done', async t => {
  const { db, send } = await emptyApp(t)
  t.match((await send('GET', '/set-up')).body, 'One-time key')
  t.match((await send('POST', '/set-up/key', { key: 'guessed' })).body, 'This is not the key')
  t.equal((await send('POST', '/set-up', form)).statusCode, 404)
  t.equal((await send('POST', '/set-up/demonstration')).statusCode, 404)
  t.equal(await db.selectFrom('person').select('id').executeTakeFirst(), undefined)
})

t.test('bad input is explained, and what was typed is kept', async t => {
  const { send, key } = await emptyApp(t)
  await send('POST', '/set-up/key', { key })
  const reply = await send('POST', '/set-up', { ...form, authority: '', password: 'short' })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'Give the name of your authority')
  t.match(reply.body, 'Use at least 12 characters')
  t.match(reply.body, 'value="ada@example.org"')
})

t.test('demonstration data is loaded from the page: 29 teams, three sessions, people of every role', async t => {
  const { db, send, key } = await emptyApp(t)
  await send('POST', '/set-up/key', { key })
  const reply = await send('POST', '/set-up/demonstration')
  t.equal(reply.statusCode, 200)
  t.match(reply.body, 'chair@strathclutha.example')
  t.equal((await db.selectFrom('place').select('id').where('kind', '=', 'community').execute()).length, 29)
  t.equal((await db.selectFrom('session').select('id').execute()).length, 3)
  t.same([...new Set((await db.selectFrom('role_held').select('role').execute()).map(row => row.role))].sort(), ['administrator', 'area-lead', 'chair', 'data-officer', 'member', 'steering', 'visit-lead'])
  const stages = await db.selectFrom('self_evaluation_step').select('kind').distinct().execute()
  t.ok(stages.length >= 3, 'teams are at different stages')
})

t.test('over existing people nothing is loaded', async t => {
  const { app } = await testApp(t)
  const { loadDemo } = await import('../../server/demo/load.ts')
  await t.rejects(loadDemo(app.db, frameworks, new Date()), /There are people in this database already/)
})
