import t from 'tap'
import { people, places, testApp } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf } from '../support/pdf.ts'

const team = '/communities/craigmor/2026-27'
const home = `${team}/meeting`
const day = { 'held_on-day': '23', 'held_on-month': '11', 'held_on-year': '2026' }
type App = Awaited<ReturnType<typeof testApp>>

async function opened (test: App) {
  await test.as('chair').post(`${team}/self-evaluation`)
  await test.as('chair').post(`${team}/first-thoughts`, { indicators: ['2.4'] })
  for (const who of ['chair', 'member', 'both'] as const) await test.as(who).post(`${team}/first-thoughts/mine/2.4`, { revision: 0, goes_well: `${who} thinks so`, level: '4' })
  return test.as('chair').post(home, { ...day, present: 'Mairi Sinclair, Health', apologies: 'Bo Lindqvist' })
}
const agreed = (more = {}) => ({ revision: 1, strengths: 'Outreach', areas_for_improvement: 'Reviews slip', what_changed: '13 of 18 goals', how_we_know: 'Reviews', level: '4', finished: 'yes', go: 'continue', ...more })

t.test('the chair opens the meeting: first thoughts are shown, the draft is with the group', async t => {
  const test = await testApp(t)
  t.equal((await opened(test)).statusCode, 303)
  const { body } = await test.as('member').get(`${home}/indicators/2.4`)
  for (const text of ['member thinks so', '3 people gave first thoughts', 'What we agree', 'No views yet.', 'indicator 3 of 5', 'good']) t.match(body, text)
  t.match((await test.as('member').get(`${team}/self-evaluation`)).body, 'With the group')
  t.equal((await test.as('chair').post(home, day)).statusCode, 409, 'one at a time')
})

t.test('what is agreed, dissent, a note and an action are typed straight in', async t => {
  const test = await testApp(t)
  await opened(test)
  const { as, db } = test
  const reply = await as('chair').post(`${home}/indicators/2.4`, agreed({ dissent: 'Health sees it at level 3', note: 'Look at it again in May', action: 'Map support against need' }))
  t.equal(reply.headers.location, `${home}/indicators/2.7`)
  const page = (await as('member').get(`${home}/indicators/2.4`)).body
  for (const text of ['Health sees it at level 3', 'Look at it again in May', 'Action 1: Map support against need']) t.match(page, text)
  t.match(await db.selectFrom('judgement').select(['strengths', 'level']).where('indicator_code', '=', '2.4').executeTakeFirstOrThrow(), { strengths: 'Outreach', level: 4 })
  t.match((await as('areaLead').get(`${team}/self-evaluation/report`)).body, 'Health sees it at level 3', 'dissent stands beside what was agreed')
  t.equal((await as('member').post(`${home}/indicators/2.7`, agreed({ action: 'x' }))).statusCode, 422, 'members write next steps, the chair makes actions')
})

t.test('a first thought is taken over with what is typed in the same form', async t => {
  const test = await testApp(t)
  await opened(test)
  const passage = /value="([0-9a-f]{24})"[^>]*>Take into[^<]*<span[^>]*>: member thinks so</.exec((await test.as('chair').get(`${home}/indicators/2.4`)).body)![1]!
  await test.as('chair').post(`${home}/indicators/2.4`, { revision: 1, strengths: 'Typed but not saved', note: 'A note too', passage })
  const { strengths } = await test.db.selectFrom('judgement').select('strengths').where('indicator_code', '=', '2.4').executeTakeFirstOrThrow()
  t.equal(strengths, 'Typed but not saved\nmember thinks so')
  t.match((await test.as('chair').get(`${home}/indicators/2.4`)).body, 'A note too')
})

t.test('two laptops: the second save shows both texts, and keeps its dissent and note', async t => {
  const test = await testApp(t)
  await opened(test)
  const { as, db } = test
  await as('chair').post(`${home}/indicators/2.4`, agreed())
  const clash = await as('member').post(`${home}/indicators/2.4`, agreed({ strengths: 'From the other laptop', dissent: 'I differ' }))
  t.equal(clash.statusCode, 409)
  for (const text of ['Outreach', 'From the other laptop', 'name="dissent" value="I differ"']) t.match(clash.body, text)
  t.equal((await db.selectFrom('meeting_note').selectAll().execute()).length, 0, 'nothing half saved')
  const settled = await as('member').post(`${home}/indicators/2.4`, { ...agreed(), revision: 2, 'choice.strengths': 'combine', 'combined.strengths': 'Outreach\n\nFrom the other laptop', 'mine.strengths': 'a', 'theirs.strengths': 'b', dissent: 'I differ' })
  t.equal(settled.statusCode, 303)
  t.match((await as('chair').get(`${home}/indicators/2.4`)).body, 'I differ')
})

t.test('closed, the minutes are kept as they were', async t => {
  const test = await testApp(t)
  await opened(test)
  const { as } = test
  await as('chair').post(`${home}/indicators/2.4`, agreed({ dissent: 'Health sees it at level 3', action: 'Map support' }))
  t.equal((await as('member').post(`${home}/closing`)).statusCode, 403)
  const address = String((await as('chair').post(`${home}/closing`)).headers.location)
  await as('chair').post(`${team}/self-evaluation/indicators/2.4`, { revision: 2, strengths: 'Changed afterwards' })
  const minutes = (await as('areaLead').get(address)).body
  for (const text of ['23 November 2026', 'Mairi Sinclair, Health', 'Bo Lindqvist', 'Outreach', 'Health sees it at level 3', '1. Map support', '3 people gave first thoughts.', 'good (4): 3', 'Closed by Catriona Baird']) t.match(minutes, text)
  t.notMatch(minutes, 'Changed afterwards')
  t.notMatch(minutes, 'thinks so', 'first thoughts themselves are not in the minutes')
  t.equal((await as('chair').post(`${home}/indicators/2.4`, agreed())).statusCode, 409, 'no meeting is open any more')
  t.equal((await as('chair').post(home, day)).statusCode, 303, 'another one can be opened')
})

t.test('the minutes come out as an accessible PDF', { skip: noBrowser }, async t => {
  const test = await testApp(t)
  await opened(test)
  await test.as('chair').post(`${home}/indicators/2.4`, agreed({ dissent: 'Health sees it at level 3' }))
  const address = String((await test.as('chair').post(`${home}/closing`)).headers.location)
  const reply = await test.as('chair').get(`${address}.pdf`)
  t.match(reply.headers['content-disposition'], 'OFFICIAL Craigmor minutes 2026-27.pdf')
  const pdf = await readPdf(reply.rawPayload)
  for (const text of ['Health sees it at level 3', 'Mairi Sinclair, Health']) t.match(folded(pdf.text), text)
})

t.test('bad input is explained and stays typed', async t => {
  const test = await testApp(t)
  await test.as('chair').post(`${team}/self-evaluation`)
  const none = await test.as('chair').post(home, { present: 'Everybody' })
  t.equal(none.statusCode, 422)
  t.match(none.body, 'Give the day of the meeting')
  t.match(none.body, 'Everybody')
  await test.as('chair').post(home, day)
  const long = await test.as('chair').post(`${home}/indicators/2.4`, agreed({ strengths: 'y'.repeat(30_000), note: 'kept' }))
  t.equal(long.statusCode, 422)
  t.match(long.body, 'y'.repeat(30_000), '30,000 characters are all still there')
  t.match(long.body, 'kept')
})

t.test('a chair who leaves in the middle: nothing is lost, and the next chair closes the meeting', async t => {
  const test = await testApp(t)
  await opened(test)
  const { as, db } = test
  await as('chair').post(`${home}/indicators/2.4`, agreed({ note: 'Written by the first chair' }))
  await db.updateTable('role_held').set({ ended_at: '2026-11-23T12:00:00.000Z' }).where('person_id', '=', people.chair.id).execute()
  t.equal((await as('chair').get(`${home}/indicators/2.4`)).statusCode, 403)
  await as('administrator').post(`/people/${people.member.id}/roles`, { role: 'chair', place: places.craigmor })
  t.match((await as('member').get(`${home}/indicators/2.4`)).body, 'Written by the first chair')
  const minutes = String((await as('member').post(`${home}/closing`)).headers.location)
  for (const text of ['Opened by Catriona Baird', 'Closed by Mairi Sinclair', 'Written by the first chair']) t.match((await as('member').get(minutes)).body, text)
})
