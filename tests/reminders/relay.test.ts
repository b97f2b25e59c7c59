import { setTimeout as pause } from 'node:timers/promises'
import { UpdateQueryNode } from 'kysely'
import t from 'tap'
import { people } from '../support/app.ts'
import { startRelay } from '../support/relay.ts'
import { remindingApp } from '../support/reminding.ts'
import { craigmorAtWork } from '../support/work.ts'
import { queueDigests } from '../../server/features/reminders/changes.ts'
import { sendDue } from '../../server/features/reminders/sending.ts'
import type { Db } from '../../server/db/types.ts'

t.test('a relay that is down and comes back gets each mail once', async t => {
  const { relay, action, forget, round, at, outbox } = await remindingApp(t)
  for (const owner of ['chair', 'member', 'both'] as const) await action(owner, '2026-11-25')
  await forget()
  await relay.stop()
  t.match(await round(), { queued: 3, sent: 0, failed: 1 })
  t.same((await outbox()).map(({ tries, state }) => [tries, state]), [[1, 'waiting'], [0, 'waiting'], [0, 'waiting']])
  t.match((await outbox())[0], { reason: /ECONNREFUSED/, next_try_at: '2026-11-23T08:01:00.000Z', claimed_by: null })
  const back = await startRelay(t, relay.port)
  at('2026-11-23T08:00:30Z')
  t.match(await round(), { sent: 2 }, 'the first waits for its minute')
  at('2026-11-23T08:01:00Z')
  t.match(await round(), { sent: 1 })
  t.match(await round(), { sent: 0 })
  t.same(back.mails.map(({ to }) => to).sort(), [people.both.email, people.chair.email, people.member.email].sort())
})

t.test('one address refused for good is given up at once; the others get theirs', async t => {
  const { relay, action, forget, round, outbox } = await remindingApp(t)
  for (const owner of ['chair', 'member', 'both'] as const) await action(owner, '2026-11-25')
  await forget()
  relay.refused.add(people.member.email)
  t.match(await round(), { sent: 2, givenUp: 1, failed: 0 })
  t.match((await outbox()).find(mail => mail.person_id === people.member.id), { state: 'given-up', tries: 1, reason: /^550 / })
  t.equal(relay.mails.length, 2)
})

t.test('a relay that puts a mail off is asked again, and the same mail keeps its id', async t => {
  const { relay, action, forget, round, at } = await remindingApp(t)
  await action('chair', '2026-11-25')
  await forget()
  relay.puttingOff = true
  t.match(await round(), { failed: 1 })
  relay.puttingOff = false
  at('2026-11-23T08:01:00Z')
  t.match(await round(), { sent: 1 })
  t.match(relay.mails[0]!.raw, /^Message-ID: <[0-9a-f-]{36}@127\.0\.0\.1>\r$/m)
})

t.test('after a day of tries a mail is given up, with the reason', async t => {
  const { relay, action, forget, round, at, outbox } = await remindingApp(t)
  await action('chair', '2026-11-25')
  await forget()
  await relay.stop()
  let tries = 0
  for (let minute = 0; minute <= 24 * 60; minute++) {
    at(new Date(Date.parse('2026-11-23T08:00:00Z') + minute * 60_000).toISOString())
    const { failed, givenUp } = await round()
    tries += failed + givenUp
  }
  t.equal(tries, 7)
  t.match(await outbox(), [{ state: 'given-up', tries: 7, reason: /ECONNREFUSED/ }])
})

t.test('a digest that could not be sent in its week is not sent in the next one', async t => {
  const { db, relay, action, forget, round, at, outbox } = await remindingApp(t)
  await action('chair', '2026-11-25')
  await forget()
  relay.puttingOff = true
  await round()
  await db.updateTable('mail_outbox').set({ next_try_at: '2026-11-30T09:00:00.000Z' }).execute()
  relay.puttingOff = false
  at('2026-11-30T09:00:00Z')
  t.match(await round(), { queued: 1, sent: 1, dropped: 1 })
  t.same((await outbox()).map(({ state }) => state), ['dropped', 'sent'])
})

t.test('what a sender that died had claimed is sent by the next one, when its time is over', async t => {
  const { db, relay, action, forget, round, at } = await remindingApp(t)
  await action('chair', '2026-11-25')
  await action('member', '2026-11-25')
  await forget()
  await relay.stop()
  await round()
  await db.updateTable('mail_outbox').set({ next_try_at: '2026-11-23T08:00:00.000Z', claimed_by: 'the dead one', claimed_until: '2026-11-23T08:15:00.000Z' }).execute()
  const back = await startRelay(t, relay.port)
  at('2026-11-23T08:14:00Z')
  t.match(await round(), { sent: 0 }, 'still claimed')
  at('2026-11-23T08:16:00Z')
  t.match(await round(), { sent: 2 })
  t.equal(back.mails.length, 2)
})

t.test('a sender told to stop finishes the mail in hand and leaves the others for the next start', async t => {
  const { app, relay, action, forget, round, outbox } = await remindingApp(t)
  for (const owner of ['chair', 'member', 'both'] as const) await action(owner, '2026-11-25')
  await forget()
  await queueDigests(app)
  const stopping = new AbortController()
  stopping.abort()
  t.match(await sendDue(app, stopping.signal), { sent: 1 })
  t.same((await outbox()).map(({ state, claimed_by }) => [state, claimed_by]), [['sent', null], ['waiting', null], ['waiting', null]])
  t.match(await round(), { sent: 2 })
  t.equal(relay.mails.length, 3)
})

/** A database that waits before it gives the answer to the first question. */
function slowToAnswer (db: Db, gate: Promise<unknown>): Db {
  let first = true
  return db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult ({ result }) {
      if (first) {
        first = false
        await gate
      }
      return result
    }
  })
}

t.test('a sender that looked before another claimed leaves alone what the other has in hand', async t => {
  const { app, db, relay, action, forget } = await remindingApp(t)
  for (const owner of ['chair', 'member', 'both'] as const) await action(owner, '2026-11-25')
  await forget()
  await queueDigests(app)
  relay.slowness = 300
  const { config, server, log, now } = app
  let letGo = () => {}
  const late = sendDue({ db: slowToAnswer(db, new Promise<void>(resolve => { letGo = resolve })), config, server, log, now })
  const quick = sendDue(app)
  while (relay.mails.length === 0) await pause(10)
  letGo()
  t.match(await late, { sent: 0 })
  t.match(await quick, { sent: 3 })
  t.equal(relay.mails.length, 3)
})

t.test('a mail that has left is written down though the database is busy just then', async t => {
  const { app, db, relay, action, forget, round } = await remindingApp(t)
  await action('chair', '2026-11-25')
  await forget()
  await queueDigests(app)
  let busy = 2
  const { config, server, log, now } = app
  const busyDb = db.withPlugin({
    transformQuery ({ node }) {
      if (UpdateQueryNode.is(node) && relay.mails.length > 0 && busy-- > 0) throw new Error('database is locked')
      return node
    },
    transformResult: async ({ result }) => result
  })
  t.match(await sendDue({ db: busyDb, config, server, log, now }), { sent: 1 })
  t.ok(busy <= 0)
  t.match(await round(), { sent: 0 })
  t.equal(relay.mails.length, 1)
})

t.test('many mails go in batches, each once, whoever sends', async t => {
  const { app, db, relay, clock, outbox } = await remindingApp(t)
  const at = clock.now.toISOString()
  const { action } = await craigmorAtWork(db)
  await db.deleteFrom('mail_outbox').execute()
  await db.insertInto('mail_outbox').values(Array.from({ length: 45 }, (_, n) => ({ id: `mail-${String(n).padStart(2, '0')}`, key: `owner:${n}`, kind: 'owner' as const, person_id: people.member.id, action_id: action.id, queued_at: at, next_try_at: at }))).execute()
  const tallies = await Promise.all([sendDue(app), sendDue(app), sendDue(app)])
  await sendDue(app)
  t.ok(tallies.some(({ sent }) => sent > 10), 'more than a batch')
  t.equal(relay.mails.length, 45)
  t.ok((await outbox()).every(({ state, tries }) => state === 'sent' && tries === 1))
})

t.test('without a relay nothing is queued and nothing waits for one', async t => {
  const { app, db, action, round, outbox } = await remindingApp(t, { SMTP_URL: '' })
  await action('member', '2026-11-20')
  t.match(await round(), { queued: 0, sent: 0, dropped: 1 })
  t.match(await outbox(), [{ kind: 'owner', state: 'dropped', reason: 'No mail relay was set' }])
  t.equal(await db.selectFrom('mail_week').select('week').executeTakeFirst(), undefined, 'so that a relay set on Wednesday still sends the week’s digests')
  t.equal(app.config.SMTP_URL, '')
})
