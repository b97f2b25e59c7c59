import t from 'tap'
import { actionFrom, everybody, home, lineOf, ready, takeThought, thoughtsGiven, viewLinked } from '../support/you-said.ts'

const sourceIn = (body: string, kind: string): string => new RegExp(`lines/new\\?source&#x3D;(${kind}[^"]+)"`).exec(body)![1]!

t.test('a view linked to an action can become a line; figures and withdrawn views cannot', async t => {
  const test = await ready(t)
  const { as, db } = test
  const view = await viewLinked(test, 'Parents do not know which clubs there are.')
  await viewLinked(test, 'Eight of ten answered the survey.', 'data')
  const gone = await viewLinked(test, 'This view was withdrawn.')
  await db.updateTable('evidence').set({ withdrawn_at: '2026-11-21T09:00:00.000Z' }).where('id', '=', gone.id).execute()
  await as('member').post('/communities/craigmor/2026-27/plan/actions/1/updates', { status: 'on-track', what: 'A list of clubs is at every office.' })
  const { body } = await as('chair').get(home)
  t.match(body, 'Parents do not know which clubs there are.')
  t.notMatch(body, /Eight of ten|This view was withdrawn/)
  const source = sourceIn(body, 'evidence')
  const form = await as('chair').get(`${home}/lines/new?source=${source}`)
  t.match(form.body, 'Parents do not know which clubs there are.')
  t.match(form.body, 'A list of clubs is at every office.', 'what was done is suggested from the latest update')
  t.equal((await as('chair').post(`${home}/lines`, lineOf(test, { source }))).statusCode, 303)
  t.match(await db.selectFrom('you_said_line').selectAll().where('source_kind', '=', 'evidence').execute(), [{ source_id: view.id }])
  t.notMatch((await as('chair').get(home)).body, /source&#x3D;evidence/, 'it is suggested once')
  t.equal((await as('chair').post(`${home}/lines`, lineOf(test, { source }))).statusCode, 409, 'and taken once')
  t.equal((await as('chair').post(`${home}/lines`, lineOf(test, { source: `evidence.${gone.id}.${test.work.action.id}` }))).statusCode, 404)
  await db.updateTable('evidence').set({ withdrawn_at: '2026-11-22T09:00:00.000Z' }).where('id', '=', view.id).execute()
  t.match((await as('chair').get(home)).body, 'The evidence behind this was withdrawn on 22 November 2026')
  t.equal((await as('chair').post('/communities/craigmor/2026-27/plan/actions/1/updates', { status: 'complete', what: 'All done', impact: 'Children go to clubs' })).statusCode, 303)
})

t.test('the impact of an action is suggested before its last update', async t => {
  const test = await ready(t)
  await viewLinked(test, 'Too far to walk.')
  await test.as('member').post('/communities/craigmor/2026-27/plan/actions/1/updates', { status: 'complete', what: 'The bus stops there now.', impact: 'Children come by bus.' })
  const form = await test.as('chair').get(`${home}/lines/new?source=${sourceIn((await test.as('chair').get(home)).body, 'evidence')}`)
  t.match(form.body, 'Children come by bus.')
  t.notMatch(form.body, /The bus stops there now/)
})

t.test('of first thoughts only what was taken into the agreed text is suggested, when an action came from it; nobody is told from it', async t => {
  const test = await ready(t)
  const { as, db } = test
  const contributors = await thoughtsGiven(test)
  const nothing = async () => t.notMatch((await as('chair').get(home)).body, /Worry number|Strength number/)
  await nothing()
  t.equal((await actionFrom(test, 'Reviews slip.')).statusCode, 303)
  await nothing()
  t.equal((await takeThought(test, 'Worry number 2')).statusCode, 303)
  const { body } = await as('chair').get(home)
  t.match(body, 'Worry number 2')
  t.notMatch(body, /Worry number [013]|Strength number/, 'a thought not taken never appears')
  for (const who of ['member', 'areaLead', 'steering'] as const) t.notMatch((await as(who).get(home)).body, /Worry number/, `${who} is shown no suggestions`)

  const source = sourceIn(body, 'first-thought')
  const form = await as('chair').get(`${home}/lines/new?source=${source}`)
  t.notMatch(form.body, /Who said it/, 'it is always the team’s')
  const thought = await db.selectFrom('first_thought').selectAll().where('gets_in_the_way', '=', 'Worry number 2').executeTakeFirstOrThrow()
  for (const page of [body.replaceAll('Catriona Baird', ''), form.body.replaceAll('Catriona Baird', '')]) {
    for (const name of everybody) t.notMatch(page, name)
    for (const agency of ['Health', 'Social work', 'Third sector']) t.notMatch(page.replace(/<header[\s\S]*?<\/nav>/, ''), agency)
    t.notMatch(page, thought.id)
    for (const contributor of contributors) t.notMatch(page, contributor.id)
  }
  const action = await db.selectFrom('action').select('id').where('number', '=', 2).executeTakeFirstOrThrow()
  t.equal((await as('chair').post(`${home}/lines`, lineOf(test, { source, who: 'partners', action_id: action.id }))).statusCode, 303)
  const line = await db.selectFrom('you_said_line').selectAll().where('source_kind', '=', 'first-thought').executeTakeFirstOrThrow()
  t.equal(line.who, 'team', 'whatever group was sent')
  t.not(line.source_id, thought.id)
  t.match((await as('chair').get(home)).body, 'The team said')
  t.equal((await as('chair').post(`${home}/lines/${line.id}`, lineOf(test, { revision: 1, who: 'staff', action_id: action.id }))).statusCode, 303)
  t.equal((await db.selectFrom('you_said_line').select('who').where('id', '=', line.id).executeTakeFirstOrThrow()).who, 'team', 'later too')
})

t.test('a thought that was not taken cannot be asked for by its mark', async t => {
  const test = await ready(t)
  await thoughtsGiven(test)
  await actionFrom(test, 'Reviews slip.')
  const { body } = await test.as('chair').get('/communities/craigmor/2026-27/first-thoughts/2.4')
  const action = await test.db.selectFrom('action').select('id').where('number', '=', 2).executeTakeFirstOrThrow()
  const marks = [...body.matchAll(/name="passage" value="([^"]+)"/g)].map(([, mark]) => `first-thought.${mark}.${action.id}`)
  t.equal(marks.length, 8)
  for (const source of marks) {
    t.equal((await test.as('chair').get(`${home}/lines/new?source=${source}`)).statusCode, 404)
    t.equal((await test.as('chair').post(`${home}/lines`, lineOf(test, { source }))).statusCode, 404)
  }
})

t.test('while fewer than three have written, nothing of them is suggested', async t => {
  const test = await ready(t)
  const contributors = await thoughtsGiven(test)
  await actionFrom(test, 'Reviews slip.')
  await takeThought(test, 'Worry number 2')
  t.match((await test.as('chair').get(home)).body, 'Worry number 2')
  await test.db.deleteFrom('first_thought').where('contributor_id', 'in', [contributors[0]!.id, contributors[1]!.id]).execute()
  t.notMatch((await test.as('chair').get(home)).body, /Worry number/)
})
