import t from 'tap'
import { testApp } from '../support/app.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'

const team = '/communities/craigmor/2026-27'
const address = `${team}/self-evaluation/indicators/2.4`
const draft = (fields: [string, string][], path = address) => ({ path, title: 'Personalised support', fields: JSON.stringify(fields) })
const onlyOnSqlite = process.env.TEST_DATABASE ? 'the script is the same on both databases' : false

t.test('a draft is its writer’s alone, replaces the one before, and goes when the form is saved', async t => {
  const { as, db } = await testApp(t)
  await as('chair').post(`${team}/self-evaluation`)
  t.same((await as('member').post('/drafts', draft([['revision', '1'], ['strengths', 'First']]))).json(), { at: '10:00' })
  await as('member').post('/drafts', draft([['revision', '1'], ['strengths', 'Second'], ['go', 'stay']]))
  t.equal((await db.selectFrom('draft').selectAll().execute()).length, 1)
  t.match((await as('member').get(`/drafts?path=${address}`)).json(), { fields: [['revision', '1'], ['strengths', 'Second'], ['go', 'stay']], when: '23 November 2026 at 10:00' })
  t.same((await as('chair').get(`/drafts?path=${address}`)).json(), {}, 'nobody else’s')
  t.notMatch((await as('chair').get(address)).body, 'Second')
  const { id } = await db.selectFrom('draft').select('id').executeTakeFirstOrThrow()
  t.match((await as('member').get('/')).body, `/drafts/${id}`)
  const page = await as('member').get(`/drafts/${id}`)
  t.match(page.body, 'Second')
  t.equal((await as('chair').get(`/drafts/${id}`)).statusCode, 404)
  t.equal((await as('member').post(address, { revision: 1, strengths: 'Second' })).statusCode, 303)
  t.same((await as('member').get(`/drafts?path=${address}`)).json(), {}, 'saved: no draft any more')
})

t.test('without script the draft can be saved as it was; if others saved since, both texts are shown', async t => {
  const { as } = await testApp(t)
  await as('chair').post(`${team}/self-evaluation`)
  await as('member').post('/drafts', draft([['revision', '1'], ['strengths', 'From the draft']]))
  await as('chair').post(address, { revision: 1, strengths: 'From the chair' })
  const clash = await as('member').post(address, { revision: 1, strengths: 'From the draft' })
  t.equal(clash.statusCode, 409)
  t.match(clash.body, 'From the chair')
  t.match((await as('member').get(`/drafts?path=${address}`)).json(), { fields: [['revision', '1'], ['strengths', 'From the draft']] }, 'the draft stays until it is saved')
})

t.test('bad input', async t => {
  const { as, db } = await testApp(t)
  for (const path of ['//evil.example/x', 'https://evil.example', '/\\evil']) t.equal((await as('chair').post('/drafts', draft([], path))).statusCode, 400, path)
  t.equal((await as('chair').post('/drafts', { path: '/x', title: 'x', fields: 'not json' })).statusCode, 400)
  t.equal((await as('chair').post('/drafts', { path: '/x', title: 'x', fields: '{"a":1}' })).statusCode, 400)
  await as('chair').post('/drafts', draft([['password', 'secret'], ['__proto__', 'x'], ['note', 'a'], ['note', 'b']]))
  t.equal((await db.selectFrom('draft').select('body').executeTakeFirstOrThrow()).body, '{"note":["a","b"]}', 'passwords are never kept')
  t.equal((await as('nobody').post('/drafts', draft([]))).statusCode, 303)
})

t.test('in the browser: kept on leaving a field, offered on another machine, gone after Save; a lost connection loses nothing', { skip: noBrowser || onlyOnSqlite, timeout: 90_000 }, async t => {
  const test = await openBrowser(t)
  await test.as('chair').post(`${team}/self-evaluation`)
  const page = await test.page('member')
  await page.open(address)
  await page.type('[name=strengths]', 'Typed and not saved')
  await page.focus('[name=what_changed]')
  await page.waitForFunction(() => /Saved \d\d:\d\d/.test(document.querySelector('[role=status].app-draft-status')?.textContent ?? ''))
  t.equal((await test.db.selectFrom('judgement').select('strengths').where('indicator_code', '=', '2.4').executeTakeFirstOrThrow()).strengths, null, 'nothing shared has changed')

  const other = await test.page('member')
  await other.open(address)
  await other.waitForSelector('.app-draft')
  t.match(await other.$eval('.app-draft', box => box.textContent), /did not save it: 23 November 2026 at 10:00, Chrome/)
  await other.evaluate(() => (document.querySelector('.app-draft button') as HTMLButtonElement).click())
  t.equal(await other.$eval('[name=strengths]', box => (box as HTMLTextAreaElement).value), 'Typed and not saved')

  await other.setOfflineMode(true)
  await other.type('[name=what_changed]', 'Typed without a connection')
  await other.evaluate(() => (document.querySelector('button[value=later]') as HTMLButtonElement).click())
  await other.waitForFunction(() => /Not saved: no connection/.test(document.querySelector('.app-draft-status')?.textContent ?? ''))
  t.match(other.url(), address, 'the page stays')
  await other.setOfflineMode(false)
  await new Promise(resolve => setTimeout(resolve, 1100)) // buttons take no second press within a second
  await other.to('Save and come back later')
  t.match(await test.db.selectFrom('judgement').select(['strengths', 'what_changed']).where('indicator_code', '=', '2.4').executeTakeFirstOrThrow(), { strengths: 'Typed and not saved', what_changed: 'Typed without a connection' })
  await other.open(address)
  await new Promise(resolve => setTimeout(resolve, 500))
  t.equal(await other.$('.app-draft'), null, 'nothing is offered after Save')

  await other.setOfflineMode(true)
  await other.type('[name=how_we_know]', 'Kept on this device')
  await other.focus('[name=strengths]')
  await other.waitForFunction(() => Object.keys(localStorage).some(key => key.startsWith('draft:')))
  await other.setOfflineMode(false)
  await other.evaluate(() => (document.querySelector('form[action="/sign-out"] button') as HTMLButtonElement).click())
  await other.waitForNavigation().catch(() => {})
  t.same(await other.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('draft:'))), [], 'local copies go at sign-out')
})
