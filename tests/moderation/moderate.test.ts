import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf } from '../support/pdf.ts'

type App = Awaited<ReturnType<typeof testApp>>
const area = '/areas/north/2026-27/moderation'
const home = '/communities/craigmor/2026-27/self-evaluation'
const full = { revision: 1, strengths: 'Outreach works', areas_for_improvement: 'Reviews slip', what_changed: '13 of 18 goals', how_we_know: 'Goal reviews', level: '5', finished: 'yes' }

/** Craigmor has submitted; Craigmor and Strathfearn are paired for 2.4. `both` chairs Strathfearn. */
async function paired (t: any) {
  const test = await testApp(t)
  await test.db.updateTable('role_held').set({ ended_at: '2026-09-01T00:00:00.000Z' }).where('role', '=', 'member').where('place_id', '=', places.craigmor).where('person_id', '!=', (await test.db.selectFrom('person').select('id').where('name', '=', 'Mairi Sinclair').executeTakeFirstOrThrow()).id).execute()
  await test.as('chair').post(home)
  await test.as('both').post('/communities/strathfearn/2026-27/self-evaluation')
  for (const code of ['1.1', '1.3', '2.4', '2.7', '3.1']) await test.as('chair').post(`${home}/indicators/${code}`, full)
  await test.as('areaLead').post(area, { indicators: ['2.4'] })
  const pairs = [...(await test.as('areaLead').get(area)).body.matchAll(/name="pairs"[^>]*value="([^"]+)"/g)].map(([, value]) => value!.replace('&gt;', '>'))
  await test.as('areaLead').post(`${area}/pairs`, { pairs })
  const rows = await test.db.selectFrom('moderation').selectAll().execute()
  return { ...test, pairs, reads: `/moderation/${rows.find(row => row.read_id === places.craigmor)!.id}`, rows }
}
const submitted = (test: App) => test.as('chair').post(`${home}/submission`)

t.test('the area lead opens the round and pairs teams as proposed; both teams find it', async t => {
  const test = await paired(t)
  t.equal(test.pairs.length, 2)
  t.equal(test.rows.length, 2, 'each reads the other')
  t.match((await test.as('chair').get('/communities/craigmor/2026-27/moderation')).body, 'Strathfearn reads you')
  t.match((await test.as('both').get('/communities/strathfearn/2026-27/moderation')).body, 'You read Craigmor')
  t.match((await test.as('areaLead').get('/areas/north/2026-27')).body, 'Open')
})

t.test('blind first: the level is hidden until the own reading is given, then all stand side by side', async t => {
  const test = await paired(t)
  const page = `${test.reads}/2.4`
  t.match((await test.as('both').get(page)).body, 'has not submitted its self-evaluation yet')
  t.notMatch((await test.as('both').get(page)).body, 'Outreach works', 'a draft belongs to its team')
  await submitted(test)
  const blind = (await test.as('both').get(page)).body
  t.match(blind, 'Outreach works')
  t.notMatch(blind, 'very good (5)')
  const empty = await test.as('both').post(`${page}/reading`, { revision: 0, reasons: 'Only one source' })
  t.equal(empty.statusCode, 422)
  t.match(empty.body, 'Choose a level')
  t.match(empty.body, 'Only one source', 'nothing typed is lost')
  t.equal((await test.as('both').post(`${page}/reading`, { revision: 0, level: '3', reasons: 'Only one source' })).statusCode, 303)
  const seen = (await test.as('both').get(page)).body
  for (const text of ['very good (5)', 'satisfactory (3)', 'Two levels apart', 'No answer yet']) t.match(seen, text)
})

t.test('nothing is final before the right of reply; with the last answer it is moderated, and all three levels stay for ever', async t => {
  const test = await paired(t)
  const page = `${test.reads}/2.4`
  await submitted(test)
  await test.as('both').post(`${page}/reading`, { revision: 0, level: '3', reasons: 'Only one source' })
  const early = await test.as('chair').post(`${home}/sign-off`, { statement: 'Agreed' })
  t.equal(early.statusCode, 409)
  t.match(early.body, 'is being moderated')
  const unreasoned = await test.as('chair').post(`${page}/reply`, { answer: 'disagree', evidence: 'Goal sheets', agreed: '4' })
  t.equal(unreasoned.statusCode, 422)
  t.match(unreasoned.body, 'Say why you disagree')
  t.match(unreasoned.body, 'Goal sheets')
  t.equal((await test.as('chair').post(`${page}/reply`, { answer: 'disagree', reason: 'There are two sources', evidence: 'Goal sheets', agreed: '4' })).statusCode, 303)
  t.match((await test.as('chair').get(home)).body, 'Moderated')
  t.equal((await test.as('chair').post(`${page}/reply`, { answer: 'agree', agreed: '3' })).statusCode, 409, 'answered once')
  t.equal((await test.as('chair').post(`${home}/sign-off`, { statement: 'Agreed' })).statusCode, 303)
  await test.as('chair').post(`${home}/reopening`, { reason: 'A figure was wrong' })
  await test.as('chair').post(`${home}/indicators/2.4`, { ...full, revision: 2, level: '2' })
  const report = (await test.as('chair').get(`${home}/report`)).body
  for (const text of ['Own level: very good (5). Their reading: satisfactory (3). Agreed: good (4).', 'Only one source', 'There are two sources', 'Goal sheets']) t.match(report, text)
})

t.test('two people of the reading team at once: the second sees the first, and the reasons are put together', async t => {
  const test = await paired(t)
  const page = `${test.reads}/2.4`
  await submitted(test)
  await test.as('both').post(`${page}/reading`, { revision: 0, level: '3', reasons: 'From the first' })
  const clash = await test.as('both').post(`${page}/reading`, { revision: 0, level: '4', reasons: 'From the second' })
  t.equal(clash.statusCode, 409)
  for (const text of ['From the first', 'From the second']) t.match(clash.body, text)
  await test.as('both').post(`${page}/reading`, { revision: 1, level: '4', 'choice.reasons': 'combine', 'combined.reasons': 'From the first\nFrom the second', 'mine.reasons': 'a', 'theirs.reasons': 'b' })
  t.match(await test.db.selectFrom('moderation_reading').select(['reasons', 'level']).executeTakeFirstOrThrow(), { reasons: 'From the first\nFrom the second', level: 3 }, 'the level given blind stands')
})

t.test('the moderation session is run and minuted on one page', async t => {
  const test = await paired(t)
  await submitted(test)
  await test.as('both').post(`${test.reads}/2.4/reading`, { revision: 0, level: '3', reasons: 'Only one source' })
  const session = (await test.as('areaLead').get(`${area}/session`)).body
  for (const text of ['Exact agreement: 0 of 1. Within one level: 0 of 1.', 'Craigmor: 2.4', 'Two levels apart', 'Only one source']) t.match(session, text)
  t.match((await test.as('areaLead').post(`${area}/session`, { moderation: test.reads.split('/')[2]!, code: '2.4' })).body, 'Write what was said')
  await test.as('areaLead').post(`${area}/session`, { moderation: test.reads.split('/')[2]!, code: '2.4', text: 'Look at the parents’ views together' })
  await test.as('areaLead').post(`${area}/session/held`, { 'held_on-day': '10', 'held_on-month': '12', 'held_on-year': '2026', present: 'Chairs of both teams' })
  const minutes = (await test.as('steering').get(`${area}/minutes`)).body
  for (const text of ['10 December 2026', 'Chairs of both teams', 'Look at the parents’ views together', 'very good (5)', 'satisfactory (3)']) t.match(minutes, text)
})

t.test('the minutes come out as PDF', { skip: noBrowser }, async t => {
  const test = await paired(t)
  await submitted(test)
  await test.as('both').post(`${test.reads}/2.4/reading`, { revision: 0, level: '3', reasons: 'Only one source' })
  t.match(folded((await readPdf((await test.as('areaLead').get(`${area}/minutes.pdf`)).rawPayload)).text), 'Only one source')
})

t.test('taken back with a reason, the team can sign off', async t => {
  const test = await paired(t)
  await submitted(test)
  const id = test.reads.split('/')[2]!
  t.equal((await test.as('areaLead').post(`${area}/${id}/taking-back`, {})).statusCode, 422)
  t.equal((await test.as('areaLead').post(`${area}/${id}/taking-back`, { reason: 'The reading team lost its chair' })).statusCode, 303)
  t.equal((await test.as('chair').post(`${home}/sign-off`, { statement: 'Agreed' })).statusCode, 303)
  t.match((await test.as('both').get(test.reads)).body, 'The reading team lost its chair')
})

t.test('who may not, and bad pairs', async t => {
  const test = await paired(t)
  await submitted(test)
  t.equal((await test.as('outsider').get(test.reads)).statusCode, 404, 'a team that is not part of it')
  t.equal((await test.as('both').get(`${home}/report`)).statusCode, 404, 'the reading team reads the chosen indicators, nothing else')
  t.equal((await test.as('member').post(`${test.reads}/2.4/reply`, { answer: 'agree', agreed: '3' })).statusCode, 403)
  t.equal((await test.as('both').post(`${test.reads}/3.1/reading`, { revision: 0, level: '3', reasons: 'x' })).statusCode, 404, 'not chosen')
  t.equal((await test.as('steering').post(area, { indicators: ['2.4'] })).statusCode, 403)
  t.match((await test.as('areaLead').post(`${area}/pair`, { reader: places.craigmor, read: places.craigmor })).body, 'does not read itself')
  t.match((await test.as('areaLead').post(`${area}/pair`, { reader: places.craigmor, read: places.inverallan })).body, 'Choose teams of this area')
})
