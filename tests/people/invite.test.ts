import t from 'tap'
import { people, places, testApp } from '../support/app.ts'

const linkIn = (body: string): string => /\/welcome\/([\w-]+)/.exec(body)![0]
const password = 'maple harbour lantern'

t.test('a chair invites a member, who chooses a password and is in; the link works once', async t => {
  const { db, as } = await testApp(t)
  const shown = await as('chair').post('/communities/craigmor/2026-27/members', { name: 'Iain Weir', email: 'iain@example.org', agency: 'Health', jobTitle: 'Nurse' })
  t.equal(shown.statusCode, 200)
  const link = linkIn(shown.body)
  t.match(shown.body, `http://127.0.0.1:3000${link}`, 'the link is built from the settings')
  const person = await db.selectFrom('person').selectAll().where('email_key', '=', 'iain@example.org').executeTakeFirstOrThrow()
  t.equal(person.password_hash, null)
  const [held] = await db.selectFrom('role_held').selectAll().where('person_id', '=', person.id).execute()
  t.match(held, { role: 'member', place_id: places.craigmor })

  t.match((await as('nobody').get(link)).body, 'Welcome, Iain Weir')
  t.match((await as('nobody').get(link)).body, 'Welcome, Iain Weir', 'looking does not use it up')
  const weak = await as('nobody').post(link, { password: 'short' })
  t.equal(weak.statusCode, 422)
  t.match(weak.body, 'Use at least 12 characters')
  const chosen = await as('nobody').post(link, { password })
  t.equal(chosen.statusCode, 303)
  t.match(chosen.headers['set-cookie'], /^sid=/)
  t.equal((await as('nobody').post(link, { password })).statusCode, 404, 'once')
  const trail = await db.selectFrom('audit_event').select('what').where('subject_id', '=', person.id).orderBy('id').execute()
  t.same(trail.map(row => row.what), ['person.added', 'role.given', 'person.invited', 'person.password-chosen'])
})

t.test('an invitation works for 72 hours, to the second', async t => {
  const { as, clock } = await testApp(t)
  const link = linkIn((await as('administrator').post('/people', { name: 'Una Quinn', email: 'una@example.org', role: 'area-lead', place: places.south })).body)
  clock.now = new Date(clock.now.getTime() + 72 * 3_600_000 - 1000)
  t.equal((await as('nobody').get(link)).statusCode, 200)
  clock.now = new Date(clock.now.getTime() + 2000)
  const late = await as('nobody').get(link)
  t.equal(late.statusCode, 404)
  t.match(late.body, 'This link does not work any more')
})

t.test('bad input is explained beside the field, and nothing typed is lost', async t => {
  const { as } = await testApp(t)
  const reply = await as('administrator').post('/people', { name: '', email: 'not an address', role: 'king', place: places.south })
  t.equal(reply.statusCode, 422)
  for (const message of ['Give a name', 'Give an e-mail address, such as', 'Choose a role']) t.match(reply.body, message)
  t.match(reply.body, 'value="not an address"')
  const taken = await as('administrator').post('/people', { name: 'Somebody', email: people.chair.email, role: 'area-lead', place: places.south })
  t.match(taken.body, 'There is already an account with this address')
  const wrongPlace = await as('administrator').post('/people', { name: 'Somebody', email: 'new@example.org', role: 'area-lead', place: places.craigmor })
  t.match(wrongPlace.body, 'is held at an area')
})

t.test('who may not', async t => {
  const { as } = await testApp(t)
  const form = { name: 'A', email: 'a@example.org', agency: 'Health' }
  t.equal((await as('member').post('/communities/craigmor/2026-27/members', form)).statusCode, 403)
  t.equal((await as('both').post('/communities/craigmor/2026-27/members', form)).statusCode, 403, 'chair of another team')
  t.equal((await as('outsider').post('/communities/craigmor/2026-27/members', form)).statusCode, 404)
  t.equal((await as('steering').post('/people', form)).statusCode, 403)
  t.equal((await as('administrator').get(`/people/${people.stranger.id}`)).statusCode, 404, 'another authority’s people')
})

t.test('a closed account is out at once, and the last administrator stays', async t => {
  const { as, db } = await testApp(t)
  t.equal((await as('member').get('/account')).statusCode, 200)
  t.equal((await as('administrator').post(`/people/${people.member.id}/closure`)).statusCode, 303)
  t.equal((await as('member').get('/account')).statusCode, 303)
  t.same(await db.selectFrom('sign_in').selectAll().where('person_id', '=', people.member.id).execute(), [])
  const held = await db.selectFrom('role_held').select('id').where('person_id', '=', people.administrator.id).executeTakeFirstOrThrow()
  const refused = await as('administrator').post(`/people/${people.administrator.id}/roles/${held.id}/end`)
  t.equal(refused.statusCode, 409)
  t.match(refused.body, 'This is the last administrator')
})

t.test('a role counts from the next request on, and what ended is kept', async t => {
  const { as, db } = await testApp(t)
  t.equal((await as('dataOfficer').get('/people')).statusCode, 403)
  await as('administrator').post(`/people/${people.dataOfficer.id}/roles`, { role: 'administrator', place: places.authority })
  t.equal((await as('dataOfficer').get('/people')).statusCode, 200)
  const held = await db.selectFrom('role_held').select('id').where('person_id', '=', people.dataOfficer.id).where('role', '=', 'administrator').executeTakeFirstOrThrow()
  await as('administrator').post(`/people/${people.dataOfficer.id}/roles/${held.id}/end`)
  t.equal((await as('dataOfficer').get('/people')).statusCode, 403)
  t.match((await as('administrator').get(`/people/${people.dataOfficer.id}`)).body, 'Former roles')
})
