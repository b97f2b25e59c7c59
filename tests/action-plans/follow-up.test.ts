import t from 'tap'
import { frameworks, people, testApp } from '../support/app.ts'
import { cityAtWork, craigmorAtWork, viewerOf } from '../support/work.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'

const plan = '/communities/craigmor/2026-27/plan'
const city = '/plans/strathclutha/2026-27'
const day = (name: string, iso: string) => ({ [`${name}-day`]: iso.slice(8), [`${name}-month`]: iso.slice(5, 7), [`${name}-year`]: iso.slice(0, 4) })

async function withPriority (t: Parameters<typeof testApp>[0]) {
  const test = await testApp(t)
  const work = await craigmorAtWork(test.db)
  await test.as('chair').post(`${plan}/actions/1`, { revision: 1, what: 'Map support', difference: 'More help', owner_id: people.member.id, due_choice: 'june', priority: 'yes' })
  return { ...test, work }
}

t.test('a priority action is complete only with evidence, and with a check by somebody else', async t => {
  const { as, db } = await withPriority(t)
  t.match((await as('chair').get(plan)).body, 'Priority')
  const refused = await as('member').post(`${plan}/actions/1/updates`, { status: 'complete', what: 'All mapped', impact: 'Children get help sooner' })
  t.equal(refused.statusCode, 422)
  t.match(refused.body, 'This is a priority action. Link evidence')
  t.match(refused.body, 'All mapped')
  t.equal((await as('member').post(`${plan}/actions/1/updates`, { status: 'complete', what: 'All mapped', impact: 'Children get help sooner', evidence: 'Minutes of May' })).statusCode, 303)
  t.match((await as('chair').get(`${plan}/actions/1`)).body, 'Waits for a check by somebody other than its owner')
  t.match((await as('member').get(`${plan}/actions/1`)).body, 'Somebody other than its owner', 'the owner is told')
  t.equal((await as('member').post(`${plan}/actions/1/checks`, { outcome: 'confirmed' })).statusCode, 409)
  t.equal((await as('chair').post(`${plan}/actions/1/checks`, {})).statusCode, 422)
  t.match((await as('chair').post(`${plan}/actions/1/checks`, { outcome: 'not-yet' })).body, 'Say what is missing')
  t.equal((await as('chair').post(`${plan}/actions/1/checks`, { outcome: 'not-yet', note: 'No figures from two schools' })).statusCode, 303)
  t.match((await as('member').get(`${plan}/actions/1`)).body, 'No figures from two schools')
  t.equal((await db.selectFrom('action').select('status').where('what', '=', 'Map support').executeTakeFirstOrThrow()).status, 'at-risk', 'back in work')
  await as('member').post(`${plan}/actions/1/updates`, { status: 'complete', what: 'Now all', evidence: 'All figures' })
  t.equal((await as('chair').post(`${plan}/actions/1/checks`, { outcome: 'confirmed', note: 'Seen' })).statusCode, 303)
  t.match((await as('chair').get(`${plan}/actions/1`)).body, 'Checked and confirmed by Catriona Baird')
  t.equal((await as('both').post(`${plan}/actions/1/checks`, { outcome: 'confirmed' })).statusCode, 409, 'once')
  t.equal((await db.selectFrom('action_check').select('id').execute()).length, 2, 'every check stays')
})

t.test('linked evidence is enough; withdrawn evidence is not', async t => {
  const { as, db, work } = await withPriority(t)
  const { id } = await db.selectFrom('action').select('id').where('what', '=', 'Map support').executeTakeFirstOrThrow()
  await db.insertInto('evidence_link').values({ id: '0198c8a0-0000-7000-8000-000000000001', evidence_id: work.evidence.id, kind: 'action', target_id: id, code: null, linked_at: '2026-11-20T09:00:00.000Z', linked_by: people.chair.id } as never).execute()
  await db.updateTable('evidence').set({ withdrawn_at: '2026-11-21T09:00:00.000Z' }).execute()
  const complete = { status: 'complete', what: 'Done', impact: 'Better' }
  t.equal((await as('member').post(`${plan}/actions/1/updates`, complete)).statusCode, 422)
  await db.updateTable('evidence').set({ withdrawn_at: null }).execute()
  t.equal((await as('member').post(`${plan}/actions/1/updates`, complete)).statusCode, 303)
})

t.test('a step has an owner and a word for how it stands; why not is asked', async t => {
  const { as, work } = await withPriority(t)
  const step = `${plan}/actions/1/steps/${work.step.id}`
  const reply = await as('member').post(step, { what: 'Ask every school', status: 'cannot-yet' })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'Say why')
  t.equal((await as('member').post(step, { what: 'Ask every school', status: 'cannot-yet', note: 'Schools are closed', owner_id: people.member.id })).statusCode, 303)
  const { body } = await as('chair').get(`${plan}/actions/1`)
  for (const words of ['Cannot be done yet', 'Schools are closed', 'Mairi Sinclair']) t.match(body, words)
  t.match((await as('member').post(step, { what: 'x', status: 'doing', owner_id: people.outsider.id })).body, 'Choose a person of this team')
})

t.test('a progress review is dated, names each action, and is never overwritten', async t => {
  const { as, db } = await withPriority(t)
  const { id } = await db.selectFrom('action').select('id').where('what', '=', 'Map support').executeTakeFirstOrThrow()
  const review = { ...day('held_on', '2026-11-20'), ...day('next_on', '2027-01-22'), reviewer: 'The whole team', status: 'at-risk', summary: 'One is late', [`status.${id}`]: 'off-track', [`note.${id}`]: 'Waiting for Health' }
  t.equal((await as('chair').post(`${plan}/reviews`, review)).statusCode, 303)
  t.match((await as('member').get(plan)).body, 'Last review 20 November 2026: at risk. Next review 22 January 2027.')
  const { body } = await as('member').get(`${plan}/reviews`)
  for (const words of ['One is late', 'Waiting for Health', 'Off track', 'The whole team']) t.match(body, words)
  t.match((await as('member').get(`${plan}/actions/1`)).body, 'Waiting for Health', 'and the action has its update')
  await as('chair').post(`${plan}/reviews`, { ...review, summary: 'Second', [`status.${id}`]: 'on-track' })
  t.match((await as('member').get(`${plan}/reviews`)).body, 'One is late')
  for (const [form, message] of [[{ ...review, ...day('held_on', '2027-11-20') }, 'not in the future'], [{ ...review, ...day('next_on', '2026-11-01') }, 'comes after this one'], [{ ...review, [`status.${id}`]: 'complete' }, 'add an update to it'], [{ reviewer: 'x' }, 'Choose how the plan stands']] as const) {
    const reply = await as('chair').post(`${plan}/reviews`, form)
    t.equal(reply.statusCode, 422, message)
    t.match(reply.body, message)
  }
  t.equal((await as('member').post(`${plan}/reviews`, review)).statusCode, 403)
})

t.test('the city’s plan starts from the recommendations; teams’ actions contribute to it, and what stops them rolls up', async t => {
  const { as, db } = await withPriority(t)
  await cityAtWork(db)
  t.equal((await as('steering').post(`${city}/make`, { choices: ['recommendation.T1-R3'] })).statusCode, 303)
  t.match((await as('member').get(city)).body, 'Agree one referral form', 'members read it')
  t.notMatch((await as('member').get(city)).body, 'Make the plan')
  t.equal((await as('areaLead').post(`${city}/make`, { choices: ['recommendation.T1-R1'] })).statusCode, 403, 'an area lead does not lead the city')
  t.equal((await as('areaLead').post('/plans/north/2026-27/make', { choices: ['recommendation.T1-R1'] })).statusCode, 303, 'but the area')
  t.equal((await as('areaLead').post('/plans/south/2026-27/make', { choices: ['recommendation.T1-R1'] })).statusCode, 403)
  t.equal((await as('steering').get('/plans/craigmor/2026-27')).statusCode, 404, 'a team’s plan is elsewhere')
  t.equal((await as('stranger').get(city)).statusCode, 404)
  t.equal((await as('chair').get('/communities/strathclutha/2026-27/plan')).statusCode, 404)

  const ids = await db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id').select(['action.id', 'place.slug', 'action.number']).execute()
  const above = ids.find(row => row.slug === 'strathclutha' && row.number === 1)!.id
  const form = { revision: 2, what: 'Map support', difference: 'More help', owner_id: people.member.id, due_choice: 'june', priority: 'yes' }
  t.equal((await as('chair').post(`${plan}/actions/1`, { ...form, contributes: [above] })).statusCode, 303)
  t.equal((await as('chair').post(`${plan}/actions/1`, { ...form, revision: 3, contributes: [above, ids.find(row => row.slug === 'craigmor')!.id] })).statusCode, 422, 'not to a team’s own')
  await as('member').post(`${plan}/actions/1/updates`, { status: 'off-track', what: 'Health cannot send anybody' })
  t.match((await as('chair').get(`${plan}/actions/1`)).body, 'Strathclutha Council, action 1: Agree one referral form')
  t.match((await as('member').get(city)).body, '1 action of 1 place contributes: 1 off track.')
  t.match((await as('steering').get(`${city}/actions/1`)).body, 'Health cannot send anybody')
  t.match((await as('member').get(`${city}/actions/1`)).body, 'Health cannot send anybody', 'their own')
  const others = (await as('outsider').get(`${city}/actions/1`)).body
  t.match(others, '1 action of 1 place contributes: 1 off track.')
  t.notMatch(others, 'Health cannot send anybody', 'another team’s words stay there')
  t.match((await as('steering').get('/plans')).body, 'You can lead this plan.')
  t.match((await as('steering').get(`${city}/report`)).body, 'Strathclutha Council action plan')
})

t.test('an action of another authority cannot be contributed to', async t => {
  const { as, db } = await withPriority(t)
  const other = await db.transaction().execute(trx => addAction(trx, { ...viewerOf('stranger'), asking: 'team.view' }, 'lochbeag', '2026-27', { what: 'Elsewhere' }, frameworks, '2026-11-20T09:00:00.000Z'))
  const reply = await as('chair').post(`${plan}/actions/1`, { revision: 2, what: 'Map support', contributes: [other.id] })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'Choose actions of your area’s or the city’s plan')
})
