import t from 'tap'
import { frameworks, testApp } from '../support/app.ts'
import { folded, readPdf, rolesOf } from '../support/pdf.ts'
import { craigmorVisited } from '../support/visits.ts'
import { wordText } from '../support/word.ts'

/** The text of a Word document without its marks. */
const plain = (xml: string): string => folded(xml.replace(/<[^>]+>/g, '').replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&apos;', '\'').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
const report = frameworks.improvementReports()[0]!

t.test('the timetable prints as the appendix does: days, times, sessions, leads and questions, with nothing left out', async t => {
  const { as, db } = await testApp(t)
  const href = String((await as('visitLead').post('/visits/example')).headers.location)
  const pdf = await as('steering').get(`${href}/timetable.pdf`)
  t.equal(pdf.statusCode, 200)
  t.match(pdf.headers['content-disposition'], 'OFFICIAL Strathclutha Council timetable 2021-22.pdf')
  const read = await readPdf(pdf.rawPayload)
  const word = plain(wordText((await as('steering').get(`${href}/timetable.docx`)).rawPayload))
  const text = folded(read.text)
  const squeezed = (words: string) => folded(words).replace(/\s/g, '')
  for (const day of report.timetable) {
    for (const words of [day.heading, ...day.sessions.flatMap(session => [session.time, session.title, session.lead ?? '', session.note ?? ''])]) {
      t.ok(squeezed(text).includes(squeezed(words)), `PDF: ${words}`)
      t.ok(squeezed(word).includes(squeezed(words)), `Word: ${words}`)
    }
  }
  for (const question of report.themes.flatMap(theme => theme.focus_questions)) t.ok(squeezed(text).includes(squeezed(question.text)), question.code)
  t.match(text, report.overarching_question)
  t.equal(rolesOf(read.tags).filter(role => role === 'Table').length, 3, 'a table a day')
  t.notMatch(text, 'Draft', 'what took place is no draft')
  t.equal((await db.selectFrom('audit_event').select('id').where('what', '=', 'visit.timetable-exported').execute()).length, 2)
})

t.test('while something is to be looked at again it is a draft; groups and rooms have columns of their own', async t => {
  const { as, db } = await testApp(t)
  const { visit, day, theme } = await craigmorVisited(db)
  await as('visitLead').post(`/visits/${visit.id}/timetable/sessions`, { day: day.id, kind: 'focus-group', starts: '10am', ends: '11am', title: 'Focus group', theme: theme.id, group_label: 'A', room: 'Room 2', shows_questions: 'yes' })
  const pdf = await as('member').get(`/visits/${visit.id}/timetable.pdf`)
  t.match(pdf.headers['content-disposition'], 'OFFICIAL Craigmor timetable 2026-27 draft.pdf')
  const text = folded((await readPdf(pdf.rawPayload)).text)
  for (const words of ['Draft', 'Wednesday 9 June 2027', 'Group', 'Room 2', 'Everybody', 'What is it for?', 'Head of Inclusion', '10am to 11am']) t.match(text, words)
})
