import t from 'tap'
import { testApp } from '../support/app.ts'
import { startRelay } from '../support/relay.ts'
import { browserOf, linkFor, visitReady } from '../support/visiting.ts'

async function ready (t: any) {
  const test = await testApp(t)
  return { ...test, ...await visitReady(test.db), test }
}
const until = (day: string, time: string) => {
  const [year, month, date] = day.split('-') as [string, string, string]
  return { 'expires_on-day': date, 'expires_on-month': month, 'expires_on-year': year, expires_time: time }
}

t.test('somebody without an account opens a visit by a link of their own; a look at the address opens nothing', async t => {
  const { test, db, home, visitor } = await ready(t)
  t.match((await test.as('visitLead').get(`${home}/visitors`)).body, /Ingrid Solberg, Invented Council[^]+No link yet/)
  const link = await linkFor(test, home, visitor)
  t.notMatch(JSON.stringify(await db.selectFrom('visitor_link').selectAll().execute()), link.split('/').at(-1)!, 'only its hash is kept')
  const tablet = browserOf(test)
  for (let look = 0; look < 3; look++) t.equal((await tablet.get(link)).statusCode, 200, 'a mail scanner fetches it')
  t.match((await tablet.get(link)).body, /Ingrid Solberg \(Invented Council\)[^]+25 March 2027 at 17:00/)
  const opened = await tablet.open(link)
  t.equal(opened.headers.location, '/visiting')
  t.match(String(opened.headers['set-cookie']), /HttpOnly; SameSite=Lax/)
  const page = await tablet.get('/visiting')
  t.match(page.body, 'How well do the teams know what changes for children?')
  t.equal((await tablet.get(link)).headers.location, '/visiting', 'opened again in the same browser: it goes on')
  t.match((await test.as('visitLead').get(`${home}/visitors`)).body, 'Opened on 23 November 2026 at 10:00 in Firefox on Android')
  const { actor_name: actor } = await db.selectFrom('audit_event').select('actor_name').where('what', '=', 'visitor.link-opened').executeTakeFirstOrThrow()
  t.equal(actor, 'Ingrid Solberg (Invented Council)')
})

t.test('forwarded, renewed, taken back, unknown, finished: each has a clear page that says what to do', async t => {
  const { test, home, visitor } = await ready(t)
  const link = await linkFor(test, home, visitor)
  const tablet = browserOf(test)
  await tablet.open(link)
  const other = browserOf(test)
  for (const reply of [await other.get(link), await other.open(link)]) {
    t.equal(reply.statusCode, 403)
    t.match(reply.body, /opened in another browser[^]+Firefox on Android[^]+ask the lead of the visit for a new link/)
  }
  t.equal((await other.get('/visiting')).statusCode, 403)
  t.match((await other.get('/visiting')).body, 'Open your link again')

  const second = await linkFor(test, home, visitor)
  t.match((await other.get(link)).body, 'There is a newer link')
  t.equal((await tablet.get('/visiting')).statusCode, 403, 'the browser of the old link is out')
  await other.open(second)
  t.equal((await other.get('/visiting')).statusCode, 200)

  t.equal((await test.as('visitLead').post(`${home}/visitors/${visitor.id}/revocation`)).statusCode, 303)
  t.equal((await other.get('/visiting')).statusCode, 403, 'it stops at once')
  const revoked = await browserOf(test).get(second)
  t.equal(revoked.statusCode, 410)
  t.match(revoked.body, /taken back[^]+What you wrote is kept/)
  t.equal((await test.as('visitLead').post(`${home}/visitors/${visitor.id}/revocation`)).statusCode, 409, 'nothing left to take back')
  t.equal((await other.get('/visiting/link/nobody-knows')).statusCode, 404)
  t.match((await other.get('/visiting/link/nobody-knows')).body, 'ask the lead of the visit for a new link')

  await other.open(await linkFor(test, home, visitor))
  t.match(String((await other.post('/visiting/leaving')).headers['set-cookie']), /visitor=;/)
})

t.test('a link ends to the minute, in winter and in summer time', async t => {
  const { test, home, visitor, clock } = await ready(t)
  const tablet = browserOf(test)
  const link = await linkFor(test, home, visitor, until('2027-03-29', '17:00'))
  await tablet.open(link)
  clock.now = new Date('2027-03-29T15:59:00Z')
  t.equal((await tablet.get('/visiting')).statusCode, 200, '16:59 in London, an hour ahead of UTC since the day before')
  clock.now = new Date('2027-03-29T16:00:00Z')
  t.equal((await tablet.get('/visiting')).statusCode, 403)
  const late = await browserOf(test).get(link)
  t.equal(late.statusCode, 410)
  t.match(late.body, /run out[^]+29 March 2027 at 17:00[^]+ask the lead for a new link/)
})

t.test('the hour that is skipped is refused by name, with everything typed kept', async t => {
  const { test, home, visitor } = await ready(t)
  const refused = await test.as('visitLead').post(`${home}/visitors/${visitor.id}/link`, until('2027-03-28', '1.30'))
  t.equal(refused.statusCode, 422)
  t.match(refused.body, 'On 28 March 2027 the clocks go forward and 01:30 is skipped. Give a time before 01:00 or from 02:00')
  t.match(refused.body, 'value="1.30"')
  t.match(refused.body, 'value="28"')
  for (const time of ['00:59', '02:00']) t.match(await linkFor(test, home, visitor, until('2027-03-28', time)), /^\/visiting/, time)
})

t.test('of the hour that comes twice the first is taken, and it is said', async t => {
  const { test, db, home, visitor, visit, clock } = await ready(t)
  await db.updateTable('visit').set({ starts_on: '2027-10-28', ends_on: '2027-10-29' }).where('id', '=', visit.id).execute()
  const { body } = await test.as('visitLead').post(`${home}/visitors/${visitor.id}/link`, until('2027-10-31', '01:30'))
  t.match(body, '01:30 comes twice: the link works until the first of the two')
  const tablet = browserOf(test)
  await tablet.open(/\/visiting\/link\/[\w-]{43}/.exec(body)![0])
  clock.now = new Date('2027-10-31T00:29:59Z')
  t.match((await tablet.get('/visiting')).body, '31 October 2027 at 01:30 (the first of the two')
  clock.now = new Date('2027-10-31T00:30:00Z')
  t.equal((await tablet.get('/visiting')).statusCode, 403, '01:30 the first time')
})

t.test('an end that is over, too late, or no day or time is explained beside its field', async t => {
  const { test, home, visitor } = await ready(t)
  const said = async (day: string, time: string) => (await test.as('visitLead').post(`${home}/visitors/${visitor.id}/link`, until(day, time))).body
  t.match(await said('2026-11-23', '09:59'), 'Give a day and time that are still to come')
  t.match(await said('2027-06-10', '09:00'), 'Give a day no later than 9 June 2027, 90 days after the visit')
  t.match(await said('2027-02-30', '17:00'), 'Give a real date')
  t.match(await said('2027-03-10', '25:00'), 'Give a time such as 17:00')
})

t.test('only the lead gives access, to people of that visit without an account', async t => {
  const { test, home, visitor, lead } = await ready(t)
  const other = await visitReady(test.db)
  for (const who of ['steering', 'chair', 'stranger'] as const) t.equal((await test.as(who).post(`${home}/visitors/${visitor.id}/link`, until('2027-03-25', '17:00'))).statusCode, 403, who)
  t.equal((await test.as('nobody').get(`${home}/visitors`)).statusCode, 303)
  t.equal((await test.as('visitLead').post(`${home}/visitors/${lead.id}/link`, until('2027-03-25', '17:00'))).statusCode, 404, 'who has an account signs in')
  t.equal((await test.as('visitLead').get(`${home}/visitors/${other.visitor.id}`)).statusCode, 404)
})

t.test('with an address and a relay the link is mailed, and the mail tells nothing of the visit', async t => {
  const relay = await startRelay(t)
  const test = await testApp(t, { SMTP_URL: relay.setting, MAIL_FROM: 'toolkit@example.gov.uk' })
  const { home, visitor } = await visitReady(test.db)
  await test.db.updateTable('visit_person').set({ email: 'ingrid@example.org' }).where('id', '=', visitor.id).execute()
  const { body } = await test.as('visitLead').post(`${home}/visitors/${visitor.id}/link`, until('2027-03-25', '17:00'))
  t.match(body, 'It was sent to ingrid@example.org')
  t.notMatch(body, '/visiting/link/', 'what was mailed is not shown')
  const [mail] = relay.mails
  t.equal(mail?.to, 'ingrid@example.org')
  t.match(mail?.text, /\/visiting\/link\/[\w-]{43}/)
  t.notMatch(mail?.text, /Learning together|Strathclutha|March/)
  await relay.stop()
  t.match((await test.as('visitLead').post(`${home}/visitors/${visitor.id}/link`, until('2027-03-25', '17:00'))).body, '/visiting/link/', 'a relay that does not answer: the link is shown')
})
