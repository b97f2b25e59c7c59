import t from 'tap'
import { people, testApp } from '../support/app.ts'

const team = '/communities/craigmor/2026-27'
const home = `${team}/first-thoughts`
type App = Awaited<ReturnType<typeof testApp>>

async function asked (test: App) {
  await test.as('chair').post(`${team}/self-evaluation`)
  await test.as('chair').post(home, { indicators: ['1.1', '2.4'], note: 'Ten minutes is enough' })
}
const thought = (text: string, more = {}) => ({ revision: 0, goes_well: `${text} goes well`, gets_in_the_way: `${text} gets in the way`, what_changed: '', level: '4', ...more })
/** As the chair opening a meeting does. */
const opened = (test: App) => test.db.updateTable('first_thought_request').set({ opened_at: '2026-11-23T11:00:00.000Z', opened_by_name: 'Catriona Baird' }).execute()

t.test('the chair asks, members give, nobody sees anything before it is opened', async t => {
  const test = await testApp(t)
  const { as, db } = test
  await asked(test)
  t.match((await as('member').get(home)).body, 'Ten minutes is enough')
  t.equal((await as('member').post(`${home}/mine/2.4`, thought('Outreach'))).statusCode, 303)
  t.match((await as('member').get(`${home}/mine/2.4`)).body, 'Outreach goes well', 'one’s own text is there to be changed')
  for (const who of ['chair', 'both'] as const) {
    for (const address of [home, `${home}/mine/2.4`, `${home}/2.4`, `${team}/self-evaluation/indicators/2.4`, `${team}/self-evaluation/report`]) t.notMatch((await as(who).get(address)).body, 'Outreach', `${who} ${address}`)
  }
  t.match((await as('chair').get(home)).body, '1 of 3 people asked has given something')
  t.equal((await db.selectFrom('first_thought').selectAll().execute()).length, 1)
})

t.test('opened, the spread is shown without names; fewer than three people show nothing', async t => {
  const test = await testApp(t)
  const { as } = test
  await asked(test)
  await as('member').post(`${home}/mine/2.4`, thought('Outreach'))
  await as('both').post(`${home}/mine/2.4`, thought('Visiting'))
  await as('member').post(`${home}/mine/1.1`, thought('Alone'))
  await as('chair').post(`${home}/mine/2.4`, thought('Listening', { level: 'not-enough-evidence' }))
  await opened(test)
  const { body } = await as('chair').get(`${home}/2.4`)
  for (const text of ['Outreach goes well', 'Visiting goes well', 'Listening gets in the way', '3 people gave first thoughts', 'good', 'Not enough evidence']) t.match(body, text)
  for (const name of ['Mairi Sinclair', 'Bo Lindqvist', '(Health)', '(Social work)']) t.notMatch(body.replace(/<header[\s\S]*<\/header>/, ''), name)
  const few = (await as('chair').get(`${home}/1.1`)).body
  t.match(few, 'Fewer than 3 people')
  t.notMatch(few, 'Alone')
  const late = await as('member').post(`${home}/mine/1.1`, thought('Too late'))
  t.equal(late.statusCode, 409)
  t.match(late.body, 'Say it in the meeting')
})

t.test('a passage is taken into the agreed text with one click, is credited, and its writer sees what became of it', async t => {
  const test = await testApp(t)
  const { as, db } = test
  await asked(test)
  for (const who of ['member', 'both', 'chair'] as const) await as(who).post(`${home}/mine/2.4`, thought(who))
  await as('chair').post(`${team}/self-evaluation/indicators/2.4`, { revision: 1, strengths: 'Written before' })
  await opened(test)
  const passage = /value="([0-9a-f]{24})"[^>]*>Take into[^<]*<span[^>]*>: member goes well</.exec((await as('chair').get(`${home}/2.4`)).body)![1]!
  t.equal((await as('chair').post(`${home}/2.4/taking`, { passage })).statusCode, 303)
  const { strengths } = await db.selectFrom('judgement').select('strengths').where('indicator_code', '=', '2.4').executeTakeFirstOrThrow()
  t.equal(strengths, 'Written before\nmember goes well')
  await as('chair').post(`${home}/2.4/taking`, { passage })
  t.equal((await db.selectFrom('first_thought_taken').selectAll().execute()).length, 1, 'taken once')
  t.match((await as('chair').get(`${home}/2.4`)).body, 'Taken into “Strengths”')
  t.match((await as('chair').get(`${team}/self-evaluation/indicators/2.4`)).body, 'From first thoughts')
  t.match((await as('member').get(`${home}/mine`)).body, 'Taken into “Strengths” on 23 November 2026')
  t.notMatch((await as('both').get(`${home}/mine`)).body, 'Taken into')
  t.equal((await as('chair').post(`${home}/2.4/taking`, { passage: 'f'.repeat(24) })).statusCode, 404)
})

t.test('two windows of one person: nothing typed is lost', async t => {
  const test = await testApp(t)
  const { as } = test
  await asked(test)
  await as('member').post(`${home}/mine/2.4`, thought('First window'))
  const clash = await as('member').post(`${home}/mine/2.4`, thought('Second window'))
  t.equal(clash.statusCode, 409)
  for (const text of ['First window goes well', 'Second window goes well']) t.match(clash.body, text)
})

t.test('bad input is explained and stays typed', async t => {
  const test = await testApp(t)
  const { as } = test
  t.equal((await as('chair').get(home)).statusCode, 404, 'no self-evaluation yet')
  await as('chair').post(`${team}/self-evaluation`)
  t.match((await as('chair').post(home, { note: 'Please' })).body, 'Choose at least one indicator')
  t.match((await as('chair').post(home, { indicators: ['2.4'], 'answer_by-day': '1', 'answer_by-month': '2', 'answer_by-year': '2026' })).body, 'not over yet')
  await as('chair').post(home, { indicators: ['2.4'] })
  const long = await as('member').post(`${home}/mine/2.4`, thought('x', { goes_well: 'y'.repeat(30_000) }))
  t.equal(long.statusCode, 422)
  t.match(long.body, 'Keep this to 5,000 characters')
  t.match(long.body, 'y'.repeat(30_000), 'all of it is kept')
  t.match((await as('member').post(`${home}/mine/2.4`, thought('x', { level: '99' }))).body, 'Choose one of these levels')
  t.equal((await as('member').post(`${home}/mine/3.1`, thought('x'))).statusCode, 404, 'not asked')
  t.equal((await as('chair').post(home, { indicators: ['2.4'] })).statusCode, 409, 'asked once')
})

t.test('who may not', async t => {
  const test = await testApp(t)
  const { as } = test
  await asked(test)
  t.equal((await as('areaLead').get(home)).statusCode, 403, 'not even the area lead reads first thoughts')
  t.equal((await as('outsider').get(home)).statusCode, 404)
  t.equal((await as('member').post(`${home}/people`, { name: 'x', agency: 'Health' })).statusCode, 403)
  t.equal((await as('nobody').get(home)).statusCode, 303)
  t.ok(people.member.id)
})
