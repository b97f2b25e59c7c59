import t from 'tap'
import { people, testApp } from '../support/app.ts'

const home = '/communities/craigmor/2026-27/self-evaluation'
const full = { strengths: 'Outreach works', areas_for_improvement: 'Reviews slip', what_changed: '13 of 18 goals reached', how_we_know: 'Goal reviews', next_steps: 'Map support', level: '4', finished: 'yes' }

t.test('a member saves a draft however incomplete, and the page says who and when', async t => {
  const { as, db } = await testApp(t)
  t.equal((await as('chair').post(home)).statusCode, 303)
  const reply = await as('member').post(`${home}/indicators/2.4`, { revision: 1, strengths: ' Two <lines>\r\nof text ', go: 'later' })
  t.equal(reply.statusCode, 303)
  t.equal(reply.headers.location, home)
  t.match((await as('chair').get(`${home}/indicators/2.4`)).body, 'Two &lt;lines&gt;')
  t.match((await as('chair').get(`${home}/indicators/2.4`)).body, 'by Mairi Sinclair')
  const row = await db.selectFrom('judgement').selectAll().where('indicator_code', '=', '2.4').executeTakeFirstOrThrow()
  t.match(row, { strengths: 'Two <lines>\nof text', revision: 2, level_state: 'not-yet', completed_at: null })
  t.ok(await db.selectFrom('audit_event').select('id').where('what', '=', 'judgement.saved').where('actor_id', '=', people.member.id).executeTakeFirst())
})

t.test('completing asks for what is missing, keeps what was typed, and has saved it', async t => {
  const { as, db } = await testApp(t)
  await as('chair').post(home)
  const reply = await as('chair').post(`${home}/indicators/2.4`, { revision: 1, strengths: 'Outreach works', finished: 'yes' })
  t.equal(reply.statusCode, 422)
  for (const message of ['It has been saved as a draft', 'Say what changed for children', 'Say how you know']) t.match(reply.body, message)
  t.match(reply.body, /Outreach works<\/textarea>/)
  t.match(await db.selectFrom('judgement').selectAll().where('indicator_code', '=', '2.4').executeTakeFirst(), { strengths: 'Outreach works', completed_at: null })
  const done = await as('chair').post(`${home}/indicators/2.4`, { ...full, revision: 2 })
  t.equal(done.statusCode, 303)
  t.match((await as('chair').get(home)).body, '1 of 5 indicators complete')
})

t.test('a level that the framework does not have is refused; without one the judgement stands', async t => {
  const { as } = await testApp(t)
  await as('chair').post(home)
  t.match((await as('chair').post(`${home}/indicators/2.4`, { ...full, revision: 1, level: '7' })).body, 'Choose one of these levels')
  t.equal((await as('chair').post(`${home}/indicators/2.4`, { ...full, revision: 1, level: 'not-enough-evidence' })).statusCode, 303)
})

t.test('last session stands beside this one; copied text is marked until somebody reads it, and levels never copy', async t => {
  const { as, db } = await testApp(t)
  const last = '/communities/craigmor/2025-26/self-evaluation'
  await as('chair').post(last)
  await as('chair').post(`${last}/indicators/2.4`, { ...full, revision: 1, level: '5' })
  await as('chair').post(home)
  const page = await as('chair').get(`${home}/indicators/2.4`)
  t.match(page.body, 'Session 2025–26')
  t.match(page.body, 'very good (5)')
  await as('chair').post(`${home}/indicators/2.4`, { revision: 1, copy: 'strengths' })
  const row = await db.selectFrom('judgement').innerJoin('self_evaluation', 'self_evaluation.id', 'judgement.self_evaluation_id').innerJoin('session', 'session.id', 'self_evaluation.session_id').selectAll('judgement').where('session.name', '=', '2026-27').where('indicator_code', '=', '2.4').executeTakeFirstOrThrow()
  t.match(row, { strengths: 'Outreach works', level: null, level_state: 'not-yet' })
  t.match((await as('chair').get(`${home}/indicators/2.4`)).body, 'From 2025–26, not yet reviewed')
  t.match((await as('chair').get(home)).body, '1 passage not yet reviewed')
  await as('chair').post(`${home}/indicators/2.4`, { revision: 2, strengths: 'Outreach works', confirm: 'strengths' })
  t.notMatch((await as('chair').get(`${home}/indicators/2.4`)).body, 'not yet reviewed')
})

t.test('a clash shows both texts and keeps everything', async t => {
  const { as } = await testApp(t)
  await as('chair').post(home)
  await as('chair').post(`${home}/indicators/2.4`, { revision: 1, strengths: 'Chair’s text', next_steps: 'Chair’s step' })
  const clash = await as('member').post(`${home}/indicators/2.4`, { revision: 1, strengths: 'Nurse’s text', next_steps: 'Chair’s step' })
  t.equal(clash.statusCode, 409)
  for (const words of ['Chair’s text', 'Nurse’s text', 'Catriona Baird']) t.match(clash.body, words)
  const settled = await as('member').post(`${home}/indicators/2.4`, { revision: 2, 'choice.strengths': 'theirs', 'mine.strengths': 'Nurse’s text', 'theirs.strengths': 'Chair’s text', 'combined.strengths': 'x', next_steps: 'Chair’s step' })
  t.equal(settled.statusCode, 303)
  t.match((await as('chair').get(`${home}/indicators/2.4`)).body, 'Chair’s text')
})
