import t from 'tap'
import { places } from '../support/app.ts'
import { day, goalForm, home, ready, reviewForm } from '../support/goals.ts'

t.test('a review says which of the described levels was reached, by whom, and what the child says', async t => {
  const { as, db, url } = await ready(t)
  const form = (await as('member').get(`${url}/reviews/new`)).body
  for (const words of ['\\+1 Eats lunch with another pupil on 4 days in a week', '−0.5 Partly achieved', 'I want somebody to sit with at lunch', 'Your authority asks for: the team together']) t.match(form, new RegExp(words))
  t.equal((await as('member').post(`${url}/reviews`, reviewForm({ score: '-0.5', childs_words: 'Two days were good', note: 'The club helps', ...day('next_on', '2027-01-11') }))).statusCode, 303)
  const { body } = await as('member').get(url)
  for (const words of ['20 November 2026: Partly achieved', 'Two days were good', 'The club helps', 'The team together', 'Partly achieved on 20 November 2026', '11 January 2027']) t.match(body, words)
  t.match(await db.selectFrom('goal_review').selectAll().execute(), [{ score: -0.5, rated_by: 'together', replaced_at: null, release_id: null }])
  const event = await db.selectFrom('audit_event').selectAll().where('what', '=', 'goal-review.added').executeTakeFirstOrThrow()
  t.notMatch(event.details, /good|club/)
})

t.test('what is wrong is said, and nothing typed is lost', async t => {
  const { as, db, url } = await ready(t)
  const empty = await as('member').post(`${url}/reviews`, {})
  for (const words of ['Choose the level that was reached', 'Choose who rated', 'Give the day of the review']) t.match(empty.body, words)
  for (const [more, words] of [[day('reviewed_on', '2026-11-24'), 'cannot be in the future'], [day('reviewed_on', '2026-09-13'), 'Support began on 14 September 2026'], [day('next_on', '2026-11-20'), 'The next review comes after this one'], [{ score: '0.5' }, 'Choose the level']] as const) {
    const refused = await as('member').post(`${url}/reviews`, reviewForm({ ...more, note: 'What we noticed' }))
    t.equal(refused.statusCode, 422, words)
    t.match(refused.body, words)
    t.match(refused.body, 'What we noticed')
  }
  t.same(await db.selectFrom('goal_review').select('id').execute(), [])
})

t.test('partly achieved is only for a start at −1', async t => {
  const { as } = await ready(t)
  const worst = String((await as('member').post(home, goalForm({ baseline: '-2', baseline_because: 'Never eats with anybody' }))).headers.location)
  t.notMatch((await as('member').get(`${worst}/reviews/new`)).body, 'Partly achieved')
  const refused = await as('member').post(`${worst}/reviews`, reviewForm({ score: '-0.5' }))
  t.equal(refused.statusCode, 422)
  t.match(refused.body, 'only for a child who started from −1')
})

t.test('a start cannot become −2 below a review that needs −1, nor support begin after a review', async t => {
  const { as, url } = await ready(t)
  await as('member').post(`${url}/reviews`, reviewForm({ score: '-0.5' }))
  t.match((await as('member').post(url, goalForm({ revision: '1', baseline: '-2', baseline_because: 'It is so' }))).body, 'Correct the review first')
  t.match((await as('member').post(url, goalForm({ revision: '1', ...day('support_from', '2026-11-21') }))).body, 'There is a review of 20 November 2026')
})

t.test('a review is corrected with the reason, and the first wording stays', async t => {
  const { as, db, url } = await ready(t)
  await as('member').post(`${url}/reviews`, reviewForm({ score: '1', note: 'First wording' }))
  const first = await db.selectFrom('goal_review').selectAll().executeTakeFirstOrThrow()
  const correction = `${url}/reviews/${first.id}/correction`
  t.match((await as('member').get(correction)).body, 'First wording')
  t.match((await as('member').post(correction, reviewForm({ score: '0' }))).body, 'Say what was wrong')
  t.equal((await as('member').post(correction, reviewForm({ score: '0', note: 'Second wording', correction: 'We counted a holiday week' }))).statusCode, 303)
  const { body } = await as('member').get(url)
  t.match(body, /20 November 2026: As expected \(0\)[\s\S]*Corrected: We counted a holiday week[\s\S]*Reviews before they were corrected[\s\S]*More than expected[\s\S]*First wording/)
  t.equal((await as('member').post(correction, reviewForm({ correction: 'again' }))).statusCode, 409)
  t.equal((await as('member').get(correction)).statusCode, 404)
  t.equal((await db.selectFrom('goal_review').select('id').execute()).length, 2)
})

t.test('a correction of a review that was counted in released figures counts as counted', async t => {
  const { as, db, url } = await ready(t)
  await as('member').post(`${url}/reviews`, reviewForm({ score: '1' }))
  await db.insertInto('figure_release').values({ id: 'r1', authority_id: places.authority, subject: 'goals', threshold: 5, covers_from: '2026-08-01', covers_to: '2026-12-31', released_at: '2026-11-22T10:00:00.000Z', released_by_name: null } as never).execute()
  await db.updateTable('goal_review').set({ release_id: 'r1' }).execute()
  const { id } = await db.selectFrom('goal_review').select('id').executeTakeFirstOrThrow()
  await as('member').post(`${url}/reviews/${id}/correction`, reviewForm({ score: '0', correction: 'Read again' }))
  t.same((await db.selectFrom('goal_review').select(['release_id', 'score']).orderBy('id').execute()), [{ release_id: 'r1', score: 1 }, { release_id: 'r1', score: 0 }])
})

t.test('a review of another goal or team is not found', async t => {
  const { as, url } = await ready(t)
  t.equal((await as('member').get(`${url}/reviews/0198c8a0-0000-7000-8000-000000000001/correction`)).statusCode, 404)
  t.equal((await as('member').get(`${home}/0198c8a0-0000-7000-8000-000000000001`)).statusCode, 404)
})
