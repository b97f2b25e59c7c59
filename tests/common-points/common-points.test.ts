import fc from 'fast-check'
import t from 'tap'
import { frameworks, places, testApp } from '../support/app.ts'
import { readPdf, folded } from '../support/pdf.ts'
import { noBrowser } from '../support/browser.ts'
import { wordText } from '../support/word.ts'
import { craigmorPublished, viewerOf } from '../support/work.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { agreePlan } from '../../server/features/action-plans/agreement.ts'
import { addUpdate } from '../../server/features/action-plans/progress.ts'
import { addStep, saveStep } from '../../server/features/action-plans/steps.ts'
import { commonPoints, finderOf, markOf, wordsOf } from '../../server/features/common-points/rules.ts'

const at = '2026-11-20T09:00:00.000Z'
const common = '/city/2025-26/common'

/** Craigmor’s agreed self-evaluation of last session, and an agreed plan in trouble. */
async function atWork (t: Parameters<typeof testApp>[0]) {
  const test = await testApp(t)
  await craigmorPublished(test.db)
  const chair = viewerOf('chair')
  await test.db.transaction().execute(async trx => {
    await addAction(trx, chair, 'craigmor', '2025-26', { what: 'Train all referrers', difference: 'd', owner_role: 'Chair', due_on: '2026-12-01', resources: 'no' }, frameworks, at)
    await addUpdate(trx, chair, 'craigmor', '2025-26', 1, { status: 'at-risk', what: 'The nurse has left.' }, at)
    const step = await addStep(trx, chair, 'craigmor', '2025-26', 1, { what: 'Book a room' }, at) as unknown as { id: string }
    await saveStep(trx, chair, 'craigmor', '2025-26', 1, step.id, { what: 'Book a room', status: 'cannot-yet', note: 'The hall is closed' }, at)
  })
  const agree = () => test.db.transaction().execute(trx => agreePlan(trx, chair, 'craigmor', '2025-26', at))
  return { ...test, agree }
}

t.test('words find sentences at their beginning, whole phrases, whatever the case', async t => {
  const finds = finderOf('train, speech and language\nC++')
  for (const text of ['New staff are trained late', 'Training is offered', 'Speech  and language therapists come', 'We like C++']) t.ok(finds(text), text)
  for (const text of ['They were strained', 'Language and speech', '']) t.notOk(finds(text), text)
  t.notOk(finderOf('')('anything'))
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), word => { for (const own of wordsOf(word)) if (!finderOf(word)(`– ${own}`)) throw new Error(own) }))
})

t.test('sentences are gathered by kind and tag; a hand’s word counts more than a tag’s words', async t => {
  const point = (team: string, text: string) => ({ kind: 'strength' as const, team, teamName: team, text, source: 's', href: 'h' })
  const points = [point('a', 'Data is shared'), point('b', 'Data is late'), point('b', 'data is shared'), point('c', 'Meetings are short')]
  const tag = { id: 't', name: 'Data', words: 'data' }
  const [strengths] = commonPoints(points, [tag], [{ tag_id: 't', mark: markOf('strength', 'Data is late'), belongs: 0 }, { tag_id: 't', mark: markOf('strength', 'Meetings are short'), belongs: 1 }])
  t.same(strengths!.tags.map(one => [one.teams, one.points.map(found => found.text)]), [[3, ['Data is shared', 'data is shared', 'Meetings are short']]])
  t.same(strengths!.untagged.map(found => found.text), ['Data is late'])
  t.equal(markOf('ask', 'One  form'), markOf('ask', 'one form '), 'the same sentence')
  t.not(markOf('ask', 'One form'), markOf('barrier', 'One form'))
})

t.test('steering begins with suggested tags and reads what teams have agreed, and only that', async t => {
  const { as, agree, db } = await atWork(t)
  t.match((await as('steering').get(common)).body, 'There are no tags yet. Begin with those suggested')
  t.equal((await as('steering').post('/tags/suggested')).statusCode, 303)
  t.equal((await as('steering').post('/tags/suggested')).statusCode, 409, 'once')
  const before = (await as('steering').get(common)).body
  t.match(before, /Goals and reviews[^]*?1 of 3 teams/)
  t.match(before, 'How this is worked out')
  t.notMatch(before, 'The nurse has left', 'a draft of a plan is the team’s own')
  await agree()
  const { id } = await db.selectFrom('point_tag').select('id').where('name', '=', 'Health partners').executeTakeFirstOrThrow()
  t.match((await as('steering').get(`${common}/barrier/${id}`)).body, /The nurse has left\.[^]*?\/communities\/craigmor\/2025-26\/plan\/actions\/1[^]*?Action 1: at risk/)
  t.match((await as('steering').get(`${common}/barrier/none`)).body, 'Book a room: The hall is closed')
  t.match((await as('steering').get(common)).body, /What teams ask for[^]*?Train all referrers/, 'an action without resources is an ask')
  t.equal((await as('areaLead').get('/tags')).statusCode, 403)
})

t.test('what the words got wrong is put right by hand, and said in the trail', async t => {
  const { as, agree, db } = await atWork(t)
  await agree()
  await as('steering').post('/tags/suggested')
  const { id } = await db.selectFrom('point_tag').select('id').where('name', '=', 'Health partners').executeTakeFirstOrThrow()
  const mark = markOf('barrier', 'The nurse has left.')
  t.match((await as('steering').post(`${common}/placings`, { tag: id, mark, belongs: 'no', from: `barrier/${id}` })).headers.location, `${common}/barrier/${id}`)
  t.notMatch((await as('steering').get(`${common}/barrier/${id}`)).body, 'The nurse has left')
  const wrong = await as('steering').post(`${common}/placings`, { tag: '', mark, belongs: 'yes', from: 'barrier/none' })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, 'Choose a tag')
  t.equal((await as('steering').post(`${common}/placings`, { tag: id, mark, belongs: 'yes', from: 'barrier/none' })).statusCode, 303)
  t.match((await as('steering').get(`${common}/barrier/${id}`)).body, 'The nurse has left')
  t.equal((await db.selectFrom('audit_event').select('id').where('what', '=', 'tag.placed').execute()).length, 2)
  t.equal((await as('areaLead').post(`${common}/placings`, { tag: id, mark, belongs: 'no' })).statusCode, 403)
})

t.test('tags have a name of their own and words; two people who change one see both', async t => {
  const { as, db } = await testApp(t)
  const bad = await as('steering').post('/tags', { words: 'cover, staff' })
  t.equal(bad.statusCode, 422)
  t.match(bad.body, 'Give the tag a name')
  t.match(bad.body, 'cover, staff', 'what was typed stays')
  await as('steering').post('/tags', { name: 'Staffing', words: 'cover' })
  t.match((await as('steering').post('/tags', { name: 'staffing' })).body, 'There is a tag called Staffing already')
  const { id } = await db.selectFrom('point_tag').select('id').executeTakeFirstOrThrow()
  t.equal((await as('steering').post(`/tags/${id}`, { revision: 1, name: 'Staff and cover', words: 'cover, staff' })).statusCode, 303)
  const clash = await as('steering').post(`/tags/${id}`, { revision: 1, name: 'Staff', words: 'cover' })
  t.equal(clash.statusCode, 409)
  t.match(clash.body, 'Staff and cover')
  t.equal((await as('steering').post(`/tags/${id}/retirement`)).statusCode, 303)
  t.match((await as('steering').get('/tags')).body, 'There are no tags yet')
  t.equal((await as('steering').get(`/tags/${id}`)).statusCode, 404)
})

t.test('a team asks in its own words, and takes it back; others only read, or see nothing', async t => {
  const { as, db } = await testApp(t)
  const page = '/communities/craigmor/2026-27/asks'
  t.match((await as('member').get(page)).body, 'Nothing has been asked in this session')
  t.match((await as('member').post(page)).body, 'Write what the team asks for')
  t.equal((await as('member').post(page, { text: 'A named nurse for every team.' })).statusCode, 303)
  t.match((await as('steering').get('/city/2026-27/common')).body, '1 sentence without a tag')
  t.equal((await as('steering').post(page, { text: 'No' })).statusCode, 403)
  t.equal((await as('outsider').get(page)).statusCode, 404)
  const { id } = await db.selectFrom('team_ask').select('id').where('place_id', '=', places.craigmor).executeTakeFirstOrThrow()
  t.equal((await as('member').post(`${page}/${id}/withdrawal`)).statusCode, 303)
  t.equal((await as('member').post(`${page}/${id}/withdrawal`)).statusCode, 409)
  t.match((await as('member').get(page)).body, 'Withdrawn by Mairi Sinclair on 23 November 2026')
  t.notMatch((await as('steering').get('/city/2026-27/common')).body, 'without a tag')
})

t.test('the board paper says what teams have in common, in PDF and Word', { skip: noBrowser }, async t => {
  const { as, agree } = await atWork(t)
  await agree()
  await as('steering').post('/tags/suggested')
  const words = ['What is going well', 'What stands in the way', 'What teams ask for', 'Health partners', 'The nurse has left. (Craigmor; Action 1: at risk)', 'Train all referrers (Craigmor; Action 1: resources not in place)']
  const { text } = await readPdf((await as('steering').get('/city/2025-26/paper.pdf')).rawPayload)
  for (const word of words) t.match(folded(text), word)
  const docx = wordText((await as('steering').get('/city/2025-26/paper.docx')).rawPayload)
  for (const word of words) t.match(docx, word)
})
