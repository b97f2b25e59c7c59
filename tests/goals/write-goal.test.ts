import t from 'tap'
import { day, goalForm, home, keeper, ready } from '../support/goals.ts'
import { places, testApp } from '../support/app.ts'

t.test('a keeper writes a goal on one page, and reads it with the child’s words first', async t => {
  const test = await ready(t)
  const { as, db, url, id } = test
  const form = (await as('member').get(`${home}/new`)).body
  t.ok(form.indexOf('What does the child say?') < form.indexOf('Case code'), 'the child’s words come first')
  for (const words of ['name="agreed_on-day" type="text" value="23"', 'name="review_on-month" type="text" value="2"', 'value="-1" checked', 'value="lc-jst" checked']) t.match(form, words, 'sensible to start with')
  const { body } = await as('member').get(url)
  for (const words of ['Goal of CR-27-04', 'I want somebody to sit with at lunch', 'Eats lunch with another pupil on 2 to 3 days in a week', 'Where the child started', 'Nurture group', '7 September 2026', 'OFFICIAL-SENSITIVE', 'Not reviewed yet']) t.match(body, words)
  t.ok(body.indexOf('I want somebody') < body.indexOf('Eats lunch'))
  t.notMatch(body, 'To look at'.replace('To look at', 'cannot be seen or counted'), 'nothing to warn of')
  t.match(await db.selectFrom('goal').selectAll().executeTakeFirstOrThrow(), { id, case_code: 'CR-27-04', baseline: -1, forum: 'lc-jst', revision: 1, created_by_name: 'Mairi Sinclair' })
  const event = await db.selectFrom('audit_event').selectAll().where('what', '=', 'goal.added').executeTakeFirstOrThrow()
  t.notMatch(event.details, /lunch|CR-27/, 'the trail holds no child’s words')
  t.match((await as('member').get(home)).body, /1 open goal[\s\S]*CR-27-04/)
})

t.test('what is wrong is said beside the field, and nothing typed is lost', async t => {
  const { as, db } = await ready(t)
  const empty = await as('member').post(home, {})
  t.equal(empty.statusCode, 422)
  for (const words of ['Give the case code', 'Choose a wellbeing indicator', 'Choose a need', 'Choose the support', 'Describe level −2', 'Describe level 0', 'Give the day on which the levels were agreed', 'Give the day on which support begins']) t.match(empty.body, words)
  for (const [form, words] of [
    [{ case_code: 'Sorley7' }, 'looks like a name'], [{ case_code: 'Liam' }, 'no code'], [{ case_code: 'JS-12-05-14' }, 'date of birth'], [{ case_code: 'ab_c' }, 'Use letters, numbers and hyphens'],
    [{ childs_words: '' }, 'Write what the child said'], [{ no_words: 'not-asked' }, 'The words are above'], [{ wellbeing: 'rich' }, 'Choose one of the list'],
    [day('agreed_on', '2026-09-20'), 'The levels are to be agreed before support begins'], [day('review_on', '2026-09-13'), 'The review comes after support begins'],
    [{ 'agreed_on-day': '31', 'agreed_on-month': '2' }, 'Give a real date'], [{ baseline: '-2' }, 'Say why it cannot be worse'], [{ expected: 'x'.repeat(301) }, 'Keep this to 300 characters']
  ] as [Record<string, string>, string][]) {
    const refused = await as('member').post(home, goalForm(form))
    t.equal(refused.statusCode, 422, words)
    t.match(refused.body, words)
    t.match(refused.body, 'Eats lunch with another pupil on 4 days in a week')
  }
  t.equal((await db.selectFrom('goal').select('id').execute()).length, 1)
})

t.test('agreed late, worst start and missing words go with a reason, which is shown', async t => {
  const { as } = await ready(t)
  const reply = await as('member').post(home, goalForm({ ...day('agreed_on', '2026-09-21'), agreed_late: 'The family could only come later', baseline: '-2', baseline_because: 'Eats alone every day', childs_words: '', no_words: 'communication-support-was-missing' }))
  t.equal(reply.statusCode, 303)
  const { body } = await as('member').get(String(reply.headers.location))
  for (const words of ['after support had begun: The family could only come later', '−2: Eats alone every day', 'The child’s own words are missing: communication support was missing']) t.match(body, words)
})

t.test('warnings stand beside the field and never block', async t => {
  const { as } = await ready(t)
  const vague = { expected: 'Is happier at lunch', more: 'Is happier at lunch', much_more: 'Comes 5 days and asks a friend', 'review_on-day': '', 'review_on-month': '', 'review_on-year': '' }
  const looked = await as('member').post(home, goalForm({ ...vague, intent: 'check' }))
  t.equal(looked.statusCode, 200, 'looked over, not saved')
  for (const words of ['“happier” cannot be seen or counted', '\\+1 and 0 say the same', 'This level holds two changes', 'There is no date by which']) t.match(looked.body, new RegExp(words))
  t.match(looked.body, /id="expected"[^>]*aria-details="expected-look"/)
  const reply = await as('member').post(home, goalForm(vague))
  t.equal(reply.statusCode, 303, 'saved all the same')
  t.match((await as('member').get(String(reply.headers.location))).body, /“happier” cannot be seen[\s\S]*There is no date/)
  t.match((await as('member').get(`${String(reply.headers.location)}/edit`)).body, '“happier” cannot be seen')
})

t.test('a goal of the bank fills empty boxes and replaces nothing', async t => {
  const { as, db } = await ready(t)
  t.match((await as('member').get(`${home}/new`)).body, 'Included: Somebody to be with at lunch')
  const put = await as('member').post(home, { case_code: 'CR-9', expected: 'My own words', bank: 'included-friend', intent: 'insert' })
  t.equal(put.statusCode, 200)
  for (const words of ['“Somebody to be with at lunch” is in the empty boxes', 'My own words', 'Eats lunch with another pupil on 4 days in a week', 'value="CR-9"', 'value="included" selected']) t.match(put.body, words)
  t.match((await as('member').post(home, { intent: 'insert' })).body, 'Choose a goal of the bank first')
  t.match((await as('member').get(`${home}/new?from=safe-adult`)).body, 'Tells an adult about 4 of the last 5 worries')
  t.equal((await db.selectFrom('goal').select('id').execute()).length, 1)
})

t.test('a name in a level is asked about before anything is saved', async t => {
  const { as, db } = await ready(t)
  const asked = await as('member').post(home, goalForm({ expected: 'Eats lunch with Hamish McDonald on 3 days' }))
  t.equal(asked.statusCode, 422)
  t.match(asked.body, /Does this tell who a child is\?[\s\S]*Hamish McDonald/)
  const words = await as('member').post(home, goalForm({ childs_words: 'I like Hamish McDonald' }))
  t.match(words.body, 'Does this tell who a child is?')
  t.equal((await db.selectFrom('goal').select('id').execute()).length, 1)
})

t.test('a goal is changed, with what it said before kept; two at once are shown both', async t => {
  const { as, db, url } = await ready(t)
  t.match((await as('member').get(`${url}/edit`)).body, 'Eats lunch with another pupil on 4 days')
  t.equal((await as('member').post(url, goalForm({ revision: '1', more: 'Eats lunch with a friend on 4 days' }))).statusCode, 303)
  const { body } = await as('member').get(url)
  t.match(body, 'Eats lunch with a friend on 4 days')
  t.match(body, /History[\s\S]*\+1: Eats lunch with another pupil on 4 days in a week/)
  const clash = await as('member').post(url, goalForm({ revision: '1', more: 'A third wording on 4 days' }))
  t.equal(clash.statusCode, 409)
  for (const words of ['A third wording', 'Eats lunch with a friend on 4 days', 'Somebody else saved this']) t.match(clash.body, words)
  t.equal((await db.selectFrom('goal_version').select('id').execute()).length, 1)
})

t.test('closed, it is read and not changed; opened again, it goes on', async t => {
  const { as, url } = await ready(t)
  t.match((await as('member').post(`${url}/closing`, {})).body, 'Choose why')
  t.equal((await as('member').post(`${url}/closing`, { reason: 'reached', note: 'Eats with two friends now' })).statusCode, 303)
  t.match((await as('member').get(url)).body, /Closed on 23 November 2026 by Mairi Sinclair: the goal has been reached\.[\s\S]*Open the goal again/)
  for (const [end, form] of [['', goalForm({ revision: '1' })], ['/reviews', { score: '0', rated_by: 'together', ...day('reviewed_on', '2026-11-20') }], ['/closing', { reason: 'ended' }]] as const) t.equal((await as('member').post(`${url}${end}`, form)).statusCode, 409, end)
  t.match((await as('member').get(`${home}?show=closed`)).body, 'CR-27-04')
  t.equal((await as('member').post(`${url}/reopening`)).statusCode, 303)
  t.match((await as('member').get(url)).body, 'Opened again by Mairi Sinclair')
  t.equal((await as('member').post(`${url}/reopening`)).statusCode, 409)
})

t.test('a closed team’s goals are read, not changed', async t => {
  const { as, url } = await ready(t)
  await as('administrator').post(`/organisation/places/${places.craigmor}/closure`)
  t.equal((await as('member').get(url)).statusCode, 200)
  for (const [address, form] of [[home, goalForm()], [url, goalForm({ revision: '1' })], [`${url}/reviews`, { score: '0', rated_by: 'together', ...day('reviewed_on', '2026-11-20') }]] as const) t.equal((await as('member').post(address, form)).statusCode, 409, address)
})

t.test('the list is paged, and found by case code', async t => {
  const test = await testApp(t)
  await keeper(test.db, 'member')
  await test.as('member').post(home, goalForm())
  const goal = await test.db.selectFrom('goal').selectAll().executeTakeFirstOrThrow()
  await test.db.insertInto('goal').values(Array.from({ length: 60 }, (_none, n) => ({ ...goal, id: `0198c8a0-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`, case_code: `CR-1-${n}`, review_on: '2027-01-01' }))).execute()
  t.match((await test.as('member').get(home)).body, /61 open goals[\s\S]*CR-27-04[\s\S]*page(=|&#x3D;)2/)
  t.match((await test.as('member').get(`${home}?page=2`)).body, 'CR-1-59')
  t.match((await test.as('member').get(`${home}?code=cr+27+04`)).body, /1 goal of cr 27 04[\s\S]*CR-27-04/)
  t.match((await test.as('member').get(`${home}?show=due`)).body, 'No review is due')
})
