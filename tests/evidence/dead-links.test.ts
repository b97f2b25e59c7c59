import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { connect } from '../../server/db/connect.ts'
import { restoreArchive, writeArchive } from '../../server/db/archive.ts'
import { addAttachment, contentOf } from '../../server/features/evidence/attachments.ts'
import { checkLinks } from '../../server/features/evidence/dead-links.ts'
import { askLink, isPrivate } from '../../server/web/ask-link.ts'
import { testApp } from '../support/app.ts'
import { eicar, startScanner } from '../support/clamd.ts'
import { files } from '../support/upload.ts'
import { craigmorAtWork, viewerOf } from '../support/work.ts'
import type { IncomingMessage } from 'node:http'

const register = '/communities/craigmor/2026-27/evidence'
const form = { title: 'Report', strand: 'data', about: 'outcome', shows: 'Goals were reached', source: 'Council', covers_from: '2026-09-01', covers_to: '2026-11-01' }

/** A web server with pages of every kind. What was asked is written down. */
async function startWeb (t: { teardown: (fn: () => unknown) => void }) {
  const asked: string[] = []
  let [open, most] = [0, 0]
  const answers: Record<string, (request: IncomingMessage) => number | string> = {
    '/there': () => 200, '/gone': () => 404, '/sign-in': () => 403, '/fault': () => 500, '/moved': () => '/there', '/away': () => '/gone', '/circle': () => '/circle', '/elsewhere': () => 'ftp://example.org/x',
    '/only-get': ({ method }) => method === 'HEAD' ? 501 : 200
  }
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    most = Math.max(most, ++open)
    response.on('close', () => open--)
    const pathname = request.url!.split('?')[0]!
    if (pathname === '/slow') return
    const answer = answers[pathname]?.(request) ?? 404
    setTimeout(() => typeof answer === 'string' ? response.writeHead(302, { location: answer }).end() : response.writeHead(answer).end('text'), 20)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise(resolve => { server.closeAllConnections(); server.close(resolve) }))
  return { origin: `http://127.0.0.1:${(server.address() as { port: number }).port}`, asked, most: () => most, answers }
}
const mayBePrivate = { mayBePrivate: true, patience: 400 }

t.test('a link is alive when a page is there, moved, or asks for a sign-in', async t => {
  const web = await startWeb(t)
  for (const page of ['/there', '/moved', '/sign-in', '/only-get']) t.same(await askLink(web.origin + page, mayBePrivate), { state: 'alive' }, page)
  t.ok(web.asked.includes('GET /only-get'), 'where HEAD is not known, GET is tried')
  t.notOk(web.asked.includes('GET /there'), 'and only there')
})

t.test('a dead link says in words what is wrong', async t => {
  const web = await startWeb(t)
  const dead = { '/gone': '(404)', '/away': '(404)', '/fault': '(500)', '/circle': 'in a circle', '/elsewhere': 'not a web page', '/slow': 'no answer within ten seconds' }
  for (const [page, words] of Object.entries(dead)) t.match(await askLink(web.origin + page, mayBePrivate), { state: 'dead', problem: words }, page)
  t.match(await askLink('http://127.0.0.1:1/', mayBePrivate), { state: 'dead', problem: 'refuses connections' })
  t.match(await askLink('http://no-such-name.invalid/', mayBePrivate), { state: 'dead' })
})

t.test('addresses inside a network are not asked, by number, by name or by a redirect', async t => {
  const web = await startWeb(t)
  for (const link of [web.origin, 'http://localhost:1/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://10.1.2.3/', 'http://192.168.0.1/', 'http://172.20.0.1/', 'http://169.254.169.254/latest/meta-data', 'http://0.0.0.0/', 'http://2130706433/', 'http://0x7f.1/']) {
    t.match(await askLink(link, { mayBePrivate: false }), { state: 'unasked', problem: 'private network' }, link)
  }
  t.same(web.asked, [], 'nobody was asked')
  for (const address of ['100.64.0.1', '127.9.9.9', 'fd00::1', 'fe80::1', '::', '224.0.0.1', '64:ff9b::a00:1']) t.ok(isPrivate(address), address)
  for (const address of ['8.8.8.8', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '100.63.0.1']) t.notOk(isPrivate(address), address)
})

t.test('what was found is kept, shown with the evidence and in the register, and forgotten when it is there again', async t => {
  const web = await startWeb(t)
  const { as, db } = await testApp(t)
  for (const [n, page] of ['/there', '/gone', '/gone', '/sign-in', ...Array.from({ length: 12 }, (_none, n) => `/there?${n}`)].entries()) await as('member').post(register, { ...form, title: `Report ${n}`, link: web.origin + page })
  await as('member').post(register, { ...form, title: 'Folder', link: 'S:\\Reports' })
  await as('member').post(register, { ...form, title: 'Withdrawn', link: `${web.origin}/never` })
  const withdrawn = await db.selectFrom('evidence').select('id').where('title', '=', 'Withdrawn').executeTakeFirstOrThrow()
  await as('member').post(`${register}/${withdrawn.id}/withdrawal`, { reason: 'Old' })

  const check = (at: string) => checkLinks(db, link => askLink(link, mayBePrivate), () => at)
  t.same(await check('2026-11-01T03:00:00.000Z'), { alive: 14, dead: 2, unasked: 0 })
  t.equal(web.asked.filter(line => line === 'HEAD /gone').length, 1, 'the same address is asked once')
  t.notOk(web.asked.some(line => line.includes('never')), 'withdrawn evidence is left alone')
  t.ok(web.most() > 1 && web.most() <= 4, `${web.most()} at a time`)
  t.same(await check('2026-11-08T03:00:00.000Z'), { alive: 14, dead: 2, unasked: 0 })
  const dead = await db.selectFrom('evidence').selectAll().where('title', '=', 'Report 1').executeTakeFirstOrThrow()
  t.match(dead, { link_dead_since: '2026-11-01T03:00:00.000Z', link_checked_at: '2026-11-08T03:00:00.000Z', link_problem: '(404)', revision: 1 })
  t.match((await as('areaLead').get(`${register}/${dead.id}`)).body, 'This link has led nowhere since 1 November 2026: The page is not there any more (404).')
  t.match((await as('chair').get(register)).body, 'Its link leads nowhere.')
  t.equal((await db.selectFrom('audit_event').select('id').where('what', '=', 'evidence.link-died').execute()).length, 2, 'one line for each, not one a week')

  web.answers['/gone'] = () => 200
  await check('2026-11-15T03:00:00.000Z')
  t.notMatch((await as('chair').get(register)).body, 'Its link leads nowhere.')
  t.match((await as('chair').get(`${register}/${dead.id}`)).body, 'It led somewhere on 15 November 2026')
  await as('chair').post(`${register}/${dead.id}`, { ...form, title: 'Report 1', link: 'https://example.org/new', revision: 1 })
  t.match(await db.selectFrom('evidence').selectAll().where('id', '=', dead.id).executeTakeFirstOrThrow(), { link_checked_at: null, link_problem: null }, 'a new link starts afresh')
})

t.test('the commands do their work and say what they found', { timeout: 60_000 }, async t => {
  const [web, scanner] = [await startWeb(t), await startScanner()]
  t.teardown(scanner.stop)
  const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-links-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const { db: from, as } = await testApp(t)
  const { evidence } = await craigmorAtWork(from)
  for (const link of [`${web.origin}/there`, `${web.origin}/gone`]) await as('member').post(register, { ...form, link })
  for (const text of ['good', eicar]) {
    const file = { name: 'Minutes.pdf', type: 'pdf', bytes: files.pdf(text), scan: 'quarantined' } as const
    await from.transaction().execute(trx => addAttachment(trx, viewerOf('member'), 'craigmor', evidence.id, file, '2026-11-20T09:00:00.000Z'))
  }
  const url = path.join(folder, 'toolkit.sqlite')
  const db = await connect(url)
  t.teardown(() => db.destroy())
  await restoreArchive(db, await writeArchive(from, new Date()))

  const run = (words: string[], more: Record<string, string> = {}) => new Promise<{ status: number | null, out: string }>(resolve => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../server/main.ts'), ...words], { env: { PATH: process.env.PATH, DATA_DIR: folder, DATABASE_URL: url, ...more } })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', part => { out += part })
    child.on('close', status => resolve({ status, out }))
  })
  t.match(await run(['check-links']), { status: 0, out: '2 links: 0 lead somewhere, 0 lead nowhere, 2 not tried' })
  t.match(await run(['check-links'], { LINKS_MAY_BE_PRIVATE: 'yes' }), { status: 0, out: '2 links: 1 lead somewhere, 1 lead nowhere, 0 not tried' })
  t.match(await run(['check-links', 'now']), { status: 2 })
  t.match(await run(['check-links'], { LINKS_MAY_BE_PRIVATE: 'perhaps' }), { status: 2, out: 'LINKS_MAY_BE_PRIVATE' })
  t.match(await run(['scan-attachments']), { status: 1, out: 'name one in the setting CLAMD' })
  t.match(await run(['scan-attachments'], { CLAMD: '127.0.0.1:1' }), { status: 1, out: 'does not answer. 2 files still waiting' })
  t.match(await run(['scan-attachments'], { CLAMD: scanner.setting }), { status: 0, out: '2 files waited: 1 clean, 1 with a virus' })
  const [good, bad] = await db.selectFrom('attachment').selectAll().orderBy('id').execute()
  t.same([good!.scan, bad!.scan], ['clean', 'infected'])
  t.same([(await contentOf(db, good!)).length > 0, (await contentOf(db, bad!)).length], [true, 0])
  t.match(await run(['scan-attachments'], { CLAMD: scanner.setting }), { status: 0, out: 'no files waited' })
})
