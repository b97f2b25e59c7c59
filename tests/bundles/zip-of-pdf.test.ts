import { createHash } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { openZip } from '../../server/features/bundles/zip.ts'
import { findBundle, listParts } from '../../server/features/bundles/queries.ts'
import { askFor, moreTeams, openedZip, partsOf, ready, stateOf, teamsAtWork, workerOf } from '../support/bundles.ts'
import { folded, readPdf } from '../support/pdf.ts'
import { viewerOf } from '../support/work.ts'

const onlyOnSqlite = process.env.TEST_DATABASE ? 'the pages are the same on both databases' : false

t.test('each PDF in the ZIP is the one its page gives', { skip: noBrowser, timeout: 60_000 }, async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering', { what: ['plan', 'self-evaluation'], format: 'pdf' })
  await test.worker().drain()
  const { files } = await openedZip(test, 'steering', address)
  t.equal(Object.keys(files).length, 4, 'three documents and the list')
  for (const [name, page] of [['Craigmor action plan', 'craigmor/2026-27/plan'], ['Strathfearn action plan', 'strathfearn/2026-27/plan'], ['Craigmor self-evaluation', 'craigmor/2026-27/self-evaluation']] as const) {
    const file = files[`OFFICIAL ${name} 2026-27 draft.pdf`]!
    const single = await test.as('steering').get(`/communities/${page}/report.pdf`)
    t.equal(folded((await readPdf(file)).text), folded((await readPdf(single.rawPayload)).text), name)
  }
})

t.test('cancelled while PDFs are being made: it stops within the parts at hand', { skip: noBrowser || onlyOnSqlite, timeout: 60_000 }, async t => {
  const test = await ready(t)
  await moreTeams(test.db, 10)
  const address = await askFor(test, 'areaLead', { format: 'pdf' })
  const working = test.worker().drain()
  while ((await stateOf(test, 'areaLead', address)).finished < 2) await new Promise(resolve => setTimeout(resolve, 20))
  t.equal((await test.as('areaLead').post(`${address}/cancellation`)).statusCode, 303)
  await working
  const parts = await partsOf(test, address)
  t.ok(parts.reduce((sum, part) => sum + part.tries, 0) <= 2 + 2 + 1, 'two made, two at hand, and perhaps one in between')
  t.same([...new Set(parts.map(part => part.state))], ['cancelled'])
  t.equal((await test.as('areaLead').get(`${address}/file`)).statusCode, 409)
})

t.test('sending holds a document or two in memory, not all of them', { timeout: 60_000 }, async t => {
  const test = await ready(t)
  await moreTeams(test.db, 40)
  const address = await askFor(test, 'steering')
  await test.worker().drain()
  // Documents of 2 MB each, more than 80 MB in all.
  const bytes = Buffer.alloc(2 * 1024 * 1024, 'a document ')
  const size = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  await test.db.updateTable('bundle_part_content').set({ content: bytes.toString('base64') }).execute()
  await test.db.updateTable('bundle_part').set(size).where('state', '=', 'done').execute()
  const steering = { ...viewerOf('steering'), asking: 'bundle.make' as const }
  const bundle = await findBundle(test.db, steering, address.split('/')[2]!)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const before = process.memoryUsage()
  let [sent, most, looks] = [0, 0, 1]
  const { stream, length } = openZip(test.db, bundle, await listParts(test.db, bundle))
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sent += chunk.length
    if (sent < looks * 10_000_000) continue
    looks++
    // What nobody holds any more is not counted.
    collect()
    most = Math.max(most, process.memoryUsage().arrayBuffers - before.arrayBuffers)
  }
  t.equal(sent, length)
  t.ok(sent > 80_000_000, `${sent} bytes sent`)
  t.ok(most < sent / 3, `at most ${Math.round(most / 1e6)} MB of them at a time`)
  t.comment(`${Math.round(sent / 1e6)} MB sent, at most ${Math.round(most / 1e6)} MB held`)
})

for (const script of [true, false]) {
  t.test(`in a browser with script ${script ? 'on' : 'off'}: asked, left, come back, ready, downloaded, removed`, { skip: noBrowser || onlyOnSqlite, timeout: 90_000 }, async t => {
    const test = await openBrowser(t)
    await teamsAtWork(test.db)
    const page = await test.page('steering', { script })
    await page.open('/')
    await page.evaluate(() => (document.querySelector('a[href="/bundles"]') as HTMLElement).click())
    await page.waitForNavigation().catch(() => {})
    await page.to('Make the ZIP')
    t.match(await page.$eval('main', main => main.textContent), 'Waiting for its turn')
    const address = new URL(page.url()).pathname
    await page.open('/')
    await page.open(address)
    workerOf(t, test).start()
    if (script) await page.waitForSelector('::-p-xpath(//main//a[contains(., "Download the ZIP")])', { timeout: 30_000 })
    else while (!await page.$('::-p-xpath(//main//a[contains(., "Download the ZIP")])')) await page.to('Look again')
    t.match(await page.$eval('main', main => main.textContent), /Ready: 2 documents, \d+ KB, kept until/)
    if (script) t.match(await page.$eval('[role=status][data-bundle-said]', said => said.textContent), 'Ready: 2 documents', 'said aloud')
    t.equal(Object.keys((await openedZip(test, 'steering', address)).files).length, 3)
    await page.to('Remove')
    t.match(await page.$eval('main', main => main.textContent), 'It has been removed')
    t.same(page.complaints, [])
  })
}
