import t from 'tap'
import { people } from '../support/app.ts'
import { remindingApp } from '../support/reminding.ts'
import { tidyMails } from '../../server/features/reminders/changes.ts'

t.test('the administrator sees what became of each mail, and has one that was given up tried again', async t => {
  const { as, db, relay, action, forget, round, at } = await remindingApp(t)
  for (const owner of ['chair', 'member', 'both'] as const) await action(owner, '2026-11-25')
  await forget()
  relay.refused.add(people.member.email)
  relay.refused.add(people.both.email)
  await round()
  t.match((await as('administrator').get('/')).body, 'href="/mail"')
  const page = (await as('administrator').get('/mail')).body
  t.match(page, '3 mails in the last 90 days')
  t.match(page, /Catriona Baird<\/strong>, weekly reminder, queued on 23 November 2026 at 08:00<br>Sent on 23 November 2026 at 08:00\./)
  t.match(page, /Mairi Sinclair<\/strong>.*<br><strong>Given up after 1 try: 550 /)
  t.notMatch(page, 'No mail relay is set')
  const [again, ...others] = [...page.matchAll(/action="(\/mail\/[0-9a-f-]+\/another-try)"/g)].map(([, href]) => href!)
  t.equal(others.length, 1)
  relay.refused.clear()
  at('2026-11-23T08:20:00Z')
  t.equal((await as('administrator').post(again!)).headers.location, '/mail')
  t.match(await round(), { sent: 1, givenUp: 0 })
  t.equal(relay.mails.length, 2)
  t.equal((await db.selectFrom('audit_event').select('id').where('what', '=', 'person.mail-tried-again').execute()).length, 1)
  t.equal((await as('administrator').post(again!)).statusCode, 409, 'it has been sent')
  t.equal(relay.mails.length, 2)
})

t.test('a mail that waits for another try says when and why; fifty are on a page', async t => {
  const { as, db, relay, action, forget, round, clock } = await remindingApp(t)
  const { id } = await action('member', '2026-11-25')
  await forget()
  relay.puttingOff = true
  await round()
  t.match((await as('administrator').get('/mail')).body, /Waiting after 1 try, next on 23 November 2026 at 08:01: 451 /)
  const at = new Date(clock.now.getTime() - 60_000).toISOString()
  await db.insertInto('mail_outbox').values(Array.from({ length: 50 }, (_, n) => ({ id: `m${n}`, key: `k${n}`, kind: 'owner' as const, person_id: people.member.id, action_id: id, queued_at: at, next_try_at: at }))).execute()
  const first = (await as('administrator').get('/mail')).body
  t.equal(first.split('<strong>Mairi Sinclair').length - 1, 50)
  t.match(first, '51 mails')
  t.match(first, 'href="/mail?page&#x3D;2"')
  t.equal((await as('administrator').get('/mail?page=2')).body.split('<strong>Mairi Sinclair').length - 1, 1)
  t.equal((await as('administrator').get('/mail?page=x')).statusCode, 404)
})

t.test('nobody else sees it; mails of another authority are not there', async t => {
  const { as, db, action, relay, forget, round } = await remindingApp(t)
  await action('member', '2026-11-25')
  await forget()
  relay.refused.add(people.member.email)
  await round()
  const { id } = await db.selectFrom('mail_outbox').select('id').executeTakeFirstOrThrow()
  for (const who of ['chair', 'steering', 'areaLead', 'stranger'] as const) {
    t.equal((await as(who).get('/mail')).statusCode, 403)
    t.equal((await as(who).post(`/mail/${id}/another-try`)).statusCode, 403)
  }
  t.match((await as('nobody').get('/mail')).headers.location, '/sign-in')
  await db.updateTable('role_held').set({ role: 'administrator', place_id: people.stranger.authorityId }).where('person_id', '=', people.stranger.id).execute()
  t.match((await as('stranger').get('/mail')).body, 'No mails in the last 90 days')
  t.equal((await as('stranger').post(`/mail/${id}/another-try`)).statusCode, 404)
  t.equal((await as('administrator').post('/mail/unknown/another-try')).statusCode, 404)
  t.match(await db.selectFrom('mail_outbox').select('state').execute(), [{ state: 'given-up' }])
})

t.test('without a relay the page says so', async t => {
  const { as } = await remindingApp(t, { SMTP_URL: '' })
  t.match((await as('administrator').get('/mail')).body, 'No mail relay is set. People see the same list on their home page.')
})

t.test('after 90 days a mail is forgotten', async t => {
  const { db, action, forget, round, clock } = await remindingApp(t)
  await action('member', '2026-11-25')
  await forget()
  await round()
  await tidyMails(db, new Date(clock.now.getTime() + 90 * 86_400_000))
  t.equal((await db.selectFrom('mail_outbox').select('id').execute()).length, 1)
  await tidyMails(db, new Date(clock.now.getTime() + 91 * 86_400_000))
  t.same(await db.selectFrom('mail_outbox').select('id').execute(), [])
  t.same(await db.selectFrom('mail_week').select('week').execute(), [])
})
