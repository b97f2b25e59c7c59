import t from 'tap'
import { testApp } from '../support/app.ts'
import { wordText } from '../support/word.ts'

const form = { framework: 'hgios4@1', indicator: '2.4', kind: 'prompt', text: 'Does every school know its link worker?' }
const home = '/communities/craigmor/2026-27/self-evaluation'

t.test('the authority adds a prompt with a number of its own; teams see it beside the framework’s text, never in it', async t => {
  const { as } = await testApp(t)
  await as('chair').post(home)
  t.equal((await as('steering').post('/local-criteria', form)).statusCode, 303)
  await as('administrator').post('/local-criteria', { ...form, kind: 'feature', text: 'A link worker is named in every school' })
  const { body } = await as('chair').get(`${home}/indicators/2.4`)
  for (const text of ['Added by Strathclutha Council: not text of the framework', 'L1 Does every school know its link worker?', 'L2 A link worker is named in every school']) t.match(body, text)
  t.notMatch((await as('chair').get(`${home}/indicators/1.1`)).body, 'Added by Strathclutha Council')
  t.notMatch((await as('stranger').get('/communities/lochbeag/2026-27/self-evaluation')).body, 'link worker', 'another authority has none of it')
  t.match(wordText((await as('chair').get(`${home}/blank.docx`)).rawPayload), 'L1 Does every school know its link worker?')
})

t.test('withdrawn, it is gone from this session and stays in those that ended before', async t => {
  const { as, db } = await testApp(t)
  await as('steering').post('/local-criteria', form)
  const { id } = await db.selectFrom('local_criterion').select('id').executeTakeFirstOrThrow()
  await db.updateTable('local_criterion').set({ added_at: '2026-03-01T10:00:00.000Z' }).where('id', '=', id).execute()
  for (const session of ['2025-26', '2026-27']) await as('chair').post(`/communities/craigmor/${session}/self-evaluation`)
  t.equal((await as('steering').post(`/local-criteria/${id}/withdrawal`)).statusCode, 303)
  t.match((await as('chair').get('/communities/craigmor/2025-26/self-evaluation/indicators/2.4')).body, 'L1 Does every school')
  t.notMatch((await as('chair').get(`${home}/indicators/2.4`)).body, 'L1 Does every school')
  t.match((await as('steering').get('/local-criteria')).body, 'Withdrawn by Shona Petrie')
  t.equal((await as('steering').post(`/local-criteria/${id}/withdrawal`)).statusCode, 409)
  await as('steering').post('/local-criteria', form)
  t.match((await as('steering').get('/local-criteria')).body, 'L2 Does every school', 'a number is never used again')
})

t.test('bad input is explained and stays typed', async t => {
  const { as } = await testApp(t)
  const none = await as('steering').post('/local-criteria', { framework: 'hgios4@1', text: 'Kept' })
  t.equal(none.statusCode, 422)
  for (const text of ['Choose an indicator', 'Choose feature or prompt', 'Kept']) t.match(none.body, text)
  t.match((await as('steering').post('/local-criteria', { ...form, indicator: '9.9' })).body, 'Choose an indicator of this framework')
  t.equal((await as('steering').post('/local-criteria', { ...form, text: 'y'.repeat(30_000) })).statusCode, 422)
  t.equal((await as('chair').get('/local-criteria')).statusCode, 403)
})
