import t from 'tap'
import { frameworks, testApp } from '../support/app.ts'
import { listPartners, listThemes } from '../../server/features/visits/queries.ts'
import { listTimetable, noticesOf } from '../../server/features/visit-timetable/queries.ts'
import { movedDays } from '../../server/features/visit-home/example-rules.ts'
import { timeWords } from '../../server/features/visit-timetable/rules.ts'

const report = frameworks.improvementReports()[0]!

t.test('the visit of 2022 is there complete: every theme, question and session, in the words of the report', async t => {
  const { as, db } = await testApp(t)
  t.match((await as('visitLead').get('/visits')).body, 'Load the visit of 2022 as an example')
  const loaded = await as('visitLead').post('/visits/example')
  t.equal(loaded.statusCode, 303)
  const href = String(loaded.headers.location)
  const visit = await db.selectFrom('visit').selectAll().executeTakeFirstOrThrow()
  t.match(visit, { overarching_question: report.overarching_question, starts_on: '2022-06-09', ends_on: '2022-06-13', kind: 'authority', example_of: 'glasgow-ci-2022@1' })
  for (const { text } of report.introduction) t.ok(visit.introduction!.includes(text.replaceAll('**', '')), text.slice(0, 40))
  const themes = await listThemes(db, visit)
  t.same(themes.map(theme => [theme.code, theme.title, theme.questions.map(question => [question.code, question.text])]), report.themes.map(theme => [theme.code, theme.question, theme.focus_questions.map(({ code, text }) => [code, text])]))
  t.equal(themes.flatMap(theme => theme.questions).length, 14)
  t.same((await listPartners(db, visit)).map(partner => partner.name), ['ADES', 'Education Scotland'])
  const timetable = await listTimetable(db, visit)
  t.same(timetable.map(day => [day.held_on, day.heading, day.purpose]), report.timetable.map(day => [day.date, day.heading, day.purpose ?? null]))
  t.same(
    timetable.map(day => day.sessions.map(session => ({ time: timeWords(session), title: session.title, lead: session.lead, theme: session.theme?.code ?? null, asked: session.shows_questions ? session.theme!.questions.map(question => question.code) : null, note: session.note }))),
    report.timetable.map(day => day.sessions.map(session => ({ time: session.time, title: session.title, lead: session.lead ?? null, theme: session.theme ?? null, asked: session.focus_questions ?? null, note: session.note ?? null })))
  )
  t.equal(timetable.flatMap(day => day.sessions).length, 29)
  t.same(noticesOf(timetable, visit, '2026-11-23').map(notice => notice.text), ['12.45am is in the night, but this stands between 11.45am and 1.15pm. Did you mean 12.45pm? Change the time.'], 'the slip of the report, and nothing else')
  const page = (await as('visitLead').get(`${href}/timetable`)).body
  for (const words of ['12.45am is in the night', '3-4pm', 'Glasgow Virtual School', 'Are there lessons from The Promise', 'Recordings will be available', '1 thing to look at again']) t.match(page, words)
  t.match((await as('visitLead').get(href)).body, '4 themes, 14 questions')
  t.notMatch((await as('visitLead').get('/visits')).body, 'Load the visit of 2022')
  t.equal((await as('visitLead').post('/visits/example')).statusCode, 409, 'once an authority')
  t.equal((await as('otherVisitLead').post('/visits/example')).statusCode, 303, 'another authority has its own')
  t.equal((await as('steering').post('/visits/example')).statusCode, 403)
})

t.test('a new visit is a copy: question, themes, shape of the timetable on weekdays; no people, rooms or notes', async t => {
  const { as, db } = await testApp(t)
  const href = String((await as('visitLead').post('/visits/example')).headers.location)
  t.match((await as('visitLead').get('/visits/new')).body, `${href}/copy`)
  const dates = { 'starts_on-day': '9', 'starts_on-month': '6', 'starts_on-year': '2027', 'ends_on-day': '11', 'ends_on-month': '6', 'ends_on-year': '2027' }
  const wrong = await as('visitLead').post(`${href}/copy`, { ...dates, title: '' })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, 'Give the new visit a name')
  t.match((await as('visitLead').post(`${href}/copy`, { ...dates, 'ends_on-day': '1', title: 'Again' })).body, 'The last day must be the first day or later')
  const copied = await as('visitLead').post(`${href}/copy`, { ...dates, title: 'The visit of 2027' })
  t.equal(copied.statusCode, 303)
  const [from, to] = await db.selectFrom('visit').selectAll().orderBy('id').execute()
  t.match(to, { title: 'The visit of 2027', overarching_question: from!.overarching_question, introduction: null, copied_from: from!.id, example_of: null })
  const shape = async (visit: { id: string }) => (await listThemes(db, visit)).map(theme => [theme.code, theme.title, theme.questions.map(({ code, text }) => [code, text])])
  t.same(await shape(to!), await shape(from!))
  const timetable = await listTimetable(db, to!)
  t.same(timetable.map(day => day.held_on), ['2027-06-09', '2027-06-10', '2027-06-11'], 'Thursday, Friday and Monday become three days in a row')
  const sessions = timetable.flatMap(day => day.sessions)
  const old = (await listTimetable(db, from!)).flatMap(day => day.sessions)
  t.same(sessions.map(session => [session.title, session.lead, session.starts_at, session.theme?.code]), old.map(session => [session.title, session.lead, session.starts_at, session.theme?.code]))
  t.ok(sessions.every(session => session.note === null && session.room === null && session.people.length === 0 && session.theme_id !== old.find(other => other.title === session.title)!.theme_id === (session.theme_id !== null)), 'their own themes; neither notes nor rooms nor people')
  t.same(await db.selectFrom('visit_person').selectAll().where('visit_id', '=', to!.id).execute(), [])
  t.ok(noticesOf(timetable, to!, '2026-11-23').some(notice => notice.text.includes('12.45am')), 'the slip came along, and is pointed out')
  t.equal((await as('otherVisitLead').post(`${href}/copy`, { ...dates, title: 'Taken' })).statusCode, 404)
})

t.test('days move onto weekdays', async t => {
  t.same(movedDays(['a', 'b', 'c'], '2027-06-10'), ['2027-06-10', '2027-06-11', '2027-06-14'], 'Thursday, Friday, Monday')
  t.same(movedDays(['a'], '2027-06-12'), ['2027-06-14'], 'from a Saturday')
  t.same(movedDays([], '2027-06-12'), [])
})
