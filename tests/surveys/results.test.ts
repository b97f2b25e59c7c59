import t from 'tap'
import { makeRelease } from '../../server/features/releases/changes.ts'
import { linkHeard } from '../../server/features/surveys/heard.ts'
import { pourInto } from '../../server/features/surveys/tally.ts'
import { addEntry } from '../../server/features/voice-log/changes.ts'
import { testApp } from '../support/app.ts'
import { entryOf, opened, views } from '../support/surveying.ts'
import { craigmorAtWork, viewerOf } from '../support/work.ts'
import type { Answers } from '../../server/features/surveys/rules.ts'
import type { App } from '../support/surveying.ts'

t.setTimeout(240_000)
const people = (n: number, answers: Answers): Answers[] => Array.from({ length: n }, () => answers)
const pour = (test: App, survey: { id: string }, answers: Answers[]) => test.db.transaction().execute(trx => pourInto(trx, survey.id, answers, 300))

/** A survey that closed in the last term, and the release of that term, made in January. */
async function released (t: { teardown: (fn: () => unknown) => void }, answers: Answers[]) {
  const test = await testApp(t)
  const work = await craigmorAtWork(test.db)
  const survey = await opened(test.db)
  await pour(test, survey, answers)
  test.clock.now = new Date('2027-01-11T09:00:00Z')
  await test.db.transaction().execute(trx => makeRelease(trx, viewerOf('dataOfficer'), 'views', '2027-01-11T09:00:00.000Z'))
  return { ...test, work, survey, results: `${views}/surveys/${survey.id}/results` }
}
const rowsOf = (body: string) => Object.fromEntries([...body.matchAll(/<th[^>]* scope="row"[^>]*>([^<]+)<\/th>\s*<td[^>]*>([^<]*)<\/td>/g)].map(([, name, value]) => [name!.trim(), value!.trim()]))
const questionOf = (body: string, words: string) => body.split('<section>').find(part => part.includes(words)) ?? ''

t.test('before the release nobody sees a number, the chair neither', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  await pour(test, survey, people(12, { asked: 'yes' }))
  test.clock.now = new Date('2026-12-10T09:00:00Z')
  const { body } = await test.as('chair').get(`${views}/surveys/${survey.id}/results`)
  t.match(body, /Until then nobody sees them/)
  t.notMatch(body, /class="app-stack"/)
})

t.test('released figures are shown as bars with a sentence and a table', async t => {
  const test = await released(t, [...people(14, { asked: 'yes', easy: 'yes', listened: 'partly', changed: 'no' }), ...people(7, { asked: 'no', easy: 'yes', listened: 'partly', changed: 'no' })])
  const { body } = await test.as('member').get(test.results)
  const asked = questionOf(body, 'Did somebody ask you what you think?')
  t.match(asked, /“Yes”: majority \(14 of 21\)/)
  t.match(rowsOf(asked), { Yes: '14', 'A bit': '0', No: '7', 'Left out': '0' })
  t.match(asked, /<svg class="app-stack"/)
  t.match(asked, /The table below says the same/)
  for (const who of ['areaLead', 'steering'] as const) t.match(rowsOf(questionOf((await test.as(who).get(test.results)).body, 'Did somebody ask')), { Yes: '14', No: '7' }, `${who} sees the same cells`)
  t.equal((await test.as('outsider').get(test.results)).statusCode, 404)
  const { release_id: release } = await test.db.selectFrom('survey').select('release_id').where('id', '=', test.survey.id).executeTakeFirstOrThrow()
  t.type(release, 'string', 'the survey remembers the release it was counted in')
  t.equal((await test.as('chair').post(`${views}/surveys/${test.survey.id}`, { revision: 1, 'opens_on-day': 1, 'opens_on-month': 11, 'opens_on-year': 2026, 'closes_on-day': 1, 'closes_on-month': 3, 'closes_on-year': 2027, answer_cap: 300 })).statusCode, 409, 'and takes no more')
})

t.test('a small number is never shown, nor what it could be worked out from', async t => {
  const test = await released(t, [...people(12, { asked: 'yes' }), ...people(2, { asked: 'no' })])
  const asked = questionOf((await test.as('chair').get(test.results)).body, 'Did somebody ask you what you think?')
  t.match(rowsOf(asked), { No: 'suppressed' })
  const shown = Object.values(rowsOf(asked)).filter(value => value !== 'suppressed').map(Number)
  t.ok(shown.every(value => value === 0 || value >= 5), shown.join())
  t.ok(Object.values(rowsOf(asked)).filter(value => value === 'suppressed').length >= 2, 'a second one is suppressed with it')
})

t.test('fewer than five people: no number at all', async t => {
  const test = await released(t, people(3, { asked: 'yes' }))
  const { body } = await test.as('chair').get(test.results)
  t.match(body, /Too few people answered/)
  t.notMatch(body, /<section>/)
})

t.test('results, released texts and the voice log become suggestions of “You said – we did”', async t => {
  const test = await released(t, people(15, { asked: 'yes', better: 'x' }))
  const action = test.work.action.id
  await test.db.insertInto('survey_text').values({ id: '5b1c0f8e-4d7a-4c36-9d11-2f6f0f3a7c01', survey_id: test.survey.id, question: 'better', original: null, shown: 'More clubs at lunch.', state: 'released', taken_out: 0, decided_at: null, decided_by_name: null }).execute()
  await test.db.transaction().execute(async trx => {
    const chair = viewerOf('chair')
    await linkHeard(trx, chair, 'craigmor', '2026-27', test.survey.id, { action_id: action })
    await linkHeard(trx, chair, 'craigmor', '2026-27', test.survey.id, { action_id: action, text_id: '5b1c0f8e-4d7a-4c36-9d11-2f6f0f3a7c01' })
    await addEntry(trx, chair, 'craigmor', '2026-27', entryOf({ said: 'We never see what came of it.', actions: [action] }), '2026-11-20T09:00:00.000Z')
  })
  const { body } = await test.as('chair').get('/communities/craigmor/2026-27/you-said')
  t.match(body, /“More clubs at lunch\.”/)
  t.match(body, /From what people wrote: Children/)
  t.match(body, /Did somebody ask you what you think\? “Yes”: all \(15 of 15\)/)
  t.match(body, /From the results of a questionnaire: Children/)
  t.match(body, /“We never see what came of it\.”/)
  t.match(body, /From the voice log: Young people, group or pupil council/)
  const source = /lines\/new\?source(?:=|&#x3D;)(survey-text\.[\w.-]+)/.exec(body)![1]!
  const form = await test.as('chair').get(`/communities/craigmor/2026-27/you-said/lines/new?source=${source}`)
  t.match(form.body, /value="young-people" checked/, 'who said it stands there')
  t.equal((await test.as('chair').post('/communities/craigmor/2026-27/you-said/lines', { source, said: 'More clubs at lunch.', who: 'young-people', did: 'Two clubs more.', action_id: action })).statusCode, 303)
  t.same(await test.db.selectFrom('you_said_line').select(['source_kind', 'source_id']).where('source_kind', '=', 'survey-text').execute(), [{ source_kind: 'survey-text', source_id: '5b1c0f8e-4d7a-4c36-9d11-2f6f0f3a7c01' }])
})
