import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { encode, testApp } from '../support/app.ts'
import { craigmorAtWork } from '../support/work.ts'

const register = '/communities/craigmor/2026-27/evidence'
const form = { title: 'Calls', strand: 'views', about: 'outcome', shows: 'We rang.\nAmy Smith’s mother said it helps. She is on 07700 900123.', source: 'Telephone', 'covers_from-day': 1, 'covers_from-month': 9, 'covers_from-year': 2026, covers_to: '2026-11-01', indicators: ['2.4', '2.7'] }

/** The form that the page holds, as the browser would send it with one of its buttons. */
function formOf (page: string): Record<string, string | string[]> {
  const decode = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#x3D;', '=').replaceAll('&#x60;', '`').replaceAll('&amp;', '&')
  const pairs = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [decode(name!), decode(value!)] as const)
  return Object.fromEntries([...Map.groupBy(pairs, ([name]) => name)].map(([name, values]) => [name, values.map(([, value]) => value)]))
}
const hashOf = (page: string): string => /name="checked-personal" value="([0-9a-f]{32})"/.exec(page)![1]!

t.test('what looks personal is shown in its sentence before anything is saved; saved as it is when the person says so', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  const reply = await as('member').post(register, form)
  t.equal(reply.statusCode, 422)
  for (const words of ['Does this tell who a child is?', 'Nothing is saved yet', '<strong>Amy Smith</strong>’s mother said it helps.', 'looks like a person’s name', '<strong>07700 900123</strong>', '>Shows<', 'Go back and change it', 'Save it as it is']) t.match(reply.body, words)
  t.same((await db.selectFrom('evidence').selectAll().where('title', '=', 'Calls').execute()), [], 'nothing is saved')

  const kept = formOf(reply.body)
  t.equal((await as('member').post(register, { ...kept, 'checked-personal': hashOf(reply.body) })).statusCode, 303)
  const row = await db.selectFrom('evidence').selectAll().where('title', '=', 'Calls').executeTakeFirstOrThrow()
  t.match(row, { shows: form.shows, covers_from: '2026-09-01', covers_to: '2026-11-01' }, 'every word and every line is as it was typed')
  t.equal((await db.selectFrom('evidence_link').select('id').where('evidence_id', '=', row.id).execute()).length, 2)
})

t.test('going back shows the form with all that was typed, and a word beside the field', async t => {
  const { as, db } = await testApp(t)
  const reply = await as('member').post(register, form)
  const back = await as('member').post(register, { ...formOf(reply.body), 'checked-personal': 'back' })
  t.equal(back.statusCode, 422)
  t.match(back.body, 'Take out “Amy Smith”, “07700 900123”, or say it without the person')
  t.match(back.body, 'She is on 07700 900123.</textarea>')
  t.match(back.body, /name="covers_from-day"[^>]*value="1"/)
  t.match(back.body, /value="2\.7"[^>]*checked/)
  t.same(await db.selectFrom('evidence').selectAll().execute(), [])
  t.equal((await as('member').post(register, { ...form, shows: 'We rang. A mother said it helps.' })).statusCode, 303)
})

t.test('a wrong or an old answer does not open the door; the right one is not asked twice', async t => {
  const { as, db } = await testApp(t)
  const first = await as('member').post(register, form)
  t.equal((await as('member').post(register, { ...form, 'checked-personal': 'yes' })).statusCode, 422)
  t.equal((await as('member').post(register, { ...form, shows: `${form.shows} Jack Brown too.`, 'checked-personal': hashOf(first.body) })).statusCode, 422, 'something new is asked about')
  t.equal((await as('member').post(register, { ...form, 'checked-personal': hashOf(first.body) })).statusCode, 303)
  t.equal((await as('member').post(register, { ...form, title: 'Again' })).statusCode, 303, 'the same words are not asked about again')
  t.equal((await as('chair').post(register, form)).statusCode, 422, 'but of somebody else')
  const { data } = await db.selectFrom('sign_in').select('data').where('data', 'like', '%personalChecked%').executeTakeFirstOrThrow()
  t.notMatch(data, /Amy|07700/, 'what is remembered is no text')
})

t.test('every free text is looked at, in every feature, and choices and days are not', async t => {
  const { as, db } = await testApp(t)
  const { evidence } = await craigmorAtWork(db)
  const texts: [string, Record<string, string | number>][] = [
    [`${register}/${evidence.id}/withdrawal`, { reason: 'It told of Amy Smith' }],
    ['/communities/craigmor/2026-27/self-evaluation/indicators/2.4', { revision: 2, strengths: 'Amy Smith goes to school again' }],
    ['/communities/craigmor/2026-27/self-evaluation/return', { note: 'Call 0141 946 0123' }],
    ['/communities/craigmor/2026-27/plan/actions', { what: 'Help Amy Smith', difference: 'She comes', due_on: '2027-01-20', owner_id: '' }],
    ['/communities/craigmor/2026-27/plan/actions/1/updates', { status: 'on-track', what: 'Born 3 March 2015' }]
  ]
  for (const [url, fields] of texts) {
    const reply = await as('chair').post(url, fields)
    t.equal(reply.statusCode, 422, url)

    t.match(reply.body, 'Does this tell who a child is?', url)
  }
  const fine = { ...form, shows: 'Mairi Sinclair rang eight families from Craigmor.', source: 'mailto:office@example.org', link: 'https://example.org/123456789', 'covers_from-year': 2015 }
  t.equal((await as('member').post(register, fine)).statusCode, 303, 'colleagues, links and days of the form are no findings')
})

t.test('forms that are for people are not asked about', async t => {
  const { as } = await testApp(t)
  const invited = await as('chair').post('/communities/craigmor/2026-27/members', { name: 'Fiona Mackay', email: 'fiona.mackay@example.org' })
  t.notMatch(invited.body, 'Does this tell who a child is?')
  t.notMatch((await as('administrator').post('/people', { name: 'Fiona Mackay', email: 'fiona@example.org' })).body, 'Does this tell who a child is?')
  t.equal((await as('administrator').post('/organisation/areas', { name: 'Jordan Hill' })).statusCode, 303)
})

t.test('the guard comes after the rules of the form and before those of the role', async t => {
  const { as, app } = await testApp(t)
  t.match((await as('member').post(register, { ...form, title: '' })).body, 'Give the evidence a title', 'what is wrong with the form is said first')
  t.equal((await as('areaLead').post(register, form)).statusCode, 403)
  t.equal((await as('nobody').post(register, form)).statusCode, 303)
  const odd = await app.inject({ method: 'POST', url: register, headers: { host: 'localhost', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, payload: encode({ 'checked-personal': ['a', 'b'] }) })
  t.equal(odd.statusCode, 303)
})

t.test('in a browser without script: asked, back, changed, saved', { skip: noBrowser || (process.env.TEST_DATABASE ? 'the pages are the same on both databases' : false), timeout: 60_000 }, async t => {
  const test = await openBrowser(t)
  const { evidence } = await craigmorAtWork(test.db)
  const page = await test.page('chair', { script: false, width: 320 })
  await page.open(`${register}/${evidence.id}/edit`)
  await page.$eval('[name=shows]', (box, text) => { (box as HTMLTextAreaElement).value = text }, 'Line one\nAmy Smith came')
  await page.to('Save')
  t.match(await page.content(), 'Does this tell who a child is?')
  t.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 321)
  await page.to('Go back and change it')
  t.equal(await page.$eval('[name=shows]', box => (box as HTMLTextAreaElement).value), 'Line one\nAmy Smith came')
  await page.to('Save')
  await page.to('Save it as it is')
  t.equal((await test.db.selectFrom('evidence').select('shows').where('id', '=', evidence.id).executeTakeFirstOrThrow()).shows, 'Line one\nAmy Smith came')

  const scripted = await test.page('member')
  await scripted.setBypassCSP(true)
  await scripted.open(`${register}/${evidence.id}/edit`)
  await scripted.to('Save')
  t.match(await scripted.content(), 'Does this tell who a child is?', 'another person is asked for themselves')
  await scripted.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  t.same(await scripted.evaluate(async () => (await (window as any).axe.run()).violations.map((finding: { id: string }) => finding.id)), [])
  t.same(scripted.complaints, [])
})
