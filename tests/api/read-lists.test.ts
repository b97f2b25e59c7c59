import Schema from 'typebox/schema'
import t from 'tap'
import { frameworks, places, testApp } from '../support/app.ts'
import { craigmorAtWork, craigmorPublished, viewerOf } from '../support/work.ts'
import { startSelfEvaluation } from '../../server/features/evaluations/changes.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { all, ask, lists, tokenFor } from '../support/api.ts'

const at = '2026-11-20T09:00:00.000Z'

/** Craigmor at work and published; Inverallan with a plan of one action. */
async function atWork (test: Awaited<ReturnType<typeof testApp>>) {
  await craigmorAtWork(test.db)
  await craigmorPublished(test.db)
  await test.db.transaction().execute(async trx => {
    await startSelfEvaluation(trx, viewerOf('outsider'), 'inverallan', '2026-27', at)
    await addAction(trx, viewerOf('outsider'), 'inverallan', '2026-27', { what: 'Ask families', owner_role: 'Depute of the school', due_on: '2026-10-01' }, frameworks, at)
  })
}

t.test('a tool reads stages, judgements and actions', async t => {
  const test = await testApp(t)
  await atWork(test)
  const token = await tokenFor(test)
  t.same((await all(test, token, 'teams')).map(team => [team.slug, team.area]), [['craigmor', 'North'], ['inverallan', 'South'], ['strathfearn', 'North']])
  const evaluations = await all(test, token, 'self-evaluations?session=2025-26')
  t.same(evaluations.map(({ id, ...rest }) => rest), [{
    team: 'craigmor', team_name: 'Craigmor', session: '2025-26', stage: 'published', stage_word: 'Published', started_on: '2026-11-20', submitted_on: '2026-11-20', agreed_on: '2026-11-20', published_on: '2026-11-20'
  }])
  const [judgement] = await all(test, token, 'judgements?session=2025-26&indicator=2.4')
  t.match(judgement, { team: 'craigmor', indicator: '2.4', level: 3, level_word: 'satisfactory (3)', evidence: { data: 0, views: 0, observation: 0 } })
  t.notMatch(JSON.stringify(judgement), 'went well', 'the texts stay')
  const actions = await all(test, token, 'actions?session=2026-27')
  t.match(actions.find(action => action.team === 'craigmor'), {
    number: 1, what: 'Map support against need', difference: 'Children get what helps', status: 'not-started', status_word: 'Not started', due_on: '2027-01-20', overdue: false, plan_stage: 'draft', owner_agency: 'Health', updated_at: at
  })
  t.match(actions.find(action => action.team === 'inverallan'), { overdue: true, owner_role: 'Depute of the school', owner_agency: null })
  t.equal((await all(test, token, 'sessions')).length, 2)
  t.ok((await all(test, token, 'recommendations?session=2026-27')).length > 3)
})

t.test('how much evidence an agreed judgement has is counted by strand; what was withdrawn is not', async t => {
  const test = await testApp(t)
  const { evidence } = await craigmorAtWork(test.db)
  const { id } = await test.db.selectFrom('self_evaluation').innerJoin('place', 'place.id', 'self_evaluation.community_id').select('self_evaluation.id').where('place.slug', '=', 'craigmor').executeTakeFirstOrThrow()
  await test.db.insertInto('self_evaluation_step').values({ id: 'ffffffff-0000-7000-8000-000000000000', self_evaluation_id: id, kind: 'signed-off', by_id: viewerOf('chair').id, by_name: 'x', at, note: null, frozen: null, pdf_sha256: null }).execute()
  const token = await tokenFor(test)
  t.same((await all(test, token, 'judgements?indicator=2.4'))[0].evidence, { data: 1, views: 0, observation: 0 })
  await test.db.updateTable('evidence').set({ withdrawn_at: at }).where('id', '=', evidence.id).execute()
  t.same((await all(test, token, 'judgements?indicator=2.4'))[0].evidence, { data: 0, views: 0, observation: 0 })
})

t.test('what is not agreed does not leave, and what is reopened leaves no more', async t => {
  const test = await testApp(t)
  await atWork(test)
  const token = await tokenFor(test)
  t.same(new Set((await all(test, token, 'judgements')).map(row => row.session)), new Set(['2025-26']), 'this session’s draft is not there')
  t.equal((await test.as('chair').post('/communities/craigmor/2025-26/self-evaluation/reopening', { reason: 'A mistake was found' })).statusCode, 303)
  t.same(await all(test, token, 'judgements'), [])
  t.match(await all(test, token, 'self-evaluations?session=2025-26'), [{ stage: 'draft', agreed_on: null, published_on: null }])
})

t.test('actions can be asked for by status and by what changed since', async t => {
  const test = await testApp(t)
  await atWork(test)
  const token = await tokenFor(test)
  const teams = async (query: string) => (await all(test, token, `actions?${query}`)).map(row => row.team)
  t.same(await teams('status=on-track'), [])
  t.same(await teams('updated_since=2026-11-21'), [])
  t.same(await teams('updated_since=2026-11-20'), ['craigmor', 'inverallan'])
  t.same(await teams('updated_since=2026-11-20T09:30:00%2B01:00'), ['craigmor', 'inverallan'], 'a moment of another zone')
  t.equal((await test.as('member').post('/communities/craigmor/2026-27/plan/actions/1/updates', { status: 'on-track', what: 'Begun' })).statusCode, 303)
  t.same(await teams('status=on-track'), ['craigmor'])
  t.same(await teams('updated_since=2026-11-21'), ['craigmor'], 'progress alone is a change')
  t.equal((await test.as('chair').post('/communities/craigmor/2026-27/plan/actions/1/stop', { reason: 'No longer needed' })).statusCode, 303)
  t.same(await teams('status=on-track'), [])
  t.same(await teams('status=stopped'), ['craigmor'])
})

t.test('recommendations say how many of the teams act on them', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const token = await tokenFor(test)
  const [first] = await all(test, token, 'recommendations?session=2026-27')
  t.equal(first.teams_with_action, 0)
  await test.as('chair').post('/communities/craigmor/2026-27/plan/actions', { what: 'Answer it', recommendations: [first.code] })
  await test.as('chair').post('/communities/craigmor/2026-27/plan/actions', { what: 'Answer it again', recommendations: [first.code] })
  t.equal((await all(test, token, 'recommendations?session=2026-27'))[0].teams_with_action, 1, 'teams are counted, not actions')
  t.equal((await all(test, await tokenFor(test, places.south), 'recommendations?session=2026-27'))[0].teams_with_action, 0, 'only teams in reach')
})

t.test('every documented address answers as it is described', async t => {
  const test = await testApp(t)
  await atWork(test)
  const token = await tokenFor(test)
  const reply = await ask(test, null, 'openapi.json')
  t.equal(reply.statusCode, 200)
  const doc = reply.json()
  t.equal(doc.openapi, '3.1.0')
  t.match(doc.components.securitySchemes.token, { type: 'http', scheme: 'bearer' })
  t.same(Object.keys(doc.paths).sort(), lists.map(list => `/api/v1/${list.split('?')[0]}`).sort(), 'these lists and no page of the product')
  for (const [path, { get, ...others }] of Object.entries<any>(doc.paths)) {
    t.same(Object.keys(others), [], 'nothing but reading')
    const schema = (status: number, type = 'application/json') => get.responses[status].content[type].schema
    for (const query of ['?session=2026-27', '?session=2025-26', '?limit=1']) {
      if (query.startsWith('?session') !== get.parameters.some((parameter: any) => parameter.name === 'session') && query !== '?limit=1') continue
      const good = await ask(test, token, path + (path.endsWith('recommendations') && query === '?limit=1' ? '?limit=1&session=2026-27' : query))
      t.equal(good.statusCode, 200, path + query)
      t.ok(Schema.Check(schema(200), good.json()), `${path}${query} is as described`)
    }
    t.notOk(Schema.Check(schema(200), { data: [{}], next: null }), 'the check can fail')
    const bad = await ask(test, token, `${path}?limit=0&session=2026-27`)
    t.equal(bad.statusCode, 400)
    t.ok(Schema.Check(schema(400, 'application/problem+json'), bad.json()))
    t.ok(Schema.Check(schema(401, 'application/problem+json'), (await ask(test, null, path)).json()))
    for (const parameter of get.parameters) t.ok(parameter.description || parameter.schema.description, `${path}: ${parameter.name} is explained`)
    for (const [name, column] of Object.entries<any>(schema(200).properties.data.items.properties)) t.ok(column.description, `${path}: ${name} is explained`)
  }
})
