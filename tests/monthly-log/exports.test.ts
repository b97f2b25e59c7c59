import t from 'tap'
import { readSheet } from 'read-excel-file/universal'
import { testApp } from '../support/app.ts'
import { home, logged, meetingForm } from '../support/monthly-log.ts'
import { readPdf } from '../support/pdf.ts'
import { wordText } from '../support/word.ts'

const sheet = async (bytes: Buffer, name: string) => await readSheet(new Uint8Array(bytes).buffer as ArrayBuffer, name, { trim: false }) as unknown[][]

t.test('the log leaves as CSV and workbook, marked for the team alone, with every stored field', async t => {
  const test = await testApp(t)
  const id = await logged(test.db, '2026-10-07')
  await test.as('chair').post(`${home}/${await logged(test.db, '2026-11-04')}/removal`)
  await test.as('member').post(`${home}/${id}`, { ...meetingForm({ 'met_on-day': '7', 'met_on-month': '10' }), revision: '1', 'support.mentoring': '5' })
  await test.as('member').post(`${home}/${id}`, { ...meetingForm({ 'met_on-day': '7', 'met_on-month': '10' }), revision: '2' })
  const csv = await test.as('member').get(`${home}/log.csv`)
  t.match(csv.headers['content-disposition'], 'OFFICIAL-SENSITIVE Craigmor monthly log 2026-27.csv')
  for (const words of ['2026-10-07,Education and Health,5,3,4,3,2,"Attendance 3, Learning 1"', 'Staged Intervention and Inclusion Meeting (SIIM) 2', 'Not asked 1', 'Could not be reached 2', '"Nurture group 3, Mentoring 6"', 'Not yet']) t.ok(csv.body.includes(words), words)
  t.match(csv.body, /2026-11-04[^\n]*2026-\d\d-\d\d,Catriona Baird/, 'what was taken out says so')
  const workbook = await test.as('chair').get(`${home}/log.xlsx`)
  const [head, row] = await sheet(workbook.rawPayload, 'Monthly log')
  t.equal(head!.length, csv.body.split('\r\n')[0]!.split(',').length)
  t.equal(row![2], 5)
  t.match(JSON.stringify(await sheet(workbook.rawPayload, 'Read me')), 'OFFICIAL-SENSITIVE')
  t.equal((await test.db.selectFrom('audit_event').select('id').where('what', '=', 'monthly-log.exported').execute()).length, 2)
  const [, first, second] = await sheet(workbook.rawPayload, 'Before corrections')
  t.match(first![5], 'Supports agreed: Nurture group 3, Mentoring 6')
  t.match(second![5], 'Supports agreed: Nurture group 3, Mentoring 5')
})

t.test('the team’s workbook holds the log for those who were in the room, and for nobody else', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07')
  const own = await test.as('chair').get('/communities/craigmor/2026-27/workbook.xlsx')
  t.match(own.headers['content-disposition'], 'OFFICIAL-SENSITIVE Craigmor workbook')
  t.match(JSON.stringify(await sheet(own.rawPayload, 'Monthly log')), 'Nurture group 3, Mentoring 6')
  const above = await test.as('areaLead').get('/communities/craigmor/2026-27/workbook.xlsx')
  t.notMatch(above.headers['content-disposition'], 'SENSITIVE')
  await t.rejects(sheet(above.rawPayload, 'Monthly log'))
})

t.test('the picture of the log as Word and PDF: who came, the months, the 2022 figure, every meeting', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-06-03')
  await logged(test.db, '2026-10-07')
  await logged(test.db, '2026-11-04', { 'agency.health': '' })
  const word = await test.as('chair').get(`${home}/picture.docx`)
  const pdf = await test.as('chair').get(`${home}/picture.pdf`)
  t.same([word.statusCode, pdf.statusCode], [200, 200])
  for (const [what, text] of [['Word', wordText(word.rawPayload)], ['PDF', (await readPdf(pdf.rawPayload)).text]] as const) {
    const said = text.replace(/\s+/g, ' ')
    for (const words of ['Health was at 1 of 2 meetings.', '2022: not noted in 22%', 'June 2026', '12 of 15 children (80%)', 'OFFICIAL-SENSITIVE', 'Nurture group']) t.ok(said.includes(words), `${what}: ${words}`)
  }
})
