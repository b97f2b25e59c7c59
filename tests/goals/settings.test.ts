import t from 'tap'
import { goalForm, home, ready, reviewForm } from '../support/goals.ts'

const rules = { baseline: 'worst', rater: 'together', tScore: 'off', rho: '0.3' }

t.test('the authority decides the start, who rates and the T-score; goals that stand keep their start', async t => {
  const { as, url } = await ready(t)
  const worst = String((await as('member').post(home, goalForm({ baseline: '-2', baseline_because: 'Never eats with anybody' }))).headers.location)
  t.equal((await as('dataOfficer').post('/goal-settings', { ...rules, baseline: 'fixed', rater: 'independent' })).statusCode, 303)
  t.notMatch((await as('member').get(`${home}/new`)).body, 'Where does the child start')
  t.equal((await as('member').post(home, goalForm({ baseline: '-2' }))).statusCode, 303)
  t.match((await as('member').get(worst)).body, '−2: Never eats with anybody')
  t.match((await as('member').get(`${url}/reviews/new`)).body, /asks for: somebody who did not give the support[\s\S]*value="independent" checked/)
  for (const rho of ['1', '-0.1', 'x', '']) t.equal((await as('dataOfficer').post('/goal-settings', { ...rules, rho })).statusCode, 422, rho)
  for (const who of ['chair', 'member', 'areaLead', 'visitLead'] as const) t.equal((await as(who).post('/goal-settings', rules)).statusCode, 403)
})

t.test('the T-score is off until the authority wants it, and then only for three goals or more', async t => {
  const { as, url } = await ready(t)
  await as('member').post(`${url}/reviews`, reviewForm({ score: '1' }))
  for (const address of [url, `${home}/results`]) t.notMatch((await as('member').get(address)).body, 'T-score')
  await as('steering').post('/goal-settings', { ...rules, tScore: 'on' })
  t.match((await as('member').get(url)).body, 'not shown for fewer than 3 reviewed goals')
  t.match((await as('member').get(`${home}/results`)).body, 'No child has 3 reviewed goals or more')
  for (const score of ['1', '1']) {
    const other = String((await as('member').post(home, goalForm())).headers.location)
    await as('member').post(`${other}/reviews`, reviewForm({ score }))
  }
  t.match((await as('member').get(url)).body, 'T-score of this child’s 3 reviewed goals: 63.7')
  t.match((await as('member').get(`${home}/results`)).body, '36.3 at the start, 63.7 at the last review, a change of 27.4')
  t.notMatch((await as('steering').get(`${home}/totals`)).body, 'T-score', 'never in totals')
})

t.test('the bank: the authority’s own, its wording of what comes with the product, and what it offers no longer', async t => {
  const { as, db } = await ready(t)
  const { childs_words: _words, case_code: _code, need: _need, support: _support, forum: _forum, ...rest } = goalForm()
  const levels = Object.fromEntries(Object.entries(rest).filter(([name]) => ['much_less', 'less', 'expected', 'more', 'much_more'].includes(name)))
  t.match((await as('administrator').post('/goal-bank', {})).body, /Give it a short name[\s\S]*Describe level 0/)
  t.equal((await as('administrator').post('/goal-bank', { title: 'Ours', wellbeing: 'safe', ...levels })).statusCode, 303)
  t.match((await as('member').get(`${home}/new`)).body, 'Safe: Ours')
  const edit = await as('administrator').get('/goal-bank/included-friend')
  t.match(edit.body, 'Somebody to be with at lunch')
  t.equal((await as('administrator').post('/goal-bank/included-friend', { title: 'A lunch friend', wellbeing: 'included', ...levels, revision: '0' })).statusCode, 303)
  const form = (await as('member').get(`${home}/new`)).body
  t.match(form, 'Included: A lunch friend')
  t.notMatch(form, 'Somebody to be with at lunch')
  t.equal((await as('steering').post('/goal-bank/included-friend', { title: 'Another name', wellbeing: 'included', ...levels, revision: '0' })).statusCode, 409, 'somebody saved it since')
  t.equal((await as('steering').post('/goal-bank/safe-adult/retirement')).statusCode, 303)
  t.notMatch((await as('member').get(`${home}/new`)).body, 'Telling an adult')
  t.equal((await as('steering').post('/goal-bank/safe-adult/offering')).statusCode, 303)
  t.match((await as('member').get(`${home}/new`)).body, 'Telling an adult')
  t.equal((await as('steering').get('/goal-bank/nothing-here')).statusCode, 404)
  for (const who of ['chair', 'member', 'areaLead'] as const) for (const url of ['/goal-bank', '/goal-bank/new', '/goal-settings', '/goal-bank/safe-adult']) t.equal((await as(who).get(url)).statusCode, 403)
  t.equal((await as('stranger').get('/goal-bank')).statusCode, 403)
  t.equal((await db.selectFrom('goal_bank_item').select('id').execute()).length, 3)
})
