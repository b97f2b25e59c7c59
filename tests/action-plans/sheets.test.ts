import { strFromU8, unzipSync } from 'fflate'
import t from 'tap'
import { people, testApp } from '../support/app.ts'
import { cellsOfCsv, cellsOfWorkbook } from '../support/plan-files.ts'
import { cityAtWork, craigmorAtWork } from '../support/work.ts'

const team = '/communities/craigmor/2026-27'
const sheetsOf = (bytes: Buffer) => [...strFromU8(unzipSync(bytes)['xl/workbook.xml']!).matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name)

t.test('a plan leaves as CSV and as a workbook, with what each action says', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  await as('chair').post(`${team}/plan/actions/1`, { revision: 1, what: '=HYPERLINK("x")', difference: 'd', owner_id: people.member.id, due_choice: 'june', indicators: ['2.4', '2.7'], recommendations: ['T1-R1'] })
  await as('member').post(`${team}/plan/actions/1/updates`, { status: 'at-risk', what: 'Half of it' })
  const csv = await as('visitLead').get(`${team}/plan/actions.csv`)
  t.match(csv.headers['content-disposition'], 'OFFICIAL Craigmor action plan 2026-27.csv')
  const [head, row] = cellsOfCsv(csv.rawPayload)
  const said = Object.fromEntries(head!.map((label, at) => [label, row![at]]))
  t.match(said, {
    Number: '1', 'What will be done': '\'=HYPERLINK("x")', Owner: 'Mairi Sinclair', 'Owner: e-mail address': people.member.email, Due: '2027-06-30', Indicators: '2.4, 2.7', Recommendations: 'T1-R1',
    Status: 'At risk', Steps: 'Ask every school (To do)', 'Last update': /Mairi Sinclair: Half of it/
  })
  const { rawPayload } = await as('member').get(`${team}/plan/plan.xlsx`)
  t.same(sheetsOf(rawPayload), ['Read me', 'Actions', 'Steps', 'Updates', 'Reviews', 'Recommendations'])
  t.notMatch(strFromU8(unzipSync(rawPayload)['xl/worksheets/sheet2.xml']!), '<f>', 'no formula')
  t.match(JSON.stringify(await cellsOfWorkbook(rawPayload, 'Recommendations')), /"T1-R1",[^]*1\. =HYPERLINK/)
  t.match(JSON.stringify(await cellsOfWorkbook(rawPayload, 'Read me')), 'reading only')
  t.match(await db.selectFrom('audit_event').select(['what', 'details']).where('what', '=', 'plan.exported').execute(), [{ details: /csv/ }, { details: /xlsx/ }], 'the trail knows')
  for (const address of ['plan.xlsx', 'actions.csv']) t.match((await as('areaLead').get(`${team}/plan`)).body, `${team}/plan/${address}`)
  t.notMatch((await as('areaLead').get(`${team}/plan`)).body, `${team}/plan/import`)
})

t.test('a team’s whole work is one workbook, before anything is written too', async t => {
  const { as, db } = await testApp(t)
  const names = ['Read me', 'Judgements', 'Evidence', 'Actions', 'Steps', 'Updates', 'Reviews', 'Recommendations']
  t.same(sheetsOf((await as('member').get(`${team}/workbook.xlsx`)).rawPayload), names, 'an empty team')
  await craigmorAtWork(db)
  t.match((await as('member').get(team)).body, `${team}/workbook.xlsx`)
  const { rawPayload } = await as('member').get(`${team}/workbook.xlsx`)
  t.same(sheetsOf(rawPayload), names)
  for (const [sheet, text] of [['Judgements', 'Outreach reaches every primary.'], ['Evidence', 'Goal sheets'], ['Actions', 'Map support against need'], ['Steps', 'Ask every school'], ['Recommendations', 'T1-R1']] as const) {
    t.match(JSON.stringify(await cellsOfWorkbook(rawPayload, sheet)), text, sheet)
  }
  t.equal((await as('outsider').get(`${team}/workbook.xlsx`)).statusCode, 404)
})

t.test('the city’s plan leaves the same way', async t => {
  const { as, db } = await testApp(t)
  await cityAtWork(db)
  const city = '/plans/strathclutha/2026-27'
  t.match((await as('member').get(`${city}/actions.csv`)).body, 'Agree one referral form')
  t.match(JSON.stringify(await cellsOfWorkbook((await as('member').get(`${city}/plan.xlsx`)).rawPayload, 'Steps')), 'Compare the forms')
  t.match((await as('member').get(city)).body, `${city}/plan.xlsx`)
})
