import t from 'tap'
import { people, testApp } from '../support/app.ts'

t.test('everybody gets all mails until they choose; the choice is kept and in the trail', async t => {
  const { as, db } = await testApp(t, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'toolkit@example.gov.uk' })
  t.match((await as('member').get('/account')).body, 'href="/account/mail"')
  const fresh = (await as('member').get('/account/mail')).body
  t.equal([...fresh.matchAll(/value="yes"[^>]* checked/g)].length, 2)
  t.notMatch(fresh, 'sends no reminders')
  const reply = await as('member').post('/account/mail', { digest: 'no', owner: 'yes' })
  t.equal(reply.statusCode, 303)
  t.match(await db.selectFrom('mail_choice').selectAll().execute(), [{ person_id: people.member.id, digest: 'no', owner: 'yes' }])
  t.equal((await as('member').post('/account/mail', { digest: 'yes', owner: 'no' })).statusCode, 303)
  t.match(await db.selectFrom('mail_choice').selectAll().execute(), [{ digest: 'yes', owner: 'no' }])
  const trail = await db.selectFrom('audit_event').select(['what', 'actor_id']).where('what', '=', 'person.mails-chosen').execute()
  t.match(trail, [{ actor_id: people.member.id }, { actor_id: people.member.id }])
})

t.test('an answer that is missing or wrong is asked for again, with the other kept', async t => {
  const { as, db } = await testApp(t)
  const reply = await as('member').post('/account/mail', { owner: 'no' })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'Choose yes or no')
  t.match(reply.body, /name="owner"[^>]*value="no"[^>]* checked/)
  t.equal((await as('member').post('/account/mail', { digest: 'sometimes', owner: 'no' })).statusCode, 422)
  t.equal((await as('member').post('/account/mail')).statusCode, 422)
  t.same(await db.selectFrom('mail_choice').selectAll().execute(), [])
})

t.test('without a relay the page says so; nobody chooses without signing in, or for somebody else', async t => {
  const { as, db } = await testApp(t)
  t.match((await as('member').get('/account/mail')).body, 'What is due is on your home page.')
  t.match((await as('nobody').get('/account/mail')).headers.location, '/sign-in')
  t.match((await as('nobody').post('/account/mail', { digest: 'no', owner: 'no' })).headers.location, '/sign-in')
  t.equal((await as('member').post('/account/mail', { digest: 'no', owner: 'no', person_id: people.chair.id })).statusCode, 303)
  t.match(await db.selectFrom('mail_choice').select('person_id').execute(), [{ person_id: people.member.id }])
})
