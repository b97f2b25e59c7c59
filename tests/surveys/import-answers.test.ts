import t from 'tap'
import { writeCsv, writeWorkbook } from '../../server/exports/tables.ts'
import { testApp } from '../support/app.ts'
import { opened, poolOf, views } from '../support/surveying.ts'
import { upload } from '../support/upload.ts'
import type { App } from '../support/surveying.ts'

t.setTimeout(240_000)
/** A file as Microsoft Forms writes it: what it adds of itself, then the questions. */
const head = ['ID', 'Start time', 'Completion time', 'Email', 'Name', 'Did somebody ask you what you think?', 'Was it easy?', 'Czy dorośli Cię wysłuchali?', 'What would make things better for you?']
const rowOf = (n: number, more: string[]) => [String(n), '11/9/26 10:12:33', '11/9/26 10:14:01', `pupil${n}@example.org`, `Rowan Reid ${n}`, ...more]
const rows = [rowOf(1, ['Yes', 'A bit', 'Tak', 'More clubs']), rowOf(2, ['No', 'No', 'Nie', '']), rowOf(3, ['yes', 'Yes', '', 'Ask Jamie Robertson'])]
const table = (body: string[][]) => ({ name: 'Sheet1', columns: head.map(label => ({ label })), rows: body })
const csv = (body: string[][]) => Buffer.from(writeCsv(table(body)))

async function ready (t: { teardown: (fn: () => unknown) => void }) {
  const test = await testApp(t)
  const survey = await opened(test.db)
  return { ...test, survey, address: `${views}/surveys/${survey.id}/import` }
}
const kept = async (test: App) => JSON.stringify([await test.db.selectFrom('survey_import').selectAll().execute(), await test.db.selectFrom('survey_pool').selectAll().execute(), await test.db.selectFrom('audit_event').selectAll().execute()])

t.test('columns are matched to questions, shown, brought in whole and remembered', async t => {
  const test = await ready(t)
  const reply = await upload(test, 'chair', test.address, 'views.csv', csv(rows))
  t.equal(reply.statusCode, 303)
  const preview = String(reply.headers.location)
  t.notMatch(await kept(test), /pupil1@|Rowan|10:12|11\/9\/26/, 'who and when are kept nowhere, not for a moment')
  const { body } = await test.as('chair').get(preview)
  t.match(body, /3 people answered/)
  t.match(body, /Thrown away and kept nowhere.*Start time.*Email.*Name/s)
  t.match(body, /“Jamie Robertson” looks like a person’s name/)
  t.match(body, /3 answers: 3 understood/)
  t.match(body, /value="listened" selected/, 'the Polish words are known')
  const mapping = { 'column.0': 'asked', 'column.1': 'easy', 'column.2': 'listened', 'column.3': 'better' }
  t.match((await test.as('chair').post(preview, { ...mapping, do: 'again' })).body, /value="easy" selected/)
  t.equal((await test.as('chair').post(preview, { ...mapping, do: 'bring' })).statusCode, 303)
  const pool = await poolOf(test, test.survey)
  t.same([pool.answers, pool.counts.asked, pool.counts.easy, pool.counts.listened], [3, { yes: 2, partly: 0, no: 1, unsure: 0 }, { yes: 1, partly: 1, no: 1, unsure: 0 }, { yes: 1, partly: 0, no: 1, unsure: 0 }])
  t.same(pool.texts.map(({ text }) => text).sort(), ['Ask Jamie Robertson', 'More clubs'])
  t.equal((await test.as('chair').post(preview, { ...mapping, do: 'bring' })).statusCode, 409, 'once')
  t.equal((await upload(test, 'chair', test.address, 'views.csv', csv(rows))).statusCode, 409, 'the same file is known')
  const next = String((await upload(test, 'chair', test.address, 'more.csv', csv(rows.slice(1)))).headers.location)
  t.match((await test.as('chair').get(next)).body, /value="easy" selected/, 'what “Was it easy?” means is remembered')
})

t.test('a workbook is read as well', async t => {
  const test = await ready(t)
  const reply = await upload(test, 'chair', test.address, 'views.xlsx', Buffer.from(await writeWorkbook(['Answers'], [table(rows)])))
  t.equal(reply.statusCode, 303, reply.body.slice(0, 400))
})

t.test('one answer that is none: it is said, and nothing is brought in', async t => {
  const test = await ready(t)
  const preview = String((await upload(test, 'chair', test.address, 'views.csv', csv([...rows, rowOf(4, ['Maybe', '', '', ''])]))).headers.location)
  const reply = await test.as('chair').post(preview, { 'column.0': 'asked', do: 'bring' })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, /“Maybe” is none of the answers/)
  t.match(reply.body, /id="column-\d+-error"[^>]*>[\s\S]*?“Maybe” is none of the answers/, 'beside its column too')
  t.equal((await poolOf(test, test.survey)).answers, 0)
  t.match((await test.as('chair').post(preview, { 'column.0': 'asked', 'column.1': 'asked', do: 'bring' })).body, /Two columns answer/)
})

t.test('files that cannot be used, and who may not', async t => {
  const test = await ready(t)
  t.match((await upload(test, 'chair', test.address, 'x.csv', Buffer.from('Did somebody ask you what you think?\n'))).body, /no answers under them/)
  t.match((await upload(test, 'chair', test.address, 'x.pdf', Buffer.from('%PDF'))).body, /Choose an Excel workbook/)
  t.match((await upload(test, 'chair', test.address, 'x.xlsx', Buffer.from('nothing'))).body, /not a workbook/)
  t.equal((await upload(test, 'member', test.address, 'views.csv', csv(rows))).statusCode, 403)
  const preview = String((await upload(test, 'chair', test.address, 'views.csv', csv(rows))).headers.location)
  t.equal((await test.as('member').get(preview)).statusCode, 403)
  await test.db.updateTable('survey').set({ read_on: '2026-11-23' }).execute()
  t.equal((await upload(test, 'chair', test.address, 'late.csv', csv(rows.slice(1)))).statusCode, 409, 'what is read takes no more')
})
