import t from 'tap'
import { makeLinks } from '../../server/features/surveys/changes.ts'
import { makeThrottle } from '../../server/features/answering/throttle.ts'
import { testApp } from '../support/app.ts'
import { answer, opened, phone, poolOf } from '../support/surveying.ts'
import { viewerOf } from '../support/work.ts'

t.test('closed while somebody answers: a kind page, where else to be heard, and the words they wrote', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  test.clock.now = new Date('2026-12-04T23:30:00Z')
  const hand = phone(test)
  await hand.post(`/s/${survey.link}`)
  await hand.post('/answer/1', { answer: 'yes' })
  await hand.post('/answer/5', { answer: 'A quiet room' })
  test.clock.now = new Date('2026-12-05T00:10:00Z')
  const reply = await hand.post('/answer/sending')
  t.equal(reply.statusCode, 410)
  t.match(reply.body, /These questions are closed/)
  t.match(reply.body, /until 4 December 2026/)
  t.match(reply.body, /The box at the school office/)
  t.match(reply.body, /<blockquote[^>]*>A quiet room<\/blockquote>/, 'what they wrote can be taken along')
  t.match(reply.body, /Childline: 0800 1111/)
  t.equal(hand.jar(), '', 'and nothing stays in the browser')
  t.equal((await poolOf(test, survey)).answers, 0)
  const late = await phone(test).get(`/s/${survey.link}`)
  t.equal(late.statusCode, 410)
  t.match(late.body, /These questions are closed/)
})

t.test('closed on the very page: the words just typed are shown too', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  test.clock.now = new Date('2026-12-04T23:30:00Z')
  const hand = phone(test)
  await hand.post(`/s/${survey.link}`)
  test.clock.now = new Date('2026-12-05T00:10:00Z')
  t.match((await hand.post('/answer/5', { answer: 'Just typed' })).body, /<blockquote[^>]*>Just typed<\/blockquote>/)
})

t.test('the same answer over a bad line counts once', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const hand = phone(test)
  await hand.post(`/s/${survey.link}`)
  await hand.post('/answer/1', { answer: 'yes' })
  const before = hand.jar()
  t.match((await hand.post('/answer/sending')).headers.location, /\/answer\/thanks\//)
  // The reply was lost, so the phone still has its cookie and sends again; and once more, both at once.
  hand.hold(before)
  t.match((await hand.post('/answer/sending')).headers.location, /\/answer\/thanks\//, 'and says thank you again')
  hand.hold(before)
  await Promise.all([hand.post('/answer/sending'), hand.post('/answer/sending')])
  t.equal((await poolOf(test, survey)).answers, 1)
  await answer(test, survey.link, ['yes'])
  t.equal((await poolOf(test, survey)).answers, 2, 'another person counts')
})

t.test('twenty answers at once all count', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  await Promise.all(Array.from({ length: 20 }, (_, n) => answer(test, survey.link, [['yes', 'partly'][n % 2]!, '', '', '', `text ${n}`])))
  const pool = await poolOf(test, survey)
  t.same([pool.answers, pool.counts.asked!.yes, pool.counts.asked!.partly, pool.texts.length], [20, 10, 10, 20])
})

t.test('wrong, early and used links say what to do', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const early = await opened(test.db, 'views-parent@1', { opens_on: '2026-12-01' })
  const wrong = await phone(test).get('/s/AAAAAAAAAAAAAAAAAAAAAA')
  t.equal(wrong.statusCode, 404)
  t.match(wrong.body, /This link does not work/)
  t.match((await phone(test, { language: 'pl-PL,pl;q=0.9' }).get('/s/AAAAAAAAAAAAAAAAAAAAAA')).body, /Ten link nie działa/, 'in the language of the browser')
  const soon = await phone(test).get(`/s/${early.link}`)
  t.equal(soon.statusCode, 403)
  t.match(soon.body, /You can answer from 1 December 2026/)
  const [token] = await test.db.transaction().execute(trx => makeLinks(trx, viewerOf('chair'), 'craigmor', '2026-27', survey.id, 1, '2026-11-23'))
  const other = phone(test)
  await other.post(`/s/${token}`)
  await other.post('/answer/1', { answer: 'no' })
  await answer(test, token!, ['yes'])
  t.match((await phone(test).get(`/s/${token}`)).body, /This link has been used/)
  t.match((await other.post('/answer/sending')).body, /This link has been used/, 'whoever had started with it too')
  t.equal((await poolOf(test, survey)).answers, 1)
  t.same(await test.db.selectFrom('survey_link').select('used').where('kind', '=', 'one').execute(), [{ used: 1 }])
})

t.test('a browser without cookies is told, and can answer on one page', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const hand = phone(test, { cookies: false })
  t.equal((await hand.post(`/s/${survey.link}`)).headers.location, '/answer/1')
  const lost = await hand.get('/answer/1')
  t.equal(lost.statusCode, 403)
  t.match(lost.body, /This browser does not remember your answers/)
  t.match((await hand.get(`/s/${survey.link}`)).body, /All questions on one page/)
  const page = await hand.get(`/s/${survey.link}/all?as=en`)
  const key = /name="key" value="([\w-]{43})"/.exec(page.body)![1]!
  const form = { key, 'answer.asked': 'yes', 'answer.easy': 'no', 'answer.better': 'More clubs' }
  t.match((await hand.post(`/s/${survey.link}/all?as=en`, form)).headers.location, /\/answer\/thanks\//)
  await hand.post(`/s/${survey.link}/all?as=en`, form)
  const pool = await poolOf(test, survey)
  t.same([pool.answers, pool.counts.asked!.yes, pool.counts.easy!.no, pool.texts.length], [1, 1, 1, 1], 'sent twice, counted once')
  const long = await hand.post(`/s/${survey.link}/all?as=en`, { key, 'answer.asked': 'no', 'answer.better': 'x'.repeat(401) })
  t.equal(long.statusCode, 422)
  t.match(long.body, /Write less, at most 400 letters/)
  t.match(long.body, /id="asked-3"[^>]*value="no" checked/, 'what was chosen stays chosen')
  t.match(long.body, /x{401}/, 'and what was typed stays typed')
})

t.test('what looks personal is asked about in the language of the page, and sent only on purpose', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const hand = phone(test)
  await hand.post(`/s/${survey.link}`, { as: 'pl' })
  const asked = await hand.post('/answer/5', { answer: 'Jamie Robertson helps me' })
  t.equal(asked.statusCode, 422)
  t.match(asked.body, /Po tym można kogoś rozpoznać: Jamie Robertson/)
  t.match(asked.body, /Jamie Robertson helps me<\/textarea>/)
  const seen = /name="seen" value="(\w+)"/.exec(asked.body)![1]!
  t.equal((await hand.post('/answer/5', { answer: 'Jamie Robertson helps me', seen })).statusCode, 303)
})

t.test('clear and start again leaves nothing', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const hand = phone(test)
  await hand.post(`/s/${survey.link}`)
  await hand.post('/answer/1', { answer: 'yes' })
  const cleared = await hand.post('/answer/clearing')
  t.match(cleared.body, /Your answers are cleared/)
  t.equal(cleared.headers['clear-site-data'], '"cache", "storage"')
  t.equal(hand.jar(), '')
  t.equal((await hand.get('/answer/1')).statusCode, 403)
  t.equal((await hand.get(`/s/${survey.link}`)).headers['cache-control'], 'no-store')
})

t.test('the draft is in the cookie alone, which can be neither read nor changed, and runs out', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const hand = phone(test)
  await hand.post(`/s/${survey.link}`)
  await hand.post('/answer/5', { answer: 'words of a draft' })
  t.notMatch(hand.jar(), /words|draft/)
  t.notMatch(Buffer.from(decodeURIComponent(hand.jar().split('=')[1]!), 'base64url').toString('latin1'), /words of a draft/)
  for (const table of ['survey_pool', 'survey_text', 'survey_receipt', 'audit_event', 'sign_in', 'draft'] as const) t.notMatch(JSON.stringify(await test.db.selectFrom(table).selectAll().execute()), /words of a draft/, table)
  const mine = hand.jar()
  hand.hold(`${mine.slice(0, -3)}AAA`)
  t.equal((await hand.get('/answer/1')).statusCode, 403, 'a changed cookie is no cookie')
  hand.hold(mine)
  test.clock.now = new Date('2026-11-23T12:01:00Z')
  t.equal((await hand.get('/answer/1')).statusCode, 403, 'after two hours it is gone')
})

t.test('a survey takes as many as the chair says, and a machine is slowed down', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db, 'views-child@1', { answer_cap: 5 })
  for (let n = 0; n < 5; n++) await answer(test, survey.link, ['yes'])
  t.match((await answer(test, survey.link, ['yes'])).reply.body, /Enough people have answered/)
  t.equal((await poolOf(test, survey)).answers, 5)
  let busy = 0
  for (let n = 0; n < 100; n++) if ((await phone(test).post(`/s/${survey.link}`)).statusCode === 429) busy++
  t.ok(busy > 5, `${busy} of 100 starts were put off`)
  test.clock.now = new Date(test.clock.now.getTime() + 60_000)
  t.equal((await phone(test).post(`/s/${survey.link}`)).statusCode, 303, 'a minute later it goes on')
})

t.test('the throttle knows an address only as a mark of the day', async t => {
  const slow = { size: 1, perSecond: 0 }
  const throttle = makeThrottle({ survey: { size: 100, perSecond: 0 }, address: slow, guess: slow })
  const at = new Date('2026-11-23T10:00:00Z')
  t.equal(throttle.mayAnswer('192.0.2.1', 's', at), true)
  t.equal(throttle.mayAnswer('192.0.2.1', 's', at), false)
  t.equal(throttle.mayAnswer('192.0.2.2', 's', at), true)
  t.equal(throttle.mayAnswer('192.0.2.1', 's', new Date('2026-11-24T00:00:01Z')), true, 'with the next day’s key nobody is known')
})

t.test('nothing of who answered is kept or sent on', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  await test.app.inject({ method: 'POST', url: `/s/${survey.link}`, headers: { host: 'localhost', 'sec-fetch-site': 'same-origin', 'user-agent': 'Canary/9', 'content-type': 'application/x-www-form-urlencoded' }, remoteAddress: '203.0.113.77' })
  await answer(test, survey.link, ['yes', '', '', '', 'hello'])
  const { rows } = { rows: [] as unknown[] }
  for (const table of ['survey', 'survey_link', 'survey_pool', 'survey_receipt', 'audit_event', 'sign_in', 'sign_in_attempt'] as const) rows.push(...await test.db.selectFrom(table).selectAll().execute())
  t.notMatch(JSON.stringify(rows), /203\.0\.113\.77|Canary/)
  t.match((await phone(test).get(`/s/${survey.link}`)).headers, { 'x-robots-tag': 'noindex', 'referrer-policy': 'same-origin' })
})
