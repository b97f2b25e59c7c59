import t from 'tap'
import { people, testApp } from '../support/app.ts'
import { csvFile } from '../support/plan-files.ts'
import { upload } from '../support/upload.ts'
import { cityAtWork, craigmorAtWork } from '../support/work.ts'

const plan = '/communities/craigmor/2026-27/plan'
const first = { Number: 1, 'What will be done': 'Map support against need', 'What will be different for children': 'Children get what helps', 'Owner: e-mail address': people.member.email, Due: '2027-01-20' }
const csvRow = { ...first, 'Owner: role or other name': 'Depute', Due: '10/06/2027', Why: "'=1+1", 'Priority action': 'yes', Indicators: '2.7, 2.4', Recommendations: 'T1-R1' }

t.test('a changed file is previewed, confirmed as previewed, and says what happened', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  t.match((await test.as('chair').get(plan)).body, `${plan}/import`)
  t.match((await test.as('chair').get(`${plan}/import`)).body, 'Excel workbook or CSV file')
  const added = { 'What will be done': 'Begin a breakfast club', 'Owner: e-mail address': people.both.email.toUpperCase(), Start: '1 June 2027', 'Resources in place': 'No', Status: 'Complete' }
  const sent = await upload(test, 'chair', `${plan}/import`, 'plan.csv', csvFile([csvRow, added]))
  t.equal(sent.statusCode, 303)
  const here = String(sent.headers.location)
  const preview = (await test.as('chair').get(here)).body
  for (const text of ['1 new and 1 changed', '20 January 2027', '10 June 2027', '&#x3D;1+1', 'Line 3, new', 'Begin a breakfast club', 'Status: this column is for reading only', 'Bring in 1 new and 1 changed']) t.ok(preview.includes(text), text)
  t.equal((await test.db.selectFrom('action').select('due_on').executeTakeFirstOrThrow()).due_on, '2027-01-20', 'a preview changes nothing')

  t.equal((await test.as('chair').get(`${here}/result.csv`)).statusCode, 404, 'there is no result before')
  t.equal((await test.as('chair').post(here)).statusCode, 303)
  const actions = await test.db.selectFrom('action').selectAll().orderBy('number').execute()
  t.match(actions, [
    { number: 1, why: '=1+1', due_on: '2027-06-10', owner_role: 'Depute', owner_id: people.member.id, priority: 1, revision: 2 },
    { number: 2, what: 'Begin a breakfast club', owner_id: people.both.id, starts_on: '2027-06-01', resources: 'no', status: 'not-started' }
  ])
  t.same((await test.db.selectFrom('action_source').select('code').where('action_id', '=', actions[0]!.id).orderBy('code').execute()).map(row => row.code), ['2.4', '2.7', 'T1-R1'])
  const result = (await test.as('chair').get(here)).body
  for (const text of ['Added as action 2', 'Changed', `${here}/result.csv`]) t.ok(result.includes(text), text)
  t.match((await test.as('chair').get(`${here}/result.csv`)).body, /3,Begin a breakfast club,Added as action 2/)
  t.ok(await test.db.selectFrom('audit_event').select('id').where('what', '=', 'plan.imported').executeTakeFirst(), 'the trail knows')
  t.match((await test.as('chair').post(here)).body, 'brought in already', 'twice does nothing')
  t.equal((await test.db.selectFrom('action').select('id').execute()).length, 2)
  t.match(await test.db.selectFrom('plan_import').select('rows').executeTakeFirst(), { rows: '{}' }, 'what the file said is not kept longer than it is needed')
})

t.test('a plan that changed since, an old preview and somebody else’s preview are refused and change nothing', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const send = async () => String((await upload(test, 'chair', `${plan}/import`, 'plan.csv', csvFile([csvRow]))).headers.location)
  const [early, late] = [await send(), await send()]
  t.equal((await test.as('member').get(early)).statusCode, 403)
  t.equal((await test.as('outsider').get(early.replace('craigmor', 'inverallan'))).statusCode, 404)
  await test.db.updateTable('plan_import').set({ person_id: people.member.id }).where('id', '=', early.split('/').at(-1)!).execute()
  t.equal((await test.as('chair').get(early)).statusCode, 404, 'another person’s')
  t.equal((await test.as('chair').post(early)).statusCode, 404)

  await test.as('chair').post(`${plan}/actions/1/updates`, { status: 'on-track', what: 'Begun' })
  t.equal((await test.as('chair').get(late)).statusCode, 200, 'progress does not matter')
  await test.as('chair').post(`${plan}/actions/1`, { revision: 1, what: 'Somebody wrote this' })
  for (const reply of [await test.as('chair').get(late), await test.as('chair').post(late)]) {
    t.equal(reply.statusCode, 409)
    t.match(reply.body, 'Somebody changed what is here since')
  }
  t.match(await test.db.selectFrom('action').select(['what', 'revision']).execute(), [{ what: 'Somebody wrote this', revision: 2 }])

  const old = await send()
  await test.db.updateTable('plan_import').set({ expires_at: '2026-11-23T09:59:00.000Z' }).where('id', '=', old.split('/').at(-1)!).execute()
  for (const reply of [await test.as('chair').get(old), await test.as('chair').post(old)]) t.match(reply, { statusCode: 409, body: 'older than a day' })
  await send()
  t.match(await test.db.selectFrom('plan_import').select('rows').where('id', '=', old.split('/').at(-1)!).executeTakeFirst(), { rows: '{}' })
})

t.test('all or nothing: when one row fails on the way, none is brought in', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const added = { 'What will be done': 'New', Indicators: '2.4' }
  const here = String((await upload(test, 'chair', `${plan}/import`, 'plan.csv', csvFile([csvRow, added, { 'What will be done': 'Last' }]))).headers.location)
  // A row that is refused between preview and confirmation, which the preview could not know.
  const kept = JSON.parse((await test.db.selectFrom('plan_import').select('rows').executeTakeFirstOrThrow()).rows)
  kept.rows[2].cells.starts_on = '2027-06-02'
  kept.rows[2].cells.due_on = '2027-06-01'
  await test.db.updateTable('plan_import').set({ rows: JSON.stringify(kept) }).execute()
  t.equal((await test.as('chair').post(here)).statusCode, 409)
  t.match(await test.db.selectFrom('action').select(['number', 'revision']).execute(), [{ number: 1, revision: 1 }])
  t.match(await test.db.selectFrom('plan_import').select('done_at').executeTakeFirst(), { done_at: null }, 'and the preview is as it was')
})

t.test('agreed plans and stopped actions are not changed by a file', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const here = String((await upload(test, 'chair', `${plan}/import`, 'plan.csv', csvFile([csvRow]))).headers.location)
  await test.as('chair').post(`${plan}/agreement`)
  for (const reply of [await test.as('chair').get(`${plan}/import`), await upload(test, 'chair', `${plan}/import`, 'plan.csv', csvFile([csvRow])), await test.as('chair').post(here)]) t.match(reply, { statusCode: 409, body: 'reopens the plan first' })
  t.notMatch((await test.as('chair').get(plan)).body, `${plan}/import`)
  await test.as('chair').post(`${plan}/reopening`, { reason: 'r' })
  await test.as('chair').post(`${plan}/actions/1/stop`, { reason: 'r' })
  t.match((await upload(test, 'chair', `${plan}/import`, 'plan.csv', csvFile([csvRow]))).body, 'Line 2, Number: action 1 was stopped')
})

t.test('what looks as if it told of a child is pointed out before it is brought in; colleagues are not', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const here = String((await upload(test, 'chair', `${plan}/import`, 'plan.csv', csvFile([{ ...first, Why: 'Kayleigh Thomson, born 3/4/2015, needs it', 'Owner: role or other name': people.chair.name }]))).headers.location)
  const { body } = await test.as('chair').get(here)
  t.match(body, /Does this tell who a child is[^]*Line 2, Why: “Kayleigh Thomson”/)
  t.notMatch(body, `“${people.chair.name}”`)
  t.notMatch(body, `“${people.member.email}”`)
})

t.test('the city’s plan comes back the same way, by those who lead it', async t => {
  const test = await testApp(t)
  await cityAtWork(test.db)
  const city = '/plans/strathclutha/2026-27'
  const file = csvFile([{ Number: 1, 'What will be done': 'Agree one referral form', Due: '2027-03-02', Recommendations: 'T1-R1', 'Owner: e-mail address': people.steering.email }])
  t.equal((await upload(test, 'chair', `${city}/import`, 'plan.csv', file)).statusCode, 403)
  t.equal((await upload(test, 'areaLead', `${city}/import`, 'plan.csv', file)).statusCode, 403, 'leads an area, not the city')
  const here = String((await upload(test, 'steering', `${city}/import`, 'plan.csv', file)).headers.location)
  t.match((await test.as('steering').get(here)).body, '2 March 2027')
  t.equal((await test.as('steering').post(here)).statusCode, 303)
  t.match(await test.db.selectFrom('action').select(['due_on', 'owner_id']).executeTakeFirst(), { due_on: '2027-03-02', owner_id: people.steering.id })
})

t.test('a team’s action comes to contribute to the city’s by its name', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  await cityAtWork(test.db)
  const send = (name: string) => upload(test, 'chair', `${plan}/import`, 'plan.csv', csvFile([{ ...first, 'Contributes to': name }]))
  t.match((await send('Strathclutha Council, action 9')).body, 'Line 2, Contributes to: “Strathclutha Council, action 9” is no action')
  const here = String((await send('strathclutha council, action 1')).headers.location)
  t.equal((await test.as('chair').post(here)).statusCode, 303)
  t.equal((await test.db.selectFrom('action_contribution').select('id').execute()).length, 1)
  t.match((await test.as('chair').get(String((await send('Strathclutha Council, action 1')).headers.location))).body, 'nothing in it differs')
})

t.test('the register’s answers come back', async t => {
  const test = await testApp(t)
  const home = '/recommendations/2026-27'
  await test.as('steering').post(`${home}/T1-R2`, { revision: 0, answer: 'planned', owner: 'Heads' })
  const lines = (await test.as('steering').get(`${home}/register.csv`)).body
  const { cellsOfCsv, csvOf } = await import('../support/plan-files.ts')
  const cells = cellsOfCsv(Buffer.from(lines))
  const at = (label: string) => cells[0]!.indexOf(label)
  const row = cells.find(one => one[0] === 'T1-R1')!
  row[at('City answer')] = 'not planned'
  t.match((await upload(test, 'steering', `${home}/import`, 'register.csv', csvOf(cells))).body, 'Reason: say why it is not planned')
  row[at('Reason')] = 'Done in 2024'
  row[at('Priority')] = 'First'
  t.equal((await upload(test, 'areaLead', `${home}/import`, 'register.csv', csvOf(cells))).statusCode, 403)
  const here = String((await upload(test, 'steering', `${home}/import`, 'register.csv', csvOf(cells))).headers.location)
  const preview = (await test.as('steering').get(here)).body
  for (const text of ['1 changed', 'Done in 2024', 'Priority: this column is for reading only']) t.ok(preview.includes(text), text)
  await test.as('steering').post(here)
  t.match(await test.db.selectFrom('recommendation_answer').select(['code', 'answer', 'reason']).orderBy('code').execute(), [{ code: 'T1-R1', answer: 'not-planned', reason: 'Done in 2024' }, { code: 'T1-R2', answer: 'planned' }])
  t.match((await test.as('steering').get(here)).body, 'Answered')
  const { rawPayload } = await test.as('steering').get(`${home}/register.xlsx`)
  t.match((await test.as('steering').get(String((await upload(test, 'steering', `${home}/import`, 'register.xlsx', rawPayload)).headers.location))).body, 'nothing in it differs', 'and the workbook is unchanged')
  row[at('City answer')] = ''
  t.match((await upload(test, 'steering', `${home}/import`, 'register.csv', csvOf(cells))).body, 'an answer cannot be taken back')
})
