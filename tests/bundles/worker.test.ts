import t from 'tap'
import { people } from '../support/app.ts'
import { renewLeases, settlePart, takePart } from '../../server/features/bundles/queue.ts'
import { askFor, countPieces, moreTeams, openedZip, partsOf, ready, stateOf } from '../support/bundles.ts'

t.test('two workers at once make every part once', async t => {
  const test = await ready(t)
  await moreTeams(test.db, 20)
  const address = await askFor(test, 'steering')
  await Promise.all([test.worker().drain(), test.worker().drain()])
  t.match(await stateOf(test, 'steering', address), { state: 'ready', finished: 23, total: 23 })
  t.same((await partsOf(test, address)).map(part => part.tries), Array(23).fill(1))
  t.equal(Object.keys((await openedZip(test, 'steering', address)).files).length, 23, '22 plans and the list')
})

t.test('what a dead worker had at hand is made by another when its lease is over, and by nobody sooner', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  const until = new Date(test.clock.now.getTime() + 30_000).toISOString()
  const lost = await takePart(test.db, 'a worker that died', test.clock.now.toISOString(), until)
  t.equal(lost!.position, 0)
  await test.worker().drain()
  t.match(await stateOf(test, 'steering', address), { state: 'making', finished: 2, total: 3 })
  t.equal((await test.as('steering').get(`${address}/file`)).statusCode, 409, 'no half file')
  test.clock.now = new Date(test.clock.now.getTime() + 30_000)
  await test.worker().drain()
  t.match(await stateOf(test, 'steering', address), { state: 'ready', finished: 3 })
  t.same((await partsOf(test, address)).map(part => part.tries), [2, 1, 1])
})

t.test('a worker that lost its lease keeps nothing of the part', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  const file = (name: string) => ({ state: 'done' as const, name, bytes: Buffer.from(name) })
  const slow = (await takePart(test.db, 'slow', '2026-11-23T10:00:00.000Z', '2026-11-23T10:00:30.000Z'))!
  const quick = (await takePart(test.db, 'quick', '2026-11-23T10:00:31.000Z', '2026-11-23T10:01:00.000Z'))!
  t.equal(quick.position, slow.position, 'the same part, after the lease')
  const settle = (by: string, part: typeof slow) => test.db.transaction().execute(trx => settlePart(trx, by, part, file(by), test.clock.now, 0))
  t.equal(await settle('slow', slow), false)
  t.match((await partsOf(test, address))[0], { state: 'waiting', name: null, lease_by: 'quick' })
  t.equal(await settle('quick', quick), true)
  t.equal(await settle('quick', quick), false, 'not twice')
  t.match((await partsOf(test, address))[0], { state: 'done', name: 'quick', size: 5 })
  t.equal(await countPieces(test), 1)
})

t.test('a part that ended the process three times is given up, with its team’s name', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  await test.db.updateTable('bundle_part').set({ tries: 3 }).where('position', '=', 0).execute()
  await test.worker().drain()
  t.match(await stateOf(test, 'steering', address), { state: 'failed', words: 'Failed: Craigmor. The server stopped each time while it was made.' })
})

t.test('bundles of different people take turns, so that a small one does not wait for a large one', async t => {
  const test = await ready(t)
  await moreTeams(test.db, 10)
  const large = await askFor(test, 'steering')
  const now = () => { test.clock.now = new Date(test.clock.now.getTime() + 10); return test.clock.now.toISOString() }
  const turns = [(await takePart(test.db, 'w', now(), '2026-11-23T11:00:00.000Z'))!.bundle_id]
  const small = await askFor(test, 'areaLead', { session: '2025-26' })
  for (let n = 0; n < 4; n++) turns.push((await takePart(test.db, 'w', now(), '2026-11-23T11:00:00.000Z'))!.bundle_id)
  t.same(turns.map(id => large.endsWith(id) ? 'large' : small.endsWith(id) ? 'small' : 'none'), ['large', 'small', 'large', 'small', 'large'])
})

t.test('cancelled in the middle: the part at hand is not kept, no other is begun, nothing can be downloaded', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  const until = '2026-11-23T10:00:30.000Z'
  const settle = (part: NonNullable<Awaited<ReturnType<typeof takePart>>>) => test.db.transaction().execute(trx => settlePart(trx, 'w', part, { state: 'done', name: 'x', bytes: Buffer.from('x') }, test.clock.now, 0))
  const take = async () => (await takePart(test.db, 'w', test.clock.now.toISOString(), until))!
  t.ok(await settle(await take()))
  const atHand = await take()
  t.equal((await test.as('steering').post(`${address}/cancellation`)).statusCode, 303)
  t.notOk(await settle(atHand), 'the part at hand is dropped')
  await test.worker().drain()
  t.same((await partsOf(test, address)).map(part => [part.state, part.tries]), [['cancelled', 1], ['cancelled', 1], ['cancelled', 0]])
  t.equal(await countPieces(test), 0)
  t.match(await stateOf(test, 'steering', address), { state: 'cancelled', words: 'Cancelled', over: true })
  t.equal((await test.as('steering').get(`${address}/file`)).statusCode, 409)
  t.equal((await test.as('steering').post(`${address}/cancellation`)).statusCode, 409, 'only once')
  t.equal((await test.db.selectFrom('audit_event').select('id').where('what', '=', 'bundle.cancelled').execute()).length, 1)
})

t.test('pages are answered while many documents are made', async t => {
  const test = await ready(t)
  await moreTeams(test.db, 40)
  const address = await askFor(test, 'steering')
  const origin = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const headers = { cookie: await test.cookieFor('steering') }
  const working = test.worker().drain()
  const seen: number[] = []
  for (let finished = 0; finished < 43; seen.push(finished)) finished = (await (await fetch(`${origin}${address}/state`, { headers })).json() as { finished: number }).finished
  await working
  t.ok(seen.length > 3, `asked ${seen.length} times meanwhile: ${seen.join(' ')}`)
})

t.test('a role that ends in the middle stops the bundle with a sentence', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  await test.db.updateTable('bundle_part').set({ lease_by: 'x', lease_until: '2026-11-23T10:30:00.000Z' }).where('position', '=', 2).execute()
  await test.worker().drain()
  t.ok(await countPieces(test) > 0)
  await test.db.updateTable('role_held').set({ ended_at: '2026-11-23T10:00:00.000Z' }).where('person_id', '=', people.steering.id).execute()
  test.clock.now = new Date('2026-11-23T10:31:00Z')
  await test.worker().drain()
  t.match(await test.db.selectFrom('bundle').select(['state', 'reason']).where('id', '=', address.split('/')[2]!).executeTakeFirst(), { state: 'failed', reason: 'Stopped: your role that allows this has ended.' })
  t.equal(await countPieces(test), 0)
})

t.test('somebody whose area changes gets neither new parts nor the ZIP that was ready', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'areaLead')
  await test.worker().drain()
  await test.db.updateTable('place').set({ area_id: (await test.db.selectFrom('place').select('id').where('slug', '=', 'south').executeTakeFirstOrThrow()).id }).where('slug', '=', 'craigmor').execute()
  const reply = await test.as('areaLead').get(`${address}/file`)
  t.equal(reply.statusCode, 409)
  t.match(reply.body, 'Your roles have changed')
  const second = await askFor(test, 'areaLead')
  await test.db.updateTable('place').set({ area_id: (await test.db.selectFrom('place').select('id').where('slug', '=', 'south').executeTakeFirstOrThrow()).id }).where('slug', '=', 'strathfearn').execute()
  await test.worker().drain()
  t.match((await test.as('areaLead').get(second)).body, 'Strathfearn, action plan: You may not read this team any more.')
})

t.test('without a browser every PDF fails once with what to do; when there is one they are tried again', async t => {
  const test = await ready(t, { BROWSER_PATH: '/nowhere/chromium' })
  const address = await askFor(test, 'steering', { format: 'pdf' })
  await test.worker().drain()
  const { body } = await test.as('steering').get(address)
  t.match(body, /Craigmor, action plan: PDF is not set up on this server\. BROWSER_PATH/)
  t.match(body, 'There is nothing to download until all are there')
  t.same((await partsOf(test, address)).map(part => [part.state, part.tries]), [['failed', 1], ['none', 1], ['failed', 1]])
  t.equal((await test.as('steering').get(`${address}/file`)).statusCode, 409)
  // Word needs no browser: as if one had been installed.
  await test.db.updateTable('bundle').set({ format: 'docx' }).execute()
  t.equal((await test.as('steering').post(`${address}/retry`)).statusCode, 303)
  await test.worker().drain()
  t.match(await stateOf(test, 'steering', address), { state: 'ready' })
  t.same((await partsOf(test, address)).map(part => part.tries), [1, 1, 1], 'what was there was not made again')
  t.equal((await test.as('steering').post(`${address}/retry`)).statusCode, 409, 'nothing left to try')
})

t.test('a try that fails is repeated up to three times, later each time', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  // A plan whose session's framework is not there cannot be printed.
  await test.db.updateTable('session').set({ framework_id: 'missing' }).where('name', '=', '2026-27').execute()
  const worker = test.worker({ retryMs: 5000 })
  await worker.drain()
  t.same((await partsOf(test, address)).map(part => [part.state, part.tries]), [['waiting', 1], ['none', 1], ['waiting', 1]])
  for (const seconds of [5, 10]) {
    test.clock.now = new Date(test.clock.now.getTime() + seconds * 1000 - 1)
    await worker.drain()
    const tries = (await partsOf(test, address))[0]!.tries
    test.clock.now = new Date(test.clock.now.getTime() + 1)
    await worker.drain()
    t.equal((await partsOf(test, address))[0]!.tries, tries + 1, `${seconds} seconds later, not sooner`)
  }
  t.same((await partsOf(test, address)).map(part => [part.state, part.tries]), [['failed', 3], ['none', 1], ['failed', 3]])
  t.match((await stateOf(test, 'steering', address)).words, 'Failed: Craigmor, Strathfearn. Something went wrong while it was made.')
})

t.test('a worker that is closed gives back what it cannot finish, and begins nothing more', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  const worker = test.worker({ patienceMs: 0 })
  worker.start()
  await worker.close()
  const parts = await partsOf(test, address)
  t.same(parts.filter(part => part.lease_by !== null), [])
  for (const part of parts) t.equal(part.tries, part.state === 'waiting' ? 0 : 1, 'a part given back was not tried')
  await test.worker().drain()
  t.match(await stateOf(test, 'steering', address), { state: 'ready' })
})

t.test('a lease is renewed while its part is being made, and only then', async t => {
  const test = await ready(t)
  const address = await askFor(test, 'steering')
  const part = (await takePart(test.db, 'w', test.clock.now.toISOString(), '2026-11-23T10:00:30.000Z'))!
  await takePart(test.db, 'w', test.clock.now.toISOString(), '2026-11-23T10:00:30.000Z')
  await renewLeases(test.db, 'w', [part], '2026-11-23T10:00:40.000Z')
  await renewLeases(test.db, 'another', [part], '2026-11-23T10:00:50.000Z')
  await renewLeases(test.db, 'w', [], '2026-11-23T10:00:50.000Z')
  t.same((await partsOf(test, address)).map(one => one.lease_until), ['2026-11-23T10:00:40.000Z', '2026-11-23T10:00:30.000Z', null])
})
