import t from 'tap'
import { testApp } from '../support/app.ts'
import { entryOf, views } from '../support/surveying.ts'
import { craigmorAtWork } from '../support/work.ts'

const log = `${views}/voice-log`
/** An entry as a browser sends it: the day in three boxes. */
const form = (more: Record<string, string | number | string[]> = {}) => {
  const { heard_on: _day, revision: _revision, actions: _actions, ...texts } = entryOf()
  return { ...texts as Record<string, string>, 'heard_on-day': 12, 'heard_on-month': 11, 'heard_on-year': 2026, ...more }
}

t.test('a member records what a group said, with the four checks and the action it led to', async t => {
  const test = await testApp(t)
  const work = await craigmorAtWork(test.db)
  t.equal((await test.as('member').post(log, form({ actions: [work.action.id] }))).statusCode, 303)
  const { body } = await test.as('areaLead').get(log)
  for (const words of ['12 November 2026: Young people: Pupils new to the school', '5 to 10', 'We do not know whom to ask.', '◐ Partly', 'The head teacher came for the last part.', '○ Not yet', 'Action 1: Map support against need']) t.match(body, words)
  t.match((await test.as('chair').get('/communities/craigmor/2026-27')).body, /1 voice log entry/)
})

t.test('what is missing is said beside the field, and nothing typed is lost', async t => {
  const test = await testApp(t)
  const reply = await test.as('member').post(log, { said: 'They like the club.', influence_note: 'We have not told them yet.' })
  t.equal(reply.statusCode, 422)
  for (const words of ['Say when it was', 'Choose who was heard', 'Choose how many', 'Choose how they were heard', 'They like the club.', 'We have not told them yet.']) t.match(reply.body, words)
  t.match((await test.as('member').post(log, form({ 'heard_on-year': 2027 }))).body, /Choose a day that is not in the future/)
  t.match((await test.as('member').post(log, form({ said: 'Jamie Robertson said so' }))).body, /Does this tell who a child is\?/, 'a name is asked about first')
})

t.test('two who change an entry at once see both; a removed one keeps only its reason', async t => {
  const test = await testApp(t)
  await test.as('member').post(log, form())
  const { id } = await test.db.selectFrom('voice_entry').select('id').executeTakeFirstOrThrow()
  t.equal((await test.as('chair').post(`${log}/${id}`, form({ revision: 1, influence: 'yes', changed: 'They were told in assembly.' }))).statusCode, 303)
  const clash = await test.as('member').post(`${log}/${id}`, form({ revision: 1, changed: 'A second poster.' }))
  t.equal(clash.statusCode, 409)
  t.match(clash.body, /They were told in assembly\./)
  t.match(clash.body, /A second poster\./)
  t.equal((await test.as('member').post(`${log}/${id}/removal`, {})).statusCode, 422, 'a reason is needed')
  t.equal((await test.as('member').post(`${log}/${id}/removal`, { because: 'One child could be recognised' })).statusCode, 303)
  const row = await test.db.selectFrom('voice_entry').selectAll().executeTakeFirstOrThrow()
  t.match(row, { said: null, changed: null, who_words: null, audience_note: null, removed_because: 'One child could be recognised', removed_by_name: 'Mairi Sinclair' })
  const { body } = await test.as('chair').get(log)
  t.match(body, /One child could be recognised/)
  t.notMatch(body, /whom to ask/)
  t.equal((await test.as('chair').get(`${log}/${id}`)).statusCode, 404)
})

t.test('who may not', async t => {
  const test = await testApp(t)
  t.equal((await test.as('areaLead').post(log, form())).statusCode, 403)
  t.equal((await test.as('outsider').get(log)).statusCode, 404)
})
