import t from 'tap'
import { testApp } from '../support/app.ts'
import { craigmorVisited } from '../support/visits.ts'

type Form = Record<string, string | string[]>

/** A visit to Craigmor with 9 June 2027 in its timetable, 9.30am to 10am Welcome. */
async function ready (t: Parameters<typeof testApp>[0]) {
  const test = await testApp(t)
  const visited = await craigmorVisited(test.db)
  const home = `/visits/${visited.visit.id}/timetable`
  return {
    ...test,
    ...visited,
    home,
    lead: test.as('visitLead'),
    add: (form: Form) => test.as('visitLead').post(`${home}/sessions`, { day: visited.day.id, kind: 'presentation', title: 'Something', ...form }),
    rows: async () => (await test.db.selectFrom('visit_session').innerJoin('visit_day', 'visit_day.id', 'visit_session.day_id').select(['visit_session.title', 'starts_at', 'ends_at', 'held_on']).orderBy('held_on').orderBy('position').execute()).map(row => `${row.held_on.slice(8)} ${row.starts_at}–${row.ends_at ?? ''} ${row.title}`)
  }
}

t.test('days are added: those of the visit with one click, others one by one; a day outside it is pointed out', async t => {
  const { lead, home, db, as } = await ready(t)
  t.equal((await lead.post(`${home}/days/all`)).statusCode, 303)
  t.same((await db.selectFrom('visit_day').select('held_on').orderBy('held_on').execute()).map(row => row.held_on), ['2027-06-09', '2027-06-10', '2027-06-11'])
  t.equal((await lead.post(`${home}/days/all`)).statusCode, 409)
  const boxes = (day: string) => ({ 'held_on-day': day, 'held_on-month': '6', 'held_on-year': '2027' })
  t.match((await lead.post(`${home}/days`, boxes('10'))).body, '10 June 2027 is in the timetable already')
  t.match((await lead.post(`${home}/days`, boxes('31'))).body, 'Give a real date')
  t.equal((await lead.post(`${home}/days`, { ...boxes('14'), heading: 'The day after', purpose: 'Looking back' })).statusCode, 303)
  const { body } = await lead.get(home)
  for (const words of ['Wednesday 9 June 2027', 'The day after', 'Looking back', '14 June 2027 is outside the visit']) t.match(body, words)
  t.notMatch((await as('member').get(home)).body, /is outside the visit|Add a session/, 'what is to be looked at again is for those who can')
})

t.test('sessions are added where their time belongs, with the times people type', async t => {
  const { add, rows, lead, home, theme, scribe } = await ready(t)
  for (const form of [{ starts: '1.15pm', title: 'After lunch' }, { starts: '12:15', title: 'Lunch', kind: 'lunch' }, { starts: '10-11am', title: 'Talk' }] as Form[]) t.equal((await add(form)).statusCode, 303)
  t.equal((await add({ starts: '11', ends: '12.15pm', title: 'Group one', kind: 'focus-group', group_label: 'A', theme: theme.id, shows_questions: 'yes', scribes: [scribe.id], room: 'Room 2' })).statusCode, 303)
  t.equal((await add({ starts: '11', ends: '12.15pm', title: 'Group two', kind: 'focus-group', group_label: 'B', theme: theme.id, scribes: [scribe.id], room: 'Room 2' })).statusCode, 303)
  t.same(await rows(), ['09 09:30–10:00 Welcome', '09 10:00–11:00 Talk', '09 11:00–12:15 Group one', '09 11:00–12:15 Group two', '09 12:15– Lunch', '09 13:15– After lunch'])
  const { body } = await lead.get(home)
  for (const words of ['9.30am to 10am', 'Group A · Room 2 · Theme T1 · Scribe: Mairi Sinclair', 'What is it for?', 'Room 2 is used by “Group one” (11am to 12.15pm) at the same time. Choose another room for one of them.', 'Mairi Sinclair has a part here and in “Group one”']) t.match(body, words)
})

t.test('what is wrong is said beside the field, and nothing typed is lost; a draft is never held up', async t => {
  const { add, lead, home, db } = await ready(t)
  const empty = await lead.post(`${home}/sessions`, {})
  t.equal(empty.statusCode, 422)
  for (const words of ['Choose the day', 'Give the time it begins', 'Choose what it is', 'Give the session a title']) t.match(empty.body, words)
  for (const [form, words] of [[{ starts: 'early' }, 'Write a time such as 9.30am, 13:15 or 1pm'], [{ starts: '9am', ends: 'late' }, 'Write a time such as 10.15am, or leave this empty'], [{ starts: '9am', day: '0198c8a0-0000-7000-8000-000000000001' }, 'Choose a day of this visit'], [{ starts: '9am', theme: '0198c8a0-0000-7000-8000-000000000001' }, 'Choose a theme of this visit'], [{ starts: '9am', leads: ['0198c8a0-0000-7000-8000-000000000001'] }, 'Choose people of this visit']] as [Form, string][]) {
    const reply = await add({ title: 'Kept as typed', ...form })
    t.equal(reply.statusCode, 422, words)
    t.match(reply.body, words)
    t.match(reply.body, 'Kept as typed')
  }
  t.equal((await db.selectFrom('visit_session').selectAll().execute()).length, 1)
  t.equal((await add({ starts: '4pm', ends: '3pm', title: 'Backwards' })).statusCode, 303)
  t.match((await lead.get(home)).body, 'It ends (3pm) before it begins (4pm)')
})

t.test('a session moves to another time or day, and the later ones along with it', async t => {
  const { add, lead, home, rows, db, session, day } = await ready(t)
  await lead.post(`${home}/days/all`)
  await add({ starts: '10am', ends: '10.30am', title: 'Second' })
  await add({ starts: '10.30am', title: 'Third' })
  const save = (form: Form) => lead.post(`${home}/sessions/${session.id}`, { day: day.id, kind: 'presentation', title: 'Welcome', ...form })
  t.equal((await save({ revision: '1', starts: '9.30am', ends: '10.15am', shift: 'yes' })).statusCode, 303)
  t.same(await rows(), ['09 09:30–10:15 Welcome', '09 10:15–10:45 Second', '09 10:45– Third'])
  t.equal((await save({ revision: '2', starts: '9.30am', ends: '10am' })).statusCode, 303)
  t.same(await rows(), ['09 09:30–10:00 Welcome', '09 10:15–10:45 Second', '09 10:45– Third'], 'without the tick the others stay')
  t.match((await lead.get(home)).body, 'Nothing is planned from 10am to 10.15am')
  t.match((await save({ revision: '3', starts: '9.30am', ends: '11.30pm', shift: 'yes' })).body, 'The later sessions would run past midnight')
  const next = await db.selectFrom('visit_day').select('id').where('held_on', '=', '2027-06-10').executeTakeFirstOrThrow()
  t.equal((await save({ revision: '3', starts: '2pm', ends: '3pm', day: next.id })).statusCode, 303)
  t.same(await rows(), ['09 10:15–10:45 Second', '09 10:45– Third', '10 14:00–15:00 Welcome'])
  const third = await db.selectFrom('visit_session').select('id').where('title', '=', 'Third').executeTakeFirstOrThrow()
  t.equal((await lead.post(`${home}/sessions/${third.id}/order`, { direction: 'earlier' })).statusCode, 303)
  t.same(await rows(), ['09 10:15– Third', '09 10:45–11:15 Second', '10 14:00–15:00 Welcome'])
  await lead.post(`${home}/sessions/${third.id}/order`, { direction: 'earlier' })
  t.equal((await rows())[0], '09 10:15– Third', 'the first stays')
  t.equal((await lead.post(`${home}/days/${next.id}/removal`)).statusCode, 303)
  t.equal((await rows()).length, 2)
  t.equal((await db.selectFrom('visit_session_cancelled').selectAll().execute()).length, 1)
})

t.test('two who change a session at once are shown both; a person, theme or session in use is not taken away unsaid', async t => {
  const { add, lead, home, session, day, db, theme, scribe, visit } = await ready(t)
  const save = (form: Form) => lead.post(`${home}/sessions/${session.id}`, { day: day.id, kind: 'presentation', starts: '9.30am', ends: '10am', lead: 'Head of Inclusion', ...form })
  t.equal((await save({ revision: '1', title: 'The first wording' })).statusCode, 303)
  const clash = await save({ revision: '1', title: 'The second wording', starts: '9am' })
  t.equal(clash.statusCode, 409)
  for (const words of ['The first wording', 'The second wording', 'Somebody else saved this', '9am', '9.30am']) t.match(clash.body, words)
  t.equal((await save({ revision: '2', 'choice.title': 'combine', 'combined.title': 'Both wordings' })).statusCode, 303)
  t.match(await db.selectFrom('visit_session').selectAll().executeTakeFirstOrThrow(), { title: 'Both wordings', revision: 3 })
  t.equal((await save({ revision: '3', title: 'Both wordings', scribes: [scribe.id] })).statusCode, 303)
  const ticked = await save({ revision: '3', title: 'Both wordings', leads: [scribe.id], shows_questions: 'yes' })
  t.equal(ticked.statusCode, 409, 'who leads and writes is no matter of who saves last')
  for (const words of ['People who lead it', 'Scribes', 'Mairi Sinclair', 'Nobody', 'Not printed']) t.match(ticked.body, words)
  const sent = [...ticked.body.matchAll(/name="((?:mine|theirs)\.[a-z_]+)" value="([^"]*)"/g)].reduce<Form>((form, [, name, value]) => ({ ...form, [name!]: value! }), {})
  t.equal((await save({ revision: '4', title: 'Both wordings', ...sent, 'choice.leads': 'mine', 'choice.scribes': 'theirs', 'choice.shows_questions': 'theirs' })).statusCode, 303)
  t.same((await db.selectFrom('visit_session_person').select(['visit_person_id', 'part']).where('session_id', '=', session.id).orderBy('part').execute()).map(row => [row.visit_person_id === scribe.id, row.part]), [[true, 'lead'], [true, 'scribe']])
  await add({ starts: '11am', title: 'Group', kind: 'focus-group', theme: theme.id, scribes: scribe.id, leads: scribe.id })
  const person = await lead.post(`/visits/${visit.id}/people/${scribe.id}/removal`)
  t.equal(person.statusCode, 409)
  t.match(person.body, 'Mairi Sinclair is used already')
  const themed = await lead.post(`/visits/${visit.id}/themes/${theme.id}/removal`)
  t.equal(themed.statusCode, 409)
  t.match(themed.body, 'T1 is used already')
  t.equal((await db.selectFrom('visit_question').select('id').execute()).length, 2, 'nothing of it is gone')
})
