import t from 'tap'
import { people, testApp } from '../support/app.ts'

const home = '/communities/craigmor/2026-27/self-evaluation'
const one = `${home}/indicators/2.4`
async function ready (t: any) {
  const test = await testApp(t)
  await test.as('chair').post(home)
  return test
}

t.test('the chair asks a member to look after an indicator; the member finds it at home and hands it back with a note', async t => {
  const { as, db } = await ready(t)
  t.equal((await as('chair').post(`${one}/assignment`, { person: people.member.id })).statusCode, 303)
  const mine = (await as('member').get('/')).body
  t.match(mine, 'My indicators')
  t.match(mine, '2.4 Personalised support')
  t.match((await as('chair').get(home)).body, 'Mairi Sinclair looks after it')
  t.match((await as('chair').get(one)).body, 'Mairi Sinclair looks after it')
  const empty = await as('member').post(`${one}/hand-back`, {})
  t.equal(empty.statusCode, 422)
  t.match(empty.body, 'Say how far you have come')
  t.equal((await as('both').post(`${one}/hand-back`, { note: 'Not mine' })).statusCode, 409, 'only who looks after it')
  await as('member').post(`${one}/hand-back`, { note: 'Evidence of parents is still open' })
  t.match((await as('chair').get(`${one}/discussion`)).body, 'Evidence of parents is still open')
  t.notMatch((await as('member').get('/')).body, 'My indicators')
  await as('chair').post(`${one}/assignment`, { person: people.member.id })
  await as('chair').post(`${one}/assignment`, { person: people.both.id })
  t.equal((await db.selectFrom('assignment').select('id').where('ended_at', 'is', null).execute()).length, 1, 'one at a time')
})

t.test('bad assignments are explained', async t => {
  const { as } = await ready(t)
  t.match((await as('chair').post(`${one}/assignment`, {})).body, 'Choose somebody')
  t.match((await as('chair').post(`${one}/assignment`, { person: people.outsider.id })).body, 'Choose a member of this team')
  await as('chair').post(`${one}/assignment`, { person: people.member.id })
  t.match((await as('chair').post(`${one}/assignment`, { person: people.member.id })).body, 'looks after it already')
  t.equal((await as('member').post(`${one}/assignment`, { person: people.member.id })).statusCode, 403)
})

t.test('comments are answered, settled and opened again; the area lead takes part', async t => {
  const { as, db } = await ready(t)
  t.match((await as('areaLead').post(`${one}/comments`, {})).body, 'Write your comment')
  t.equal((await as('areaLead').post(`${one}/comments`, { text: 'Which schools do you mean?' })).statusCode, 303)
  const { id } = await db.selectFrom('comment').select('id').executeTakeFirstOrThrow()
  t.match((await as('chair').get(home)).body, '1 open comment')
  await as('member').post(`${one}/comments/${id}/answers`, { answer: 'All four primaries' })
  await as('chair').post(`${one}/comments/${id}/resolution`, { resolved: 'yes' })
  const page = (await as('member').get(`${one}/discussion`)).body
  for (const text of ['Which schools do you mean?', 'All four primaries', 'Settled by Catriona Baird']) t.match(page, text)
  t.notMatch((await as('chair').get(home)).body, 'open comment')
  await as('areaLead').post(`${one}/comments/${id}/answers`, { answer: 'And the nursery?' })
  t.match((await as('chair').get(home)).body, '1 open comment', 'an answer opens it again')
  const answer = await db.selectFrom('comment').select('id').where('answers_id', '=', id).limit(1).executeTakeFirstOrThrow()
  t.equal((await as('member').post(`${one}/comments/${answer.id}/answers`, { answer: 'To an answer' })).statusCode, 404)
  t.equal((await as('steering').post(`${one}/comments`, { text: 'x' })).statusCode, 403)
  t.equal((await as('outsider').get(`${one}/discussion`)).statusCode, 404)
  t.notMatch((await as('areaLead').get(`${home}/report`)).body, 'Which schools do you mean?', 'what was discussed is not in the report')
})

t.test('comments stay possible after submission', async t => {
  const { as } = await ready(t)
  for (const code of ['1.1', '1.3', '2.4', '2.7', '3.1']) await as('chair').post(`${home}/indicators/${code}`, { revision: 1, strengths: 'a', areas_for_improvement: 'b', what_changed: 'c', how_we_know: 'd', finished: 'yes' })
  await as('chair').post(`${home}/submission`)
  t.equal((await as('areaLead').post(`${one}/comments`, { text: 'Say more about families' })).statusCode, 303)
  t.equal((await as('chair').post(`${one}/assignment`, { person: people.member.id })).statusCode, 409)
})
