import t from 'tap'
import { people, places } from '../support/app.ts'
import { goalForm, home, keeper, ready, reviewForm } from '../support/goals.ts'
import type { CastName } from '../support/people.ts'

t.test('the chair names keepers among the team’s people, and ends them', async t => {
  const { as, db, url, keeperId } = await ready(t)
  t.match((await as('chair').get(`${home}/keepers`)).body, /Mairi Sinclair[\s\S]*Bo Lindqvist/)
  t.match((await as('chair').post(`${home}/keepers`, {})).body, 'Choose a person')
  for (const id of [people.outsider.id, people.areaLead.id, people.member.id]) t.equal((await as('chair').post(`${home}/keepers`, { person: id })).statusCode, 422)
  t.equal((await as('chair').get(url)).statusCode, 403, 'the chair reads nothing unless named')
  t.equal((await as('chair').post(`${home}/keepers`, { person: people.chair.id })).statusCode, 303)
  t.equal((await as('chair').get(url)).statusCode, 200)
  t.equal((await as('chair').post(`${home}/keepers/${keeperId}/ending`)).statusCode, 303)
  t.equal((await as('member').get(url)).statusCode, 403, 'at once')
  t.equal((await as('chair').post(`${home}/keepers/${keeperId}/ending`)).statusCode, 404)
  t.same((await db.selectFrom('audit_event').select('what').where('what', 'like', 'goal-keeper.%').orderBy('id').execute()).map(row => row.what), ['goal-keeper.named', 'goal-keeper.ended'])
})

t.test('who leaves the team reads nothing any more, though still named', async t => {
  const { as, db, url } = await ready(t)
  await db.updateTable('role_held').set({ ended_at: '2026-11-22T10:00:00.000Z' }).where('person_id', '=', people.member.id).execute()
  t.not((await as('member').get(url)).statusCode, 200)
  t.match((await as('chair').get(`${home}/keepers`)).body, 'Has left the team, so reads nothing')
})

/** Every page and change about a child, and who gets what. A keeper of another team and every role above are in it. */
t.test('the matrix of keepers', async t => {
  const test = await ready(t)
  await keeper(test.db, 'outsider', places.inverallan)
  await test.as('member').post(`${test.url}/reviews`, reviewForm())
  const { id: review } = await test.db.selectFrom('goal_review').select('id').executeTakeFirstOrThrow()
  const gets = ['', '/new', '/results', '/goals.csv', '/goals.xlsx'].map(end => home + end).concat(['', '/edit', '/reviews/new', `/reviews/${review}/correction`, '/closing', '/goal.pdf', '/goal.docx'].map(end => test.url + end))
  const posts: [string, Record<string, string>][] = [[home, goalForm()], [test.url, goalForm({ revision: '1' })], [`${test.url}/reviews`, reviewForm()], [`${test.url}/reviews/${review}/correction`, reviewForm({ correction: 'x' })], [`${test.url}/closing`, { reason: 'ended' }], [`${test.url}/reopening`, {}]]
  const wanted: Record<Exclude<CastName, 'member'> | 'nobody', number> = { chair: 403, both: 403, areaLead: 403, steering: 403, visitLead: 403, otherVisitLead: 403, dataOfficer: 403, administrator: 403, outsider: 404, stranger: 404, nobody: 303 }
  const before = await test.db.selectFrom('goal_review').selectAll().execute()
  for (const [who, status] of Object.entries(wanted) as [CastName | 'nobody', number][]) {
    for (const url of gets) {
      const reply = await test.as(who).get(url)
      t.equal(reply.statusCode, status, `${who} GET ${url}`)
      t.notMatch(reply.body, /somebody to sit with|Eats lunch|CR-27-04/, `${who} is told nothing`)
    }
    for (const [url, form] of posts) t.equal((await test.as(who).post(url, form)).statusCode, status, `${who} POST ${url}`)
  }
  t.match((await test.as('both').get(home)).body, 'Only the team’s named keepers can read', 'in plain words')
  t.same(await test.db.selectFrom('goal_review').selectAll().execute(), before)
  t.equal((await test.db.selectFrom('goal').select('id').execute()).length, 1)
  for (const url of gets) t.equal((await test.as('member').get(url)).statusCode, 200, `the keeper GET ${url}`)
})

t.test('a keeper of one team is none of another, even with a role in both', async t => {
  const { as, db } = await ready(t)
  await keeper(db, 'both', places.strathfearn)
  t.equal((await as('both').get('/communities/strathfearn/goals')).statusCode, 200)
  t.equal((await as('both').get(home)).statusCode, 403)
})

t.test('the way in: totals for everybody of the team, with who keeps', async t => {
  const { as } = await ready(t)
  for (const who of ['chair', 'member', 'areaLead', 'steering', 'visitLead'] as const) t.match((await as(who).get(`${home}/totals`)).body, 'Keepers of this team: Mairi Sinclair')
  t.match((await as('chair').get(`${home}/totals`)).body, 'Name keepers')
  t.notMatch((await as('steering').get(`${home}/totals`)).body, /Name keepers|The goals of this team/)
  t.equal((await as('outsider').get(`${home}/totals`)).statusCode, 404)
})

t.test('the home page tells keepers which reviews are due, and nobody else', async t => {
  const { as, db } = await ready(t)
  t.notMatch((await as('member').get('/')).body, 'Review a goal', 'not two weeks before')
  await db.updateTable('goal').set({ review_on: '2026-11-25' }).execute()
  t.match((await as('member').get('/')).body, /Review a goal of CR-27-04[\s\S]*Craigmor. On 25 November 2026/)
  for (const who of ['chair', 'both', 'areaLead', 'steering'] as const) t.notMatch((await as(who).get('/')).body, 'CR-27-04')
  t.match((await as('member').get('/communities/craigmor/2026-27')).body, '/communities/craigmor/goals"')
  t.match((await as('chair').get('/communities/craigmor/2026-27')).body, '/communities/craigmor/goals/totals"')
})
