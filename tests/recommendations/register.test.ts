import t from 'tap'
import { frameworks, people, testApp } from '../support/app.ts'
import { craigmorAtWork, viewerOf } from '../support/work.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { inOrderOfWork, priorityWord, registerWords } from '../../server/features/recommendations/rules.ts'

const home = '/recommendations/2026-27'
const at = '2026-11-20T09:00:00.000Z'

async function withAction (t: Parameters<typeof testApp>[0]) {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  await test.db.transaction().execute(trx => addAction(trx, viewerOf('chair'), 'craigmor', '2026-27', { what: 'Plan the year', due_on: '2026-11-01', owner_id: people.chair.id, recommendations: ['T1-R1'] }, frameworks, at))
  return test
}

t.test('the register holds all 16 recommendations, the unanswered first, with what the teams do in words', async t => {
  const { as } = await withAction(t)
  t.equal((await as('steering').get('/recommendations')).headers.location, home)
  const { body } = await as('steering').get(home)
  t.match(body, '16 of 16 recommendations are not answered yet.')
  t.match(body, '1 of 3 teams has an action for it: 1 not started.')
  t.match(body, 'No team has an action for it.')
  for (const { code } of frameworks.recommendations('glasgow-ci-2022', '1')) t.match(body, `${home}/${code}"`)
  const { body: one } = await as('steering').get(`${home}/T1-R1`)
  t.match(one, '/communities/craigmor/2026-27/plan/actions/2')
  t.match(one, '22 days overdue')
  t.match(one, '2 teams without an action for it')
})

t.test('steering answers, changes its mind, and every answer stays', async t => {
  const { as, db } = await withAction(t)
  t.equal((await as('steering').post(`${home}/T1-R1`, { revision: 0, answer: 'planned', owner: 'City Steering Group', measure: 'Plans agreed by June' })).statusCode, 303)
  t.match((await as('steering').get(home)).body, '15 of 16 recommendations are not answered yet.')
  t.equal((await as('steering').post(`${home}/T1-R1`, { revision: 1, answer: 'not-planned', reason: 'Done by another board' })).statusCode, 303)
  const { body } = await as('areaLead').get(`${home}/T1-R1`)
  for (const words of ['Not planned', 'Done by another board', 'Earlier answers', 'Plans agreed by June']) t.match(body, words)
  t.notMatch(body, 'Save the answer', 'an area lead reads')
  t.equal((await db.selectFrom('recommendation_answer').select('id').execute()).length, 2)
  t.same((await db.selectFrom('audit_event').select('what').where('what', '=', 'recommendation.answered').execute()).length, 2)
})

t.test('not planned needs a reason; nothing chosen is explained; what was typed stays', async t => {
  const { as } = await withAction(t)
  const reply = await as('steering').post(`${home}/T1-R1`, { revision: 0, answer: 'not-planned', owner: 'Nobody & co' })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'Say why it is not planned')
  t.match(reply.body, 'Nobody &amp; co')
  t.match((await as('steering').post(`${home}/T1-R1`, { revision: 0 })).body, 'Choose planned or not planned')
  t.equal((await as('steering').post(`${home}/T9-R9`, { revision: 0, answer: 'planned' })).statusCode, 404)
  t.equal((await as('steering').get('/recommendations/2019-20')).statusCode, 404)
})

t.test('two who answer at once see both answers', async t => {
  const { as } = await withAction(t)
  await as('steering').post(`${home}/T1-R1`, { revision: 0, answer: 'planned', owner: 'First' })
  const clash = await as('steering').post(`${home}/T1-R1`, { revision: 0, answer: 'not-planned', reason: 'Second' })
  t.equal(clash.statusCode, 409)
  for (const words of ['First', 'Second', 'Shona Petrie saved this']) t.match(clash.body, words)
})

t.test('the group sets impact and effort on one page; both are needed', async t => {
  const { as } = await withAction(t)
  t.equal((await as('steering').post(`${home}/priorities`, { 'impact.T1-R1': '3', 'effort.T1-R1': '1', 'impact.T1-R2': '1', 'effort.T1-R2': '3' })).statusCode, 303)
  t.match((await as('steering').get(`${home}/priorities`)).body, /How they stand now[\s\S]*Little work[\s\S]*Much work[\s\S]*Large[\s\S]*<td[^>]*>T1-R1\s*<[\s\S]*Small[\s\S]*<td[^>]*>T1-R2\s*</)
  const { body } = await as('steering').get(home)
  t.ok(body.indexOf('T1-R1 ') < body.indexOf('T1-R2 '))
  t.match(body, 'Later')
  const reply = await as('steering').post(`${home}/priorities`, { 'impact.T1-R1': '3' })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'Choose how much work T1-R1 is')
})

t.test('an area lead sees the teams of the area, a chair nothing', async t => {
  const { as, db } = await withAction(t)
  await db.transaction().execute(trx => addAction(trx, viewerOf('outsider'), 'inverallan', '2026-27', { what: 'Of the south', recommendations: ['T1-R1'] }, frameworks, at))
  t.match((await as('steering').get(`${home}/T1-R1`)).body, 'Of the south')
  const { body } = await as('areaLead').get(`${home}/T1-R1`)
  t.notMatch(body, 'Of the south')
  t.match(body, '1 of 2 teams')
  t.equal((await as('chair').get(home)).statusCode, 403)
})

t.test('it leaves as PDF, Word, Excel and CSV, with every answer', async t => {
  const { as } = await withAction(t)
  await as('steering').post(`${home}/T1-R1`, { revision: 0, answer: 'planned', owner: '=1+1' })
  const csv = await as('steering').get(`${home}/register.csv`)
  t.match(csv.body, /T1-R1,.*Planned,.*'=1\+1/)
  t.equal(csv.body.trim().split('\r\n').length >= 17, true)
  t.match((await as('steering').get(`${home}/register`)).body, 'Recommendation T1-R1')
  t.equal((await as('steering').get(`${home}/register.xlsx`)).rawPayload.subarray(0, 2).toString(), 'PK')
  t.equal((await as('steering').get(`${home}/register.docx`)).rawPayload.subarray(0, 2).toString(), 'PK')
})

t.test('words and order', t => {
  const action = (place_id: string, status: 'on-track' | 'at-risk', stopped_at: string | null = null) => ({ place_id, status, stopped_at })
  t.equal(registerWords([], 29), 'No team has an action for it.')
  t.equal(registerWords([action('a', 'on-track'), action('a', 'at-risk'), action('b', 'on-track', '2026')], 29), 'Few teams (1 of 29) have an action for it: 1 on track and 1 at risk.')
  t.equal(registerWords([action('a', 'on-track', '2026')], 29), 'No team has an action for it.')
  t.same([[3, 1], [2, 2], [1, 3], [3, 3]].map(([impact, effort]) => priorityWord({ impact: impact!, effort: effort! })), ['First', 'Next', 'Later', 'Next'])
  const rows = [{ n: 1, answer: 'planned' as const, priority: null }, { n: 2, answer: 'not-planned' as const, priority: 'First' as const }, { n: 3, answer: null, priority: null }, { n: 4, answer: 'planned' as const, priority: 'First' as const }]
  t.same(inOrderOfWork(rows).map(row => row.n), [3, 4, 1, 2])
  t.end()
})
