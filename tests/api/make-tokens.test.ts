import t from 'tap'
import { hashSecret } from '../../server/lib/ids.ts'
import { places, testApp } from '../support/app.ts'
import { ask, tokenFor, tokenForm } from '../support/api.ts'

t.test('an administrator makes a token: it is shown once, works, and is in the trail', async t => {
  const test = await testApp(t)
  const made = await test.as('administrator').post('/api-tokens', tokenForm)
  t.equal(made.statusCode, 200)
  const [secret] = /lcjst_[\w-]{43}/.exec(made.body)!
  t.match(made.body, 'Strathclutha Council and what is below it, until 30 June 2027')
  t.match(made.body.replaceAll('&#x3D;', '='), 'http://127.0.0.1:3000/api/v1/actions?session=2026-27', 'the example has the product’s own address')
  t.equal((await ask(test, secret, 'teams')).statusCode, 200)
  const list = await test.as('administrator').get('/api-tokens')
  t.match(list.body, 'Last used on 23 November 2026.')
  t.notMatch(list.body, secret, 'never again')
  const event = await test.db.selectFrom('audit_event').selectAll().where('what', '=', 'api-token.made').executeTakeFirstOrThrow()
  t.notMatch(JSON.stringify(event), secret)
  t.equal(event.place_id, places.authority)
})

t.test('the secret is kept nowhere, only its hash; and of its use only the day', async t => {
  const test = await testApp(t)
  const secret = await tokenFor(test)
  await ask(test, secret, 'teams')
  const row = await test.db.selectFrom('api_token').selectAll().executeTakeFirstOrThrow()
  t.equal(row.token_hash, hashSecret(secret))
  t.equal(row.last_used_on, '2026-11-23')
  for (const { name } of await test.db.introspection.getTables()) {
    t.notMatch(JSON.stringify(await test.db.selectFrom(name as 'api_token').selectAll().execute()), secret, name)
  }
})

t.test('what is wrong is said beside the field, and nothing typed is lost', async t => {
  const test = await testApp(t)
  const post = (more: object) => test.as('administrator').post('/api-tokens', { ...tokenForm, ...more })
  const empty = await test.as('administrator').post('/api-tokens')
  t.equal(empty.statusCode, 422)
  for (const words of ['Say what it is for', 'Choose a place', 'Give the last day']) t.match(empty.body, words)
  const far = await post({ 'expires_on-year': '2028' })
  t.equal(far.statusCode, 422)
  t.match(far.body, 'within the next 366 days')
  t.match(far.body, 'value="Dashboard"')
  t.match((await post({ 'expires_on-year': '2026' })).body, 'a day that is not over yet')
  t.match((await post({ 'expires_on-day': '24', 'expires_on-month': '11', 'expires_on-year': '2027' })).body, 'lcjst_', '366 days ahead')
  t.equal((await post({ 'expires_on-day': '25', 'expires_on-month': '11', 'expires_on-year': '2027' })).statusCode, 422, '367 days ahead')
  const theirs = await post({ place: places.otherArea })
  t.equal(theirs.statusCode, 422, 'another authority’s place is no choice')
  t.match(theirs.body, 'Choose a place')
})

t.test('a token that is taken back stops at once; twice is refused', async t => {
  const test = await testApp(t)
  const secret = await tokenFor(test)
  const { id } = await test.db.selectFrom('api_token').select('id').executeTakeFirstOrThrow()
  t.equal((await test.as('administrator').post(`/api-tokens/${id}/revocation`)).statusCode, 303)
  t.equal((await ask(test, secret, 'teams')).statusCode, 401)
  t.match((await test.as('administrator').get('/api-tokens')).body, 'Taken back')
  t.equal((await test.as('administrator').post(`/api-tokens/${id}/revocation`)).statusCode, 409)
  t.ok(await test.db.selectFrom('audit_event').select('id').where('what', '=', 'api-token.revoked').executeTakeFirst())
})

t.test('only administrators, and only of the same authority', async t => {
  const test = await testApp(t)
  await tokenFor(test)
  const { id } = await test.db.selectFrom('api_token').select('id').executeTakeFirstOrThrow()
  for (const who of ['chair', 'steering', 'areaLead'] as const) {
    t.equal((await test.as(who).get('/api-tokens')).statusCode, 403)
    t.equal((await test.as(who).post('/api-tokens', tokenForm)).statusCode, 403)
    t.equal((await test.as(who).post(`/api-tokens/${id}/revocation`)).statusCode, 403)
  }
  t.equal((await test.as('nobody').get('/api-tokens')).statusCode, 303)
  await test.db.updateTable('role_held').set({ role: 'administrator', place_id: places.otherAuthority }).where('place_id', '=', places.otherCommunity).execute()
  t.equal((await test.as('stranger').post(`/api-tokens/${id}/revocation`)).statusCode, 404)
  t.notMatch((await test.as('stranger').get('/api-tokens')).body, 'Made by')
})
