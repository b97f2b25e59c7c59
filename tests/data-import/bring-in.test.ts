import t from 'tap'
import { people, places, testApp } from '../support/app.ts'
import { csvOf, formIn, formWorkbook, messyRegister, toColumns } from '../support/data-files.ts'
import { logged } from '../support/monthly-log.ts'

const home = '/data-import'
type Test = Awaited<ReturnType<typeof testApp>>

/** Go on from the columns as the page suggests them, with these changes. @returns where it led */
async function goOn (test: Test, at: string, changes: Record<string, string> = {}, who: 'dataOfficer' | 'chair' = 'dataOfficer'): Promise<string> {
  const { body } = await test.as(who).get(at)
  const reply = await test.as(who).post(at, { ...formIn(body), ...changes })
  if (reply.statusCode !== 303) throw new Error(`${reply.statusCode}: ${/govuk-error-message[^]{0,400}/.exec(reply.body)?.[0] ?? reply.body}`)
  return String(reply.headers.location)
}
const entriesOf = ({ db }: Test) => db.selectFrom('log_entry').selectAll().orderBy('met_on').orderBy('place_id').execute()

t.test('a messy register of a council, a row for each child: merged cells, two lines of labels, days in three ways, words of its own', async t => {
  const test = await testApp(t)
  const columns = await toColumns(test, 'dataOfficer', home, 'LC-JST register.xlsx', await messyRegister())
  const page = (await test.as('dataOfficer').get(columns)).body
  for (const words of ['sheet “Referrals”', '8 rows under the labels of lines 3 and 4', 'Meeting – Date', 'Referral – Reason', 'Views – Child’s view noted?']) t.ok(page.includes(words), words)
  const guessed = formIn(page)
  t.match(guessed, { row_is: 'child', 'column.0': 'team', 'column.1': 'met_on', 'column.2': '', 'column.3': 'reason', 'column.4': 'stage', 'column.5': 'child_view_noted', 'column.6': 'parent_view_noted', 'column.7': 'agency', 'column.8': '' })
  const words = await goOn(test, columns)
  t.match(words, /\/words$/)
  const asked = (await test.as('dataOfficer').get(words)).body
  for (const text of ['“Trauma”', '“Nowhere Academy”']) t.ok(asked.includes(text), text)
  t.notMatch(asked, /“Non-attendance”|“SW”|“Police Scotland”/, 'what everybody calls so is known')
  const trauma = /name="(word\.\d+)"/.exec(asked.slice(asked.indexOf('“Trauma”')))![1]!
  const here = await goOn(test, words, { [trauma]: 'wellbeing-and-mental-health' })
  const preview = (await test.as('dataOfficer').get(here)).body
  t.match(preview, 'make 3 meetings of 2 teams, with 5 children discussed for the first time')
  for (const text of ['The day of the meeting cannot be read as a date', '10 (1)', 'The learning community is none of those here, as you said', '11 (1)', 'Column C, “Pupil name”, holds what may tell who somebody is', 'Column I, “Comments”, holds what may tell', 'A line of totals was passed over', 'merged ranges were read']) t.ok(preview.includes(text), text)
  t.notMatch(preview, /Hamish|McDonald|Kayleigh/, 'nobody is named')
  t.same(await entriesOf(test), [], 'and nothing has come in')

  const refused = await test.as('dataOfficer').post(here)
  t.equal(refused.statusCode, 422, 'rows are left out only when the person says so')
  t.match(refused.body, 'Say that these rows are left out')
  t.equal((await test.as('dataOfficer').post(here, { leave_out: 'yes' })).statusCode, 303)
  const entries = await entriesOf(test)
  t.match(entries, [
    { met_on: '2026-09-02', place_id: places.craigmor, new_children: 3, reviewed_children: 0, child_view_noted: 2, parent_view_noted: 1, families_attended: null, import_rows: '5–7', made_by_name: people.dataOfficer.name },
    { met_on: '2026-10-07', new_children: 1 }, { met_on: '2026-10-07', new_children: 1 }
  ])
  t.same(entries.map(entry => entry.import_rows).sort(), ['5–7', '8', '9'])
  const counts = await test.db.selectFrom('log_count').select(['kind', 'code', 'number']).where('entry_id', '=', entries[0]!.id).orderBy('kind').orderBy('code').execute()
  t.same(counts.map(({ kind, code, number }) => `${kind}.${code} ${number}`), ['agency.education 1', 'agency.health 1', 'agency.social-work 1', 'child-reason.not-known 1', 'parent-reason.not-known 2', 'reason.attendance 1', 'reason.learning 1', 'reason.wellbeing-and-mental-health 1', 'stage.3 1', 'stage.4 2'])
  t.equal((await test.as('dataOfficer').post(here, { leave_out: 'yes' })).statusCode, 409, 'not twice')

  const csv = (await test.as('dataOfficer').get(`${here}/result.csv`))
  t.match(csv.headers['content-disposition'], 'OFFICIAL-SENSITIVE')
  for (const text of ['5–7,Craigmor,2026-09-02,"Entered: 3 children new, 0 reviewed"', 'Left out: The day of the meeting cannot be read as a date']) t.ok(csv.body.includes(text), text)
  t.match((await test.as('chair').get(`/communities/craigmor/2026-27/log/${entries[0]!.id}`)).body, 'From the file LC-JST register.xlsx, rows 5–7.', 'the team is told where its numbers come from')
  const event = await test.db.selectFrom('audit_event').selectAll().where('what', '=', 'data-import.brought-in').executeTakeFirstOrThrow()
  t.match(JSON.parse(event.details), { file: 'LC-JST register.xlsx', meetings: 3, teams: 2, rows: 8 })
  // Every cell of free text, everywhere in the database.
  const kept = JSON.stringify([await test.db.selectFrom('data_import').selectAll().execute(), await test.db.selectFrom('data_mapping').selectAll().execute(), await test.db.selectFrom('log_entry').selectAll().execute(), await test.db.selectFrom('audit_event').selectAll().execute()])
  for (const name of ['Hamish', 'McDonald', 'Kayleigh', 'Thomson', 'worried', 'Una Weir']) t.notMatch(kept, name)
})

t.test('the workbook of a Microsoft Form, a row for each meeting', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-09-02')
  const columns = await toColumns(test, 'dataOfficer', home, 'LC-JST log(1-6).xlsx', await formWorkbook())
  const guessed = formIn((await test.as('dataOfficer').get(columns)).body)
  t.match(guessed, { row_is: 'meeting', 'column.0': '', 'column.1': '', 'column.2': '', 'column.3': '', 'column.4': '', 'column.5': 'team', 'column.6': 'met_on', 'column.7': 'agency', 'column.8': 'new_children', 'column.9': 'reviewed_children', 'column.10': 'child_view_noted', 'column.11': 'parent_view_noted', 'column.12': 'families_attended', 'column.13': '' })
  const here = await goOn(test, columns)
  const preview = (await test.as('dataOfficer').get(here)).body
  for (const text of ['A meeting of this team and day is in the file before. It would be counted twice', '7 noted and 0 not gathered make 7, but 3 children', 'The day of the meeting is still to come', 'A meeting of this team and day is in the log already', 'make 2 meetings of 2 teams']) t.ok(preview.includes(text), text)
  t.equal((await test.as('dataOfficer').post(here, { leave_out: 'yes' })).statusCode, 303)
  t.match(await entriesOf(test), [{ met_on: '2026-09-02', import_id: null }, { met_on: '2026-10-07', new_children: 4, child_view_noted: 4, parent_view_noted: 2, families_attended: 0, import_rows: '3' }, { met_on: '2026-10-08', new_children: 2, import_rows: '4' }])
  t.match(await test.db.selectFrom('log_count').select('number').where('kind', '=', 'parent-reason').where('code', '=', 'not-known').executeTakeFirst(), { number: 2 }, 'why two were not gathered is not known')
  t.match((await test.as('dataOfficer').get(here)).body, /2 meetings entered and 4 lines left out/)
})

t.test('how a file was read is remembered for the next of its shape, in this authority alone', async t => {
  const test = await testApp(t)
  const rows = (day: string) => [['When', 'Kids', 'LC', 'Pupil'], [day, 3, 'Craigmor', 'Hamish McDonald']]
  const first = await toColumns(test, 'dataOfficer', home, 'a.csv', csvOf(rows('02/09/2026')))
  t.equal(formIn((await test.as('dataOfficer').get(first)).body)['column.1'], '', 'nobody can guess that')
  await goOn(test, first, { row_is: 'meeting', 'column.0': 'met_on', 'column.1': 'new_children' })
  const second = (await test.as('dataOfficer').get(await toColumns(test, 'dataOfficer', home, 'b.csv', csvOf(rows('07/10/2026'))))).body
  t.match(second, `the choices are those of ${people.dataOfficer.name}`)
  t.match(formIn(second), { row_is: 'meeting', 'column.0': 'met_on', 'column.1': 'new_children', 'column.2': 'team', 'column.3': '' })
  const { mapping } = await test.db.selectFrom('data_mapping').select('mapping').executeTakeFirstOrThrow()
  t.notMatch(mapping, 'Pupil', 'labels of what is left out are forgotten')
  await test.db.updateTable('data_mapping').set({ authority_id: places.otherAuthority }).execute()
  t.notMatch((await test.as('dataOfficer').get(await toColumns(test, 'dataOfficer', home, 'c.csv', csvOf(rows('07/10/2026'))))).body, 'the choices are those of')
})

t.test('the chair brings in the own team’s log, and nobody else’s', async t => {
  const test = await testApp(t)
  const log = '/communities/craigmor/2026-27/log'
  t.match((await test.as('chair').get(log)).body, `${log}/import`)
  t.notMatch((await test.as('member').get(log)).body, `${log}/import`)
  const columns = await toColumns(test, 'chair', `${log}/import`, 'log.csv', csvOf([['Date', 'New referrals', 'Reviewed', 'Reason – Attendance', 'Reason – Learning', 'Health', 'Education'], ['07/10/2026 14:30', 4, 2, 3, 1, 'x', 'x']], { delimiter: ';' }))
  const guessed = formIn((await test.as('chair').get(columns)).body)
  t.match(guessed, { row_is: 'meeting', 'column.0': 'met_on', 'column.1': 'new_children', 'column.2': 'reviewed_children', 'column.3': 'reason.attendance', 'column.4': 'reason.learning', 'column.5': 'agency.health', 'column.6': 'agency.education' })
  t.equal((await test.as('dataOfficer').get(columns)).statusCode, 403)
  t.equal((await test.as('outsider').get(columns)).statusCode, 404)
  t.equal((await test.as('outsider').get(columns.replace('craigmor', 'inverallan'))).statusCode, 409, 'another chair has no such file')
  const here = await goOn(test, columns, {}, 'chair')
  t.equal((await test.as('member').get(here)).statusCode, 403)
  t.equal((await test.as('outsider').get(here.replace('craigmor', 'inverallan'))).statusCode, 404)
  t.equal((await test.as('chair').post(here)).statusCode, 303)
  t.match(await entriesOf(test), [{ place_id: places.craigmor, met_on: '2026-10-07', new_children: 4, reviewed_children: 2, child_view_noted: null, parent_view_noted: null }])
})

t.test('a chair’s file that names other teams too brings in the own rows alone', async t => {
  const test = await testApp(t)
  const columns = await toColumns(test, 'chair', '/communities/craigmor/2026-27/log/import', 'all.csv', csvOf([['LC', 'Date', 'New referrals'], ['Craigmor', '02/09/2026', 5], ['Inverallan', '07/10/2026', 4], ['Nowhere', '08/10/2026', 4]]))
  const here = await goOn(test, columns, {}, 'chair')
  t.match((await test.as('chair').get(here)).body, /The row names another learning community[^]*3–4 \(2\)/)
  t.equal((await test.as('chair').post(here, { leave_out: 'yes' })).statusCode, 303)
  t.match(await entriesOf(test), [{ place_id: places.craigmor, met_on: '2026-09-02' }])
  t.equal((await entriesOf(test)).length, 1)
})

t.test('all or nothing: what changed since the preview is left out only when said, and a preview has a day', async t => {
  const test = await testApp(t)
  const file = csvOf([['LC', 'Date', 'New referrals'], ['Craigmor', '02/09/2026', 5], ['Craigmor', '07/10/2026', 4]])
  const here = await goOn(test, await toColumns(test, 'dataOfficer', home, 'log.csv', file))
  await logged(test.db, '2026-10-07')
  t.equal((await test.as('dataOfficer').post(here)).statusCode, 422, 'somebody logged one of them meanwhile')
  t.equal((await entriesOf(test)).length, 1, 'none of the others came in')
  t.equal((await test.as('dataOfficer').post(here, { leave_out: 'yes' })).statusCode, 303)
  t.equal((await entriesOf(test)).length, 2)
  const late = await goOn(test, await toColumns(test, 'dataOfficer', home, 'log.csv', csvOf([['LC', 'Date', 'New referrals'], ['Inverallan', '02/09/2026', 5]])))
  await test.db.updateTable('data_import').set({ expires_at: '2026-11-22T10:00:00.000Z' }).where('done_at', 'is', null).execute()
  t.equal((await test.as('dataOfficer').post(late)).statusCode, 409)
  t.match((await test.as('dataOfficer').get(late)).body, 'older than a day')
})

t.test('a file in hand is forgotten after half an hour, and what to do is said', async t => {
  const test = await testApp(t)
  const columns = await toColumns(test, 'dataOfficer', home, 'log.csv', csvOf([['LC', 'Date', 'New referrals'], ['Craigmor', '02/09/2026', 5]]))
  test.clock.now = new Date('2026-11-23T10:20:00Z')
  t.equal((await test.as('dataOfficer').get(columns)).statusCode, 200)
  test.clock.now = new Date('2026-11-23T10:31:00Z')
  const reply = await test.as('dataOfficer').get(columns)
  t.equal(reply.statusCode, 409)
  t.match(reply.body, 'kept in memory for half an hour and never written down')
})
