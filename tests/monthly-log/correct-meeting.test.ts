import t from 'tap'
import { people, testApp } from '../support/app.ts'
import { home, logged, meetingForm } from '../support/monthly-log.ts'

const on = (day: string, more: Record<string, string> = {}) => meetingForm({ 'met_on-day': day, 'met_on-month': '10', ...more })

t.test('a meeting is corrected; how it stood is kept for the team, and the trail names the fields alone', async t => {
  const test = await testApp(t)
  const id = await logged(test.db, '2026-10-07')
  const url = `${home}/${id}`
  t.match((await test.as('member').get(`${url}/edit`)).body, /name="reviewed_children"[^>]*value="3"/)
  const reply = await test.as('member').post(url, { ...on('7', { reviewed_children: '6', 'agency.health': '', 'agency.police': 'yes' }), revision: '1' })
  t.equal(reply.statusCode, 303, reply.body)
  const { body } = await test.as('chair').get(url)
  for (const words of ['Reviewed: “3 children” became “6 children”', 'Agencies present: “Education and Health” became “Education and Police”', `corrected by ${people.member.name}`]) t.ok(body.includes(words), words)
  const event = await test.db.selectFrom('audit_event').selectAll().where('what', '=', 'monthly-log.corrected').executeTakeFirstOrThrow()
  t.same(JSON.parse(event.details), { day: '2026-10-07', fields: 'reviewed_children, agency.health, agency.police' })
  t.match(await test.db.selectFrom('log_entry_version').selectAll().execute(), [{ revision: 1, saved_by_name: people.chair.name }])
  t.equal((await test.as('member').post(url, { ...on('7', { reviewed_children: '6', 'agency.health': '', 'agency.police': 'yes' }), revision: '2' })).statusCode, 303)
  t.equal((await test.db.selectFrom('log_entry_version').select('revision').execute()).length, 1, 'saving the same again is no correction')
})

t.test('two who correct the same meeting are shown both numbers', async t => {
  const test = await testApp(t)
  const url = `${home}/${await logged(test.db, '2026-10-07')}`
  await test.as('member').post(url, { ...on('7', { reviewed_children: '6' }), revision: '1' })
  const clash = await test.as('chair').post(url, { ...on('7', { reviewed_children: '2', 'agency.police': 'yes', 'support.mentoring': '5' }), revision: '1' })
  t.equal(clash.statusCode, 409)
  for (const words of ['Somebody else saved this', 'Children reviewed', 'Agencies present: Police', 'Not present', 'Supports agreed: Mentoring']) t.match(clash.body, words)
  const chosen = { ...on('7'), revision: '2', 'choice.reviewed_children': 'theirs', 'mine.reviewed_children': '2', 'theirs.reviewed_children': '6', 'choice.agency.police': 'mine', 'mine.agency.police': 'yes', 'theirs.agency.police': '', 'choice.support.mentoring': 'mine', 'mine.support.mentoring': '5', 'theirs.support.mentoring': '6' }
  const saved = await test.as('chair').post(url, chosen)
  t.equal(saved.statusCode, 303, saved.body)
  t.match(await test.db.selectFrom('log_entry').select(['reviewed_children', 'revision']).executeTakeFirst(), { reviewed_children: 6, revision: 3 })
  t.match(await test.db.selectFrom('log_count').select('number').where('code', '=', 'mentoring').executeTakeFirst(), { number: 5 })
  t.equal((await test.db.selectFrom('log_count').select('code').where('code', '=', 'police').execute()).length, 1)
})

t.test('the chair takes a meeting out and puts it back; a member does not', async t => {
  const test = await testApp(t)
  const url = `${home}/${await logged(test.db, '2026-10-07')}`
  t.equal((await test.as('member').post(`${url}/removal`)).statusCode, 403)
  t.notMatch((await test.as('member').get(url)).body, 'Take it out of the log')
  t.equal((await test.as('chair').post(`${url}/removal`)).statusCode, 303)
  const list = (await test.as('member').get(home)).body
  t.match(list, 'No log for October 2026 yet.')
  t.match(list, 'taken out by')
  t.equal((await test.as('member').post(url, { ...on('7'), revision: '1' })).statusCode, 409)
  t.equal((await test.as('chair').post(`${url}/restoration`)).statusCode, 303)
  t.notMatch((await test.as('member').get(home)).body, 'No log for October 2026 yet.')
  t.same((await test.db.selectFrom('audit_event').select('what').where('what', 'like', 'monthly-log.%').orderBy('id').execute()).map(row => row.what), ['monthly-log.entered', 'monthly-log.removed', 'monthly-log.put-back'])
})

t.test('a meeting is found in its own session and team alone', async t => {
  const test = await testApp(t)
  const id = await logged(test.db, '2026-10-07')
  t.equal((await test.as('chair').get(`/communities/craigmor/2025-26/log/${id}`)).statusCode, 404)
  t.equal((await test.as('outsider').get(`/communities/inverallan/2026-27/log/${id}`)).statusCode, 404)
  t.equal((await test.as('outsider').post(`/communities/inverallan/2026-27/log/${id}`, { ...on('7'), revision: '1' })).statusCode, 404)
})

t.test('what was not recorded stays so, unless somebody says it', async t => {
  const test = await testApp(t)
  const id = await logged(test.db, '2026-10-07')
  await test.db.updateTable('log_entry').set({ child_view_noted: null, families_attended: null }).execute()
  await test.db.deleteFrom('log_count').where('kind', '=', 'child-reason').execute()
  const { child_view_noted: _child, 'child-reason.not-asked': _reason, families_attended: _families, ...rest } = on('7', { reviewed_children: '4' })
  t.equal((await test.as('chair').post(`${home}/${id}`, { ...rest, revision: '1' })).statusCode, 303)
  t.match(await test.db.selectFrom('log_entry').selectAll().executeTakeFirst(), { reviewed_children: 4, child_view_noted: null, families_attended: null, parent_view_noted: 3 })
  t.match((await test.as('chair').get(`${home}/${id}`)).body, 'Not recorded')
})
