import t from 'tap'
import { people, places, testApp } from '../support/app.ts'
import { home, logged, meetingForm } from '../support/monthly-log.ts'

t.test('a member logs a meeting in numbers; the team sees it, the trail says so without a number', async t => {
  const test = await testApp(t)
  const form = await test.as('member').get(`${home}/new`)
  t.equal(form.statusCode, 200)
  t.match(form.body, /name="met_on-day" type="text" value="23"/, 'the day is today until it is changed')
  const reply = await test.as('member').post(home, meetingForm())
  t.equal(reply.statusCode, 303, reply.body)
  t.equal(reply.headers.location, home)
  const row = await test.db.selectFrom('log_entry').selectAll().executeTakeFirstOrThrow()
  t.match(row, { place_id: places.craigmor, met_on: '2026-11-04', new_children: 5, reviewed_children: 3, child_view_noted: 4, parent_view_noted: 3, families_attended: 2, release_id: null, import_id: null, revision: 1, made_by_name: people.member.name })
  const counts = await test.db.selectFrom('log_count').select(['kind', 'code', 'number']).orderBy('kind').orderBy('code').execute()
  t.match(counts.filter(one => one.kind === 'reason'), [{ code: 'attendance', number: 3 }, { code: 'learning', number: 1 }])
  const { body } = await test.as('chair').get(home)
  for (const words of ['4 November 2026', 'Education and Health', 'Child’s view noted', '4 of 5 (80%)', 'Education and Health were at the one meeting.', 'Social work was not there.', '2022: not noted in 22%']) t.ok(body.includes(words), words)
  const event = await test.db.selectFrom('audit_event').selectAll().where('what', '=', 'monthly-log.entered').executeTakeFirstOrThrow()
  t.same(JSON.parse(event.details), { day: '2026-11-04' })
})

t.test('the next form starts with the agencies of last time, and not with its numbers', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07')
  const { body } = await test.as('chair').get(`${home}/new`)
  t.match(body, /name="agency\.health" type="checkbox" value="yes" checked/)
  t.notMatch(body, /name="agency\.police" type="checkbox" value="yes" checked/)
  t.match(body, 'Ticked as at the last meeting')
  t.notMatch(body, /name="new_children"[^>]*value=/)
})

t.test('numbers that cannot be true are explained beside their box, and nothing typed is lost', async t => {
  const test = await testApp(t)
  const cases: [Record<string, string>, string][] = [
    [{ 'reason.attendance': '6' }, 'These add up to 7, but 5 children were discussed for the first time. Count each child once'],
    [{ 'stage.4': '2' }, 'These add up to 7'],
    [{ 'route.aig': '4' }, 'These add up to 6'],
    [{ child_view_noted: '2' }, '2 noted and 1 not gathered make 3, but 5 children were discussed for the first time. The two must add up'],
    [{ 'parent-reason.not-asked': '2' }, '3 noted and 4 not gathered make 7'],
    [{ families_attended: '9' }, '9 families came, but 8 children were discussed'],
    [{ 'support.mentoring': '9' }, 'A support is agreed for 9, but 8 children were discussed'],
    [{ 'agency.education': '', 'agency.health': '' }, 'Tick at least one agency that was present'],
    [{ new_children: '' }, 'Give a number, 0 if there were none'],
    [{ new_children: '-1' }, 'Give a whole number from 0 to 999'],
    [{ reviewed_children: '2.5' }, 'Give a whole number from 0 to 999'],
    [{ 'reason.attendance': 'three' }, 'Give a whole number from 0 to 999'],
    [{ 'met_on-day': '31' }, 'Give a real date'],
    [{ 'met_on-day': '' }, 'Give a real date'],
    [{ 'met_on-month': '7' }, '4 July 2026 lies in session 2025–26, and this is the log of 2026–27']
  ]
  for (const [more, words] of cases) {
    const reply = await test.as('chair').post(home, meetingForm(more))
    t.equal(reply.statusCode, 422, words)
    t.ok(reply.body.includes(words), `${words}: ${/govuk-error-message[^]{0,300}/.exec(reply.body)?.[0]}`)
    t.match(reply.body, /name="support\.nurture-group"[^>]*value="3"/)
    const [field] = Object.keys(more)
    if (more[field!] && !field!.startsWith('met_on')) t.ok(reply.body.includes(`value="${more[field!]}"`), `${field} as typed`)
    // What the summary leads to is there.
    for (const [, href] of reply.body.matchAll(/<li><a href="#([^"]+)"/g)) t.ok(reply.body.includes(`id="${href}"`), `#${href}`)
  }
  t.equal((await test.as('chair').post(home, meetingForm({ 'reason.invented': '1' }))).statusCode, 422, 'an item of no list')
  t.equal((await test.db.selectFrom('log_entry').select('id').execute()).length, 0)
})

t.test('what may be right but is strange is asked about first', async t => {
  const test = await testApp(t)
  const future = meetingForm({ 'met_on-day': '30' })
  const asked = await test.as('chair').post(home, future)
  t.equal(asked.statusCode, 422)
  t.match(asked.body, '30 November 2026 is still to come. Has this meeting been held?')
  const sure = /name="sure" type="checkbox" value="([^"]+)"/.exec(asked.body)![1]!
  t.equal((await test.as('chair').post(home, { ...future, sure })).statusCode, 303)
  const many = await test.as('chair').post(home, meetingForm({ new_children: '5', reviewed_children: '300' }))
  t.match(many.body, '305 children in one meeting are very many')
  t.equal((await test.as('chair').post(home, { ...meetingForm({ reviewed_children: '300' }), sure: 'future' })).statusCode, 422, 'another question’s yes does not count')
})

t.test('two people who enter the same meeting: the second is shown the first, and may say it is another', async t => {
  const test = await testApp(t)
  await test.as('member').post(home, meetingForm())
  const second = await test.as('chair').post(home, meetingForm({ new_children: '6', 'child-reason.not-asked': '2', 'parent-reason.not-asked': '1' }))
  t.equal(second.statusCode, 422)
  t.match(second.body, `${people.member.name} has entered a meeting of 4 November 2026: 5 children new, 3 reviewed. Is yours a second meeting of that day?`)
  t.match(second.body, /name="new_children"[^>]*value="6"/)
  const sure = /name="sure" type="checkbox" value="([^"]+)"/.exec(second.body)![1]!
  const saved = await test.as('chair').post(home, { ...meetingForm({ new_children: '6', 'child-reason.not-asked': '2', 'parent-reason.not-asked': '1' }), sure })
  t.equal(saved.statusCode, 303)
  t.equal((await test.as('member').post(home, { ...meetingForm(), sure })).statusCode, 422, 'a third has not been asked about the second')
  const both = await Promise.all([test.as('chair').post(home, meetingForm({ 'met_on-day': '5' })), test.as('member').post(home, meetingForm({ 'met_on-day': '5' }))])
  t.same(both.map(reply => reply.statusCode).sort(), [303, 422], 'at the same moment too')
})

t.test('who may not', async t => {
  const test = await testApp(t)
  const id = await logged(test.db, '2026-10-07')
  for (const [who, status] of [['areaLead', 403], ['steering', 403], ['visitLead', 403], ['dataOfficer', 403], ['administrator', 403], ['outsider', 404], ['nobody', 303]] as const) {
    t.equal((await test.as(who).post(home, meetingForm())).statusCode, status, who)
    t.equal((await test.as(who).get(`${home}/${id}`)).statusCode, status, `${who}: a meeting`)
    t.equal((await test.as(who).get(`${home}/log.csv`)).statusCode, status, `${who}: the file`)
  }
  t.equal((await test.db.selectFrom('log_entry').select('id').execute()).length, 1)
  const { body } = await test.as('areaLead').get(home)
  t.match(body, 'Health', 'those above see who came')
  t.notMatch(body, /discussed for the first time|Reviewed|of 5|Log a meeting/, 'and no count of children')
})

t.test('a closed team’s log is read, not changed', async t => {
  const test = await testApp(t)
  const id = await logged(test.db, '2026-10-07')
  await test.as('administrator').post(`/organisation/places/${places.craigmor}/closure`)
  for (const url of [home, `${home}/${id}`, `${home}/${id}/removal`]) t.equal((await test.as('chair').post(url, url === home ? meetingForm() : { ...meetingForm(), revision: '1' })).statusCode, 409, url)
  const { body, statusCode } = await test.as('chair').get(home)
  t.equal(statusCode, 200)
  t.notMatch(body, 'Log a meeting')
})

t.test('a gentle word for the month that has none', async t => {
  const test = await testApp(t)
  t.match((await test.as('chair').get(home)).body, 'No log for October 2026 yet.')
  await logged(test.db, '2026-10-07')
  t.notMatch((await test.as('chair').get(home)).body, 'No log for October 2026 yet.')
})
