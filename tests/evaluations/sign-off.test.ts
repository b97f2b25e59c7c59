import { createHash } from 'node:crypto'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf } from '../support/pdf.ts'

const home = '/communities/craigmor/2026-27/self-evaluation'
const full = { revision: 1, strengths: 'Outreach works', areas_for_improvement: 'Reviews slip', what_changed: '13 of 18 goals reached', how_we_know: 'Goal reviews', next_steps: 'Map support', level: '4', finished: 'yes' }
type App = Awaited<ReturnType<typeof testApp>>

async function complete ({ as }: App) {
  await as('chair').post(home)
  for (const code of ['1.1', '1.3', '2.4', '2.7', '3.1']) await as('chair').post(`${home}/indicators/${code}`, full)
}

t.test('submitted, returned with a note, submitted again, signed off, reopened: each step says who and why', async t => {
  const test = await testApp(t)
  await complete(test)
  const { as, db } = test
  t.equal((await as('chair').post(`${home}/submission`)).statusCode, 303)
  t.equal((await as('member').post(`${home}/indicators/2.4`, { ...full, revision: 2 })).statusCode, 409, 'texts stay as they are')
  t.equal((await as('areaLead').post(`${home}/return`, { note: '' })).statusCode, 422)
  t.equal((await as('areaLead').post(`${home}/return`, { note: 'Say more about families' })).statusCode, 303)
  t.match((await as('member').get(home)).body, 'Say more about families')
  t.equal((await as('chair').post(`${home}/sign-off`, { statement: 'x' })).statusCode, 409, 'in order')
  await as('chair').post(`${home}/submission`)
  t.equal((await as('areaLead').post(`${home}/sign-off`, { statement: 'x' })).statusCode, 403)
  t.equal((await as('chair').post(`${home}/sign-off`, { statement: 'Agreed on 12 May' })).statusCode, 303)
  t.equal((await as('chair').post(`${home}/reopening`, { reason: 'A figure was wrong' })).statusCode, 303)
  const steps = await db.selectFrom('self_evaluation_step').select(['kind', 'note', 'by_name']).orderBy('at').orderBy('id').execute()
  t.same(steps.map(step => step.kind), ['submitted', 'returned', 'submitted', 'signed-off', 'reopened'])
  const history = (await as('member').get(`${home}/history`)).body
  for (const words of ['Alasdair Reid returned it with a note', 'Agreed on 12 May', 'A figure was wrong', 'SHA-256']) t.match(history, words)
})

t.test('it cannot be submitted incomplete, nor with passages nobody has reviewed', async t => {
  const test = await testApp(t)
  const { as } = test
  await as('chair').post(home)
  const reply = await as('chair').post(`${home}/submission`)
  t.equal(reply.statusCode, 409)
  t.match(reply.body, '5 indicators not complete')
  t.equal((await as('chair').post(home)).statusCode, 409, 'and not started twice')
})

t.test('what was signed off is kept as it was, with the hash of its PDF', { skip: noBrowser }, async t => {
  const test = await testApp(t)
  const { as, db } = test
  await complete(test)
  const draft = await as('chair').get(`${home}/report.pdf`)
  t.match(draft.headers['content-disposition'], 'draft.pdf')
  t.match(folded((await readPdf(draft.rawPayload)).text), 'Draft, not signed')
  await as('chair').post(`${home}/submission`)
  await as('chair').post(`${home}/sign-off`, { statement: 'Agreed on 12 May' })
  const signed = await as('chair').get(`${home}/report.pdf`)
  const step = await db.selectFrom('self_evaluation_step').selectAll().where('kind', '=', 'signed-off').executeTakeFirstOrThrow()
  t.equal(step.pdf_sha256, createHash('sha256').update(signed.rawPayload).digest('hex'))
  await as('chair').post(`${home}/reopening`, { reason: 'A figure was wrong' })
  await as('chair').post(`${home}/indicators/2.4`, { ...full, revision: 2, strengths: 'Something else now' })
  const copy = await as('areaLead').get(`${home}/report.pdf?copy=${step.id}`)
  t.ok(copy.rawPayload.equals(signed.rawPayload), 'the same bytes as when it was signed')
  t.match((await as('chair').get(`${home}/report`)).body, 'Something else now')
  t.match((await as('chair').get(`${home}/report?copy=${step.id}`)).body, 'Outreach works')
})

t.test('every stored text of a judgement is in the report', async t => {
  const test = await testApp(t)
  await complete(test)
  const { body } = await test.as('areaLead').get(`${home}/report`)
  for (const text of [full.strengths, full.areas_for_improvement, full.what_changed, full.how_we_know, full.next_steps, 'good (4)', 'Catriona Baird']) t.match(body, text)
})
