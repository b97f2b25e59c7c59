import t from 'tap'
import { strFromU8 } from 'fflate'
import { restoreArchive, writeArchive } from '../../server/db/archive.ts'
import { tidyBundles } from '../../server/features/bundles/changes.ts'
import { emptyDatabase } from '../support/database.ts'
import { askFor, countPieces, openedZip, partsOf, ready, stateOf } from '../support/bundles.ts'
import { wordText } from '../support/word.ts'

const plans = ['OFFICIAL Craigmor action plan 2026-27 draft.docx', 'OFFICIAL Strathfearn action plan 2026-27 draft.docx']

t.test('steering asks for all plans, waits, and downloads one ZIP with a list of what is in it', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  t.match((await test.as('steering').get(address)).body, /Waiting for its turn[\s\S]*<progress[^>]* value="0" max="3">0 of 3 plans<[\s\S]*Look again/)
  t.equal((await test.as('steering').get(`${address}/file`)).statusCode, 409, 'no half file')
  await test.worker().drain()
  t.match(await stateOf(test, 'steering', address), { state: 'ready', over: true, finished: 3, total: 3 })
  t.match((await test.as('steering').get('/bundles')).body, /Ready: 2 documents, \d+ KB, kept until 30 November 2026/)

  const { reply, files } = await openedZip(test, 'steering', address)
  t.equal(reply.headers['content-type'], 'application/zip')
  t.match(reply.headers['content-disposition'], 'attachment; filename="OFFICIAL Strathclutha action plans 2026-27.zip"')
  t.equal(Number(reply.headers['content-length']), reply.rawPayload.length, 'the length told is the length sent')
  t.same(Object.keys(files), ['Contents.csv', ...plans])
  for (const [name, team] of [[plans[0]!, 'craigmor'], [plans[1]!, 'strathfearn']] as const) t.match(wordText(files[name]!), `Map support in ${team}`)
  const contents = strFromU8(files['Contents.csv']!)
  t.match(contents, /Craigmor,Action plan,OFFICIAL Craigmor action plan 2026-27 draft\.docx,\d+,[0-9a-f]{64},/)
  t.match(contents, /Inverallan,Action plan,,,,no action plan in this session/)
  const trail = await test.db.selectFrom('audit_event').select('what').where('what', 'like', 'bundle.%').orderBy('id').execute()
  t.same(trail.map(event => event.what), ['bundle.asked', 'bundle.downloaded'])
})

t.test('both kinds of document come in one ZIP; an area lead has the teams of the area', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'areaLead', { what: ['plan', 'self-evaluation'] })
  t.match(await stateOf(test, 'areaLead', address), { text: '0 of 4 documents' })
  await test.worker().drain()
  const { reply, files } = await openedZip(test, 'areaLead', address)
  t.match(reply.headers['content-disposition'], 'OFFICIAL North action plans and self-evaluations 2026-27.zip')
  t.same(Object.keys(files), ['Contents.csv', ...plans, 'OFFICIAL Craigmor self-evaluation 2026-27 draft.docx'])
})

t.test('a form that is not filled in is explained, and what was chosen stays', async t => {
  const test = await ready(t)
  const reply = await test.as('steering').post('/bundles', { session: '2025-26', format: 'docx' })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'Choose action plans, self-evaluation reports or both')
  t.match(reply.body, /<option value="2025-26" selected/)
  t.match(reply.body, /value="docx" checked/)
  t.equal((await test.as('steering').post('/bundles', { session: '2026-27', what: ['diary'], format: 'docx' })).statusCode, 422)
  t.equal((await test.as('steering').post('/bundles', { session: '2031-32', what: ['plan'], format: 'docx' })).statusCode, 404)
})

t.test('three may be unfinished at a time', async t => {
  const test = await ready(t)
  const [first] = [await askFor(test, 'steering'), await askFor(test, 'steering'), await askFor(test, 'steering')]
  const fourth = await test.as('steering').post('/bundles', { session: '2026-27', what: ['plan'], format: 'pdf' })
  t.equal(fourth.statusCode, 422)
  t.match(fourth.body, '3 of your ZIPs are not finished yet')
  await askFor(test, 'areaLead')
  await test.as('steering').post(`${first}/cancellation`)
  await askFor(test, 'steering')
})

t.test('nobody has another person’s bundle, and those without the role have none', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  await test.worker().drain()
  for (const end of ['', '/state', '/file']) t.equal((await test.as('areaLead').get(address + end)).statusCode, 404, `GET ${end}`)
  for (const end of ['/cancellation', '/retry', '/removal']) t.equal((await test.as('areaLead').post(address + end)).statusCode, 404, `POST ${end}`)
  t.notMatch((await test.as('areaLead').get('/bundles')).body, 'Strathclutha Council, session')
  t.equal((await test.as('chair').get('/bundles')).statusCode, 403)
  t.match((await test.as('nobody').get('/bundles')).headers.location, '/sign-in')
})

t.test('what is over can be removed, what is being made cannot; after a week it goes by itself', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  t.equal((await test.as('steering').post(`${address}/removal`)).statusCode, 409)
  await test.worker().drain()
  await tidyBundles(test.db, '2026-11-30')
  t.equal((await test.as('steering').get(address)).statusCode, 200, 'the last day')
  t.equal((await test.as('steering').post(`${address}/removal`)).statusCode, 303)
  t.equal((await test.as('steering').get(address)).statusCode, 404)
  t.equal(await countPieces(test), 0)

  const old = await askFor(test, 'steering')
  await test.worker().drain()
  const unfinished = await askFor(test, 'steering')
  await tidyBundles(test.db, '2026-12-01')
  t.equal((await test.as('steering').get(old)).statusCode, 404)
  t.equal((await test.as('steering').get(unfinished)).statusCode, 200)
  t.equal(await countPieces(test), 0)
})

t.test('a document that was changed in the database is never sent as if it were whole', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  await test.worker().drain()
  const [part] = await partsOf(test, address)
  await test.db.updateTable('bundle_part_content').set({ content: 'AAAA' }).where('position', '=', part!.position).execute()
  const origin = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const answer = fetch(`${origin}${address}/file`, { headers: { cookie: await test.cookieFor('steering') } })
  await t.rejects(answer.then(reply => reply.arrayBuffer()), 'the connection breaks off')
})

t.test('bundles are not in a backup, and a backup is restored without them', async t => {
  const test = await ready(t)
  await askFor(test, 'steering')
  await test.worker().drain()
  const { db, close } = await emptyDatabase()
  t.teardown(close)
  await restoreArchive(db, await writeArchive(test.db, new Date('2026-11-23T10:00:00Z')))
  t.same(await db.selectFrom('bundle').selectAll().execute(), [])
  t.equal((await db.selectFrom('plan').selectAll().execute()).length, 2)
})
