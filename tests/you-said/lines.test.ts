import t from 'tap'
import { home, lineOf, ready } from '../support/you-said.ts'

t.test('the chair types a line; it is shown with its group, its action and the status in words', async t => {
  const test = await ready(t)
  const { as, db } = test
  t.match((await as('chair').get(`${home}/lines/new`)).body, 'No names, and nothing about one child')
  const reply = await as('chair').post(`${home}/lines`, lineOf(test))
  t.equal(reply.statusCode, 303)
  t.equal(reply.headers.location, home)
  const { body } = await as('chair').get(home)
  for (const words of ['Parents and carers said', 'We hear nothing after a meeting.', 'Every family gets a note within a week.', 'Action 1: Map support against need', 'not started', 'Planned', 'Typed by the chair']) t.match(body, words)
  t.match(await db.selectFrom('you_said_line').selectAll().orderBy('position').execute(), [{ position: 1 }, { position: 2, who: 'parents', source_kind: 'typed', source_id: null, revision: 1, saved_by_name: 'Catriona Baird' }])
  t.ok(await db.selectFrom('audit_event').select('id').where('what', '=', 'you-said.line-added').executeTakeFirst())
  t.match((await as('areaLead').get(home)).body, 'We hear nothing after a meeting.', 'those who may read the team read the draft')
  t.notMatch((await as('areaLead').get(home)).body, /Take out|Type a line|name="seen"/)
})

t.test('what is wrong is said beside the field, and nothing typed is lost', async t => {
  const test = await ready(t)
  const empty = await test.as('chair').post(`${home}/lines`, {})
  t.equal(empty.statusCode, 422)
  for (const words of ['Say what was said', 'Say what the team did', 'Choose the action this led to']) t.match(empty.body, words)
  const noGroup = await test.as('chair').post(`${home}/lines`, { ...lineOf(test), who: '' })
  t.equal(noGroup.statusCode, 422)
  t.match(noGroup.body, 'Choose who said it')
  t.match(noGroup.body, 'We hear nothing after a meeting.')
  t.match((await test.as('chair').post(`${home}/lines`, lineOf(test, { said: 'x'.repeat(301) }))).body, 'Keep this to 300 characters or fewer')
  t.equal((await test.as('chair').post(`${home}/lines`, lineOf(test, { said: 'é'.repeat(300) }))).statusCode, 303)
  t.match((await test.as('chair').post(`${home}/lines`, lineOf(test, { who: 'team' }))).body, 'Choose one of these groups')
  t.match((await test.as('chair').post(`${home}/lines`, lineOf(test, { action_id: '0198c8a0-0000-7000-8000-000000000001' }))).body, 'Choose an action of this plan')
  t.equal((await test.db.selectFrom('you_said_line').select('id').execute()).length, 2)
})

t.test('names are asked about by the guard; people of the team, whom the guard knows, are refused', async t => {
  const test = await ready(t)
  const asked = await test.as('chair').post(`${home}/lines`, lineOf(test, { said: 'Hamish McDonald has no place to play.' }))
  t.equal(asked.statusCode, 422)
  t.match(asked.body, 'Does this tell who a child is?')
  t.match(asked.body, 'Hamish McDonald')
  for (const text of ['Mairi Sinclair’s group is good', 'ask MAIRI  SINCLAIR', 'Nora Quinn said so', 'Ada Novak helped']) {
    for (const field of ['said', 'did']) {
      const refused = await test.as('chair').post(`${home}/lines`, lineOf(test, { [field]: text }))
      t.equal(refused.statusCode, 422, `${field}: ${text}`)
      t.match(refused.body, /the public page names nobody|Does this tell who a child is/)
    }
  }
  t.equal((await test.db.selectFrom('you_said_line').select('id').execute()).length, 1)
})

t.test('a line is changed, moved and taken out', async t => {
  const test = await ready(t)
  const { as, db, work } = test
  await as('chair').post(`${home}/lines`, lineOf(test))
  const url = `${home}/lines/${work.line}`
  t.match((await as('chair').get(url)).body, 'We do not know whom to ask for help.')
  t.equal((await as('chair').post(url, lineOf(test, { revision: 1, said: 'Whom do we ask?', who: 'young-people' }))).statusCode, 303)
  t.match((await as('chair').get(home)).body, 'Whom do we ask?')
  const order = async () => (await db.selectFrom('you_said_line').select('said').orderBy('position').execute()).map(row => row.said)
  await as('chair').post(`${url}/position`, { direction: 'up' })
  t.same(await order(), ['Whom do we ask?', 'We hear nothing after a meeting.'], 'the first stays')
  t.equal((await as('chair').post(`${url}/position`, { direction: 'down' })).statusCode, 303)
  t.same(await order(), ['We hear nothing after a meeting.', 'Whom do we ask?'])
  t.equal((await as('chair').post(`${url}/position`, { direction: 'aside' })).statusCode, 400)
  t.equal((await as('chair').post(`${url}/removal`)).statusCode, 303)
  t.same(await order(), ['We hear nothing after a meeting.'])
  t.equal((await as('chair').post(`${url}/removal`)).statusCode, 404)
  t.equal((await as('chair').get(url)).statusCode, 404)
})

t.test('two who change a line at once are shown both texts', async t => {
  const test = await ready(t)
  const url = `${home}/lines/${test.work.line}`
  await test.as('chair').post(url, lineOf(test, { revision: 1, said: 'The first wording' }))
  const clash = await test.as('chair').post(url, lineOf(test, { revision: 1, said: 'The second wording' }))
  t.equal(clash.statusCode, 409)
  for (const words of ['The first wording', 'The second wording', 'Somebody else saved this']) t.match(clash.body, words)
  t.match(await test.db.selectFrom('you_said_line').selectAll().executeTakeFirstOrThrow(), { said: 'The first wording', revision: 2 })
  t.equal((await test.as('chair').post(url, { ...lineOf(test, { revision: 2 }), 'choice.said': 'combine', 'combined.said': 'Both wordings' })).statusCode, 303, 'and go on from the page that shows them')
})

t.test('a closed team’s lines are read, not changed; an action of another team is not theirs', async t => {
  const test = await ready(t)
  const { work } = test
  await test.as('administrator').post(`/organisation/places/${work.places.craigmor}/closure`)
  for (const [url, form] of [[`${home}/lines`, lineOf(test)], [`${home}/lines/${work.line}`, lineOf(test, { revision: 1 })], [`${home}/lines/${work.line}/position`, { direction: 'up' }], [`${home}/lines/${work.line}/removal`, {}]] as const) {
    t.equal((await test.as('chair').post(url, form as Record<string, string>)).statusCode, 409, url)
  }
  t.equal((await test.as('chair').get(home)).statusCode, 200)
  t.equal((await test.as('outsider').post('/communities/inverallan/2026-27/you-said/lines', lineOf(test))).statusCode, 422, 'Craigmor’s action')
  t.equal((await test.as('outsider').get(`/communities/inverallan/2026-27/you-said/lines/${work.line}`)).statusCode, 404, 'Craigmor’s line')
})

t.test('who may not', async t => {
  const test = await ready(t)
  for (const url of [`${home}/lines`, `${home}/lines/${test.work.line}`, `${home}/lines/${test.work.line}/removal`, `${home}/release`, `${home}/withdrawal`]) {
    for (const [who, status] of [['member', 403], ['areaLead', 403], ['both', 403], ['outsider', 404], ['nobody', 303]] as const) t.equal((await test.as(who).post(url, lineOf(test))).statusCode, status, `${who} ${url}`)
  }
  t.equal((await test.db.selectFrom('you_said_line').select('id').execute()).length, 1)
})

t.test('a poster that nobody would read is not made: forty lines are enough', async t => {
  const test = await ready(t)
  const line = await test.db.selectFrom('you_said_line').selectAll().executeTakeFirstOrThrow()
  await test.db.insertInto('you_said_line').values(Array.from({ length: 39 }, (_none, n) => ({ ...line, id: `0198c8a0-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`, position: n + 2 }))).execute()
  t.equal((await test.as('chair').post(`${home}/lines`, lineOf(test))).statusCode, 409)
})
