import t from 'tap'
import { people } from '../support/app.ts'
import { remindingApp, secretWords } from '../support/reminding.ts'

const plan = '/communities/craigmor/2026-27/plan'

t.test('somebody whom another person makes the owner gets a mail with a link, and nothing that was written', async t => {
  const { as, relay, round, outbox } = await remindingApp(t)
  const reply = await as('chair').post(`${plan}/actions`, { what: secretWords[0]!, owner_id: people.member.id, 'due_on-day': '1', 'due_on-month': '6', 'due_on-year': '2027' })
  t.equal(reply.statusCode, 303)
  t.match(await outbox(), [{ kind: 'owner', person_id: people.member.id, state: 'waiting' }])
  await round()
  t.equal(relay.mails.length, 1)
  const { to, raw, text } = relay.mails[0]!
  t.equal(to, people.member.email)
  t.match(raw, 'Subject: LC-JST Toolkit: You own an action of Craigmor')
  t.match(text, /you are now the owner of action 1 of Craigmor:\nhttp:\/\/127\.0\.0\.1:\d+\/communities\/craigmor\/2026-27\/plan\/actions\/1\n/)
  t.match(text, 'You get this mail because somebody else made you the owner.')
  t.match(text, /To get fewer mails:\nhttp:\S+\/account\/mail/)
  t.notMatch(raw, secretWords[0])
})

t.test('a change of owner is told to the new one; a change of something else to nobody', async t => {
  const { as, db, action, forget, outbox } = await remindingApp(t)
  await action('chair', '2027-06-01')
  t.same(await outbox(), [], 'who makes themselves the owner knows it')
  const { resources } = await db.selectFrom('action').select('resources').executeTakeFirstOrThrow()
  const save = (revision: number, owner: string, what = 'Other words') => as('chair').post(`${plan}/actions/1`, { revision, what, owner_id: owner, resources })
  t.equal((await save(1, people.both.id)).statusCode, 303)
  t.match(await outbox(), [{ person_id: people.both.id, kind: 'owner' }])
  t.equal((await save(2, people.both.id, 'Yet other words')).statusCode, 303)
  t.equal((await outbox()).length, 1)
  t.equal((await save(3, people.chair.id)).statusCode, 303)
  t.equal((await outbox()).length, 1)
  await forget()
  t.equal((await save(4, people.outsider.id)).statusCode, 422, 'not of this team')
  t.equal((await save(1, people.member.id)).statusCode, 409, 'somebody else saved it')
  t.same(await outbox(), [], 'what was not saved is not told')
})

t.test('an action carried on from last session is told to its owner', async t => {
  const { as, action, forget, outbox } = await remindingApp(t)
  const old = await action('member', '2026-06-01', { session: '2025-26' })
  await forget()
  t.equal((await as('chair').post(`${plan}/carry`, { [`decision.${old.id}`]: 'continue' })).statusCode, 303)
  t.match(await outbox(), [{ person_id: people.member.id, kind: 'owner' }])
})

t.test('no mail leaves when the choice, the owner or the action has changed by then', async t => {
  const { as, db, relay, action, round, outbox } = await remindingApp(t)
  await as('member').post('/account/mail', { digest: 'yes', owner: 'no' })
  await action('member', '2027-06-01')
  t.same(await outbox(), [], 'not even queued')
  const first = await action('both', '2027-06-01')
  const second = await action('both', '2027-06-01')
  const third = await action('both', '2027-06-01')
  await db.updateTable('action').set({ owner_id: people.chair.id }).where('id', '=', first.id).execute()
  await db.updateTable('action').set({ stopped_at: '2026-11-23T08:00:00.000Z' }).where('id', '=', second.id).execute()
  t.match(await round(), { sent: 1, dropped: 2 })
  t.match(relay.mails[0]!.text, `actions/${third.number}`)
  await action('both', '2027-06-01')
  await as('both').post('/account/mail', { digest: 'yes', owner: 'no' })
  t.match(await round(), { sent: 0, dropped: 1 })
})
