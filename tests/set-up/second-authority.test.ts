import t from 'tap'
import { encode, frameworks, testApp } from '../support/app.ts'
import { addFurtherAuthority } from '../../server/features/set-up/changes.ts'

t.test('another authority on the same installation has its own administrator and session, and sees nothing of the first', async t => {
  const { app, as, db, clock } = await testApp(t)
  const add = (more: Partial<Record<'authority' | 'name' | 'email', string>> = {}) => db.transaction().execute(trx => addFurtherAuthority(trx, frameworks, { authority: 'Northshore Council', name: 'Mo Larsen', email: 'mo@northshore.example', ...more }, clock.now))
  const secret = await add()
  const headers = { host: 'localhost', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const signedIn = await app.inject({ method: 'POST', url: `/welcome/${secret}`, headers, payload: encode({ password: 'maple harbour lantern' }) })
  t.equal(signedIn.statusCode, 303)
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  const page = async (url: string) => (await app.inject({ url, headers: { host: 'localhost', cookie } })).body
  t.match(await page('/sessions'), '2026–27')
  t.match(await page('/people'), 'Mo Larsen')
  for (const url of ['/people', '/organisation', '/trail', '/sessions']) t.notMatch(await page(url), /Strathclutha|Craigmor|Catriona/, url)
  t.notMatch((await as('administrator').get('/people')).body, 'Mo Larsen')
  await t.rejects(add(), { message: 'There is an authority called Northshore Council already.' })
  await t.rejects(add({ authority: 'Southshore Council' }), { message: 'There is already an account with this address' })
  t.equal((await db.selectFrom('place').select('id').where('kind', '=', 'authority').execute()).length, 3, 'all or nothing')
})
