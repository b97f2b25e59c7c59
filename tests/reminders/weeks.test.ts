import t from 'tap'
import { newId } from '../../server/lib/ids.ts'
import { digestWeek, nextTry, weekKey } from '../../server/features/reminders/rules.ts'
import { queueDigestsOf } from '../../server/features/reminders/changes.ts'
import { listDue } from '../../server/features/reminders/queries.ts'
import { sendDue } from '../../server/features/reminders/sending.ts'
import { dayOf } from '../../server/lib/dates.ts'
import { remindingApp } from '../support/reminding.ts'

t.test('weeks are those of the calendar in London', async t => {
  for (const [moment, week] of [['2026-01-01T12:00:00Z', '2026-W01'], ['2025-12-29T00:00:00Z', '2026-W01'], ['2027-01-03T23:59:00Z', '2026-W53'], ['2027-01-04T00:00:00Z', '2027-W01'], ['2026-11-23T10:00:00Z', '2026-W48'], ['2026-06-28T23:30:00Z', '2026-W27']] as const) {
    t.equal(weekKey(new Date(moment)), week, moment)
  }
})

t.test('a week begins on Monday at 08:00 in London, in winter and in summer', async t => {
  for (const [before, from, week] of [
    ['2027-03-22T07:59:59Z', '2027-03-22T08:00:00Z', '2027-W12'], ['2027-03-29T06:59:59Z', '2027-03-29T07:00:00Z', '2027-W13'],
    ['2026-10-19T06:59:59Z', '2026-10-19T07:00:00Z', '2026-W43'], ['2026-10-26T07:59:59Z', '2026-10-26T08:00:00Z', '2026-W44']
  ] as const) {
    t.equal(digestWeek(new Date(before)), null, before)
    t.equal(digestWeek(new Date(from)), week, from)
  }
})

t.test('tries are further and further apart, and end after a day', async t => {
  const now = new Date('2026-11-23T08:00:00Z')
  t.equal(nextTry(1, now), '2026-11-23T08:01:00.000Z')
  t.equal(nextTry(4, now), '2026-11-23T10:00:00.000Z')
  t.equal(nextTry(7, now), null)
})

const changes: Record<string, [string, number][]> = {
  March: [['2027-03-22T07:59:00Z', 0], ['2027-03-22T08:00:00Z', 1], ['2027-03-29T06:59:00Z', 1], ['2027-03-29T07:00:00Z', 2]],
  October: [['2026-10-19T06:59:00Z', 0], ['2026-10-19T07:00:00Z', 1], ['2026-10-26T07:00:00Z', 1], ['2026-10-26T08:00:00Z', 2]]
}
for (const [month, moments] of Object.entries(changes)) {
  t.test(`across the clock change in ${month} the mail comes at 08:00 on both Mondays`, async t => {
    const { db, relay, action, forget, round, at } = await remindingApp(t)
    await action('chair', '2026-10-10')
    await forget()
    // The week that had begun before is not what this is about.
    at(new Date(Date.parse(moments[0]![0]) - 86_400_000).toISOString())
    await round()
    await db.deleteFrom('mail_outbox').execute()
    const before = relay.mails.length
    for (const [moment, mails] of moments) {
      at(moment)
      await round()
      t.equal(relay.mails.length - before, mails, moment)
    }
  })
}

t.test('through six weeks of rounds there is one mail a week, and what a stop made late is made up for', async t => {
  const { relay, action, forget, round, at } = await remindingApp(t)
  await action('chair', '2026-11-20')
  await forget()
  for (let hour = 0; hour < 6 * 7 * 24; hour += 5) {
    at(new Date(Date.parse('2026-11-23T00:00:00Z') + hour * 3_600_000).toISOString())
    await round()
  }
  t.equal(relay.mails.length, 6, 'Mondays from 23 November to 28 December')
  at('2027-01-07T15:00:00Z')
  await round()
  t.equal(relay.mails.length, 7, 'the server was down on Monday: on Thursday the week is made up for')
  await round()
  t.equal(relay.mails.length, 7)
})

t.test('who has something due only later in the week waits for Monday, though the server starts again', async t => {
  const { relay, action, forget, round, at } = await remindingApp(t)
  t.match(await round(), { queued: 0 })
  await action('chair', '2026-11-20')
  await forget()
  at('2026-11-25T10:00:00Z')
  t.match(await round(), { queued: 0, sent: 0 })
  at('2026-11-30T08:00:00Z')
  t.match(await round(), { queued: 1, sent: 1 })
  t.equal(relay.mails.length, 1)
})

type Reminding = Awaited<ReturnType<typeof remindingApp>>
/** Queue the week twice, at once, and let two senders at it at once. @returns how many mails arrived */
async function queuedTwice (test: Reminding, queue: () => Promise<unknown>): Promise<number> {
  for (const owner of ['chair', 'member', 'both'] as const) await test.action(owner, '2026-11-25')
  await test.forget()
  test.relay.slowness = 20
  await Promise.all([queue(), queue()])
  await Promise.all([sendDue(test.app), sendDue(test.app)])
  await queue()
  await sendDue(test.app)
  return test.relay.mails.length
}

t.test('queued twice and sent by two at once, each digest arrives once', async t => {
  const test = await remindingApp(t)
  const queue = () => test.db.transaction().execute(trx => queueDigestsOf(trx, '2026-W48', test.clock.now))
  t.equal(await queuedTwice(test, queue), 3)
  t.match(await test.round(), { sent: 0 })
  t.equal((await test.outbox()).length, 3)
})

t.test('the test above can fail: a queue with a new key each time is noticed', async t => {
  const test = await remindingApp(t)
  const at = test.clock.now.toISOString()
  const queue = async () => {
    const due = await listDue(test.db, dayOf(test.clock.now))
    for (const { person_id } of due) await test.db.insertInto('mail_outbox').values({ id: newId(), key: `digest:${newId()}:2026-W48`, kind: 'digest', person_id, action_id: null, queued_at: at, next_try_at: at }).execute()
  }
  t.equal(await queuedTwice(test, queue), 9)
})
