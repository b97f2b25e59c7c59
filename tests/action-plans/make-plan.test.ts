import t from 'tap'
import { people, testApp } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf } from '../support/pdf.ts'
import { craigmorAtWork } from '../support/work.ts'

const plan = '/communities/craigmor/2026-27/plan'
const valuesIn = (body: string): string[] => [...body.matchAll(/name="choices" type="checkbox" value="([^"]+)"/g)].map(([, value]) => value!)

t.test('what was said and recommended becomes draft actions, linked both ways', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  const page = await as('chair').get(`${plan}/make`)
  const keys = valuesIn(page.body)
  const area = keys.find(key => key.startsWith('area-for-improvement'))!
  t.equal((await as('chair').post(`${plan}/make`, { choices: [area, 'recommendation.T1-R3'] })).statusCode, 303)
  const made = await db.selectFrom('action').selectAll().orderBy('number').execute()
  t.same(made.map(action => action.what), ['Map support against need', 'Support for children who cannot attend is thin.', 'Explore productive and effective methods of engaging Health professionals appropriately and timely.'])
  t.match(made[2]!.measure, 'Suggested measure: Health attendance')
  t.match((await as('chair').get('/communities/craigmor/2026-27/self-evaluation/indicators/2.4')).body, 'Action 2: Support for children')
  t.match((await as('chair').get(`${plan}/actions/3`)).body, 'T1-R3')
  t.match((await as('chair').get(`${plan}/make`)).body, 'In the plan already, as action 2')
  t.equal((await as('chair').post(`${plan}/make`, { choices: [area] })).statusCode, 409, 'not twice')
  t.equal((await as('chair').post(`${plan}/make`, {})).statusCode, 422)
})

t.test('an action is saved with every field, and every field is in its report', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  const fields = {
    what: 'What <field>', why: 'Why field', difference: 'Difference field', measure: 'Measure field', baseline: 'Baseline field', target: 'Target field', how_known: 'Known field',
    owner_role: 'Role field', partners: 'Partners field', funding: 'Funding field'
  }
  const form = { ...fields, revision: 1, owner_id: people.member.id, 'starts_on-day': '1', 'starts_on-month': 'Dec', 'starts_on-year': '2026', due_choice: 'date', 'due_on-day': '30', 'due_on-month': '4', 'due_on-year': '2027', resources: 'no', recommendations: ['T1-R1'] }
  t.equal((await as('chair').post(`${plan}/actions/1`, form)).statusCode, 303)
  await as('member').post(`${plan}/actions/1/updates`, { status: 'at-risk', what: 'Update field', 'next_on-day': '12', 'next_on-month': '1', 'next_on-year': '2027' })
  await as('member').post(`${plan}/actions/1/updates`, { status: 'complete', what: 'Second field', impact: 'Impact field' })
  const { body } = await as('areaLead').get(`${plan}/report`)
  for (const text of [...Object.values(fields).map(text => text.replace('<', '&lt;').replace('>', '&gt;')), 'Mairi Sinclair', '1 December 2026', '30 April 2027', 'Update field', 'Second field', 'Impact field', '12 January 2027', 'At risk', 'Complete', 'Ask every school', 'Make sure information is available']) t.match(body, text, text)
  t.equal((await db.selectFrom('progress_update').selectAll().execute()).length, 2, 'updates are never overwritten')
})

t.test('bad input is explained beside the field, and nothing typed is lost', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  const reply = await as('chair').post(`${plan}/actions/1`, { revision: 1, what: '', why: 'Kept', due_choice: 'date', 'due_on-day': '31', 'due_on-month': '6', 'due_on-year': '2027' })
  t.equal(reply.statusCode, 422)
  for (const message of ['Say what will be done', 'Give a real date']) t.match(reply.body, message)
  t.match(reply.body, /Kept<\/textarea>/)
  t.match(reply.body, /name="due_on-day" type="text" value="31"/)
  const complete = await as('member').post(`${plan}/actions/1/updates`, { status: 'complete', what: 'All done' })
  t.equal(complete.statusCode, 422)
  t.match(complete.body, 'Say what changed for children')
  t.match(complete.body, 'All done')
})

t.test('the plan is agreed and signed; then texts rest, progress goes on', { skip: noBrowser }, async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  t.equal((await as('chair').post(`${plan}/actions`, { what: 'Without an owner' })).statusCode, 303)
  const early = await as('chair').post(`${plan}/agreement`)
  t.equal(early.statusCode, 409)
  t.match(early.body, 'Something is missing in action 2')
  t.match((await as('chair').get(plan)).body, 'Action 2: an owner, a due date, what will be different for children')
  await as('chair').post(`${plan}/actions/2/stop`, { reason: 'Not ours' })
  t.equal((await as('chair').post(`${plan}/agreement`)).statusCode, 303)
  t.match(folded((await readPdf((await as('chair').get(`${plan}/report.pdf`)).rawPayload)).text), 'Draft, not signed')
  t.equal((await as('chair').post(`${plan}/signature`, { statement: 'Shared with all' })).statusCode, 303)
  const signed = await as('chair').get(`${plan}/report.pdf`)
  t.notMatch(folded((await readPdf(signed.rawPayload)).text), 'Draft')
  t.ok((await db.selectFrom('plan_step').select('pdf_sha256').where('kind', '=', 'signed').executeTakeFirstOrThrow()).pdf_sha256)
  t.equal((await as('chair').post(`${plan}/actions/1`, { revision: 1, what: 'Changed' })).statusCode, 409)
  t.equal((await as('member').post(`${plan}/actions/1/updates`, { status: 'on-track', what: 'Going well' })).statusCode, 303)
  t.equal((await as('chair').post(`${plan}/reopening`, { reason: 'A date moved' })).statusCode, 303)
})

t.test('unfinished actions come along: continue or stop with a reason', async t => {
  const { as, db } = await testApp(t)
  const last = '/communities/craigmor/2025-26/plan'
  for (const what of ['Goes on', 'Ends']) await as('chair').post(`${last}/actions`, { what })
  const [goes, ends] = await db.selectFrom('action').select(['id', 'what']).orderBy('number').execute()
  t.match((await as('chair').get(`${plan}/carry`)).body, 'Goes on')
  t.equal((await as('chair').post(`${plan}/carry`, { [`decision.${ends!.id}`]: 'stop' })).statusCode, 422, 'a stop needs a reason')
  t.equal((await as('chair').post(`${plan}/carry`, { [`decision.${goes!.id}`]: 'continue', [`decision.${ends!.id}`]: 'stop', [`reason.${ends!.id}`]: 'The city does it' })).statusCode, 303)
  t.match((await as('chair').get(`${plan}/actions/1`)).body, 'Session 2025–26, action 1: Goes on')
  t.match((await as('chair').get(`${last}/actions/2`)).body, 'The city does it')
})
