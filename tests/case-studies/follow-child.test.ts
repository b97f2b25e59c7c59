import t from 'tap'
import { addMonths } from '../../server/features/case-studies/rules.ts'
import { quartersBetween, storyDrawing } from '../../server/features/case-studies/timeline-rules.ts'
import { places } from '../support/app.ts'
import { day, keeper, ready as readyGoals, reviewForm } from '../support/goals.ts'

const home = '/communities/craigmor/case-studies'
const studyForm = (more: Record<string, string> = {}): Record<string, string> => ({
  label: 'The early bird', case_code: 'cr 27 04', ...day('starts_on', '2026-05-20'), story: 'Mornings were hard', consent_by: 'both', consent_who: 'In the review, with the easy read sheet', ...day('consent_on', '2026-05-19'), consent_for: 'shared', ...day('consent_until', '2028-12-31'), ...more
})
const followUp = (more: Record<string, string> = {}): Record<string, string> => ({ child_says: 'I come in by the side door', family_says: 'We have breakfast together', changed: 'Four mornings a week', ...day('held_on', '2026-11-21'), ...more })

async function ready (t: Parameters<typeof readyGoals>[0]) {
  const test = await readyGoals(t)
  const url = String((await test.as('member').post(home, studyForm())).headers.location)
  return { ...test, goal: test.url, url }
}

t.test('a keeper follows a child with consent; follow-ups come after 6, 12 and 24 months', async t => {
  const { as, db, url, goal } = await ready(t)
  t.same((await db.selectFrom('case_study_follow_up').select(['months', 'due_on']).orderBy('due_on').execute()), [{ months: 6, due_on: '2026-11-20' }, { months: 12, due_on: '2027-05-20' }, { months: 24, due_on: '2028-05-20' }])
  t.equal(addMonths('2026-08-31', 6), '2027-02-28')
  t.equal(addMonths('2026-12-15', 12), '2027-12-15')
  await as('member').post(`${goal}/reviews`, reviewForm())
  const { body } = await as('member').get(url)
  for (const words of ['The early bird', 'Mornings were hard', 'Due since 20 November 2026', 'Goals: Eats lunch with another pupil on 2 to 3 days', '20 November 2026: As expected (0)', 'class="app-timeline"', 'The same as a table', 'In the review, with the easy read sheet', '31 December 2028', 'OFFICIAL-SENSITIVE']) t.ok(body.includes(words), words)
  t.match((await as('member').get('/')).body, /Follow up “The early bird” after 6 months[\s\S]*Was due 20 November 2026/)
  for (const who of ['chair', 'both', 'steering'] as const) t.notMatch((await as(who).get('/')).body, 'early bird')
})

t.test('what is wrong is said beside the field, and nothing typed is lost', async t => {
  const { as, db, url } = await ready(t)
  const empty = await as('member').post(home, {})
  for (const words of ['Give a made-up label', 'Give the case code', 'Choose who agreed', 'Say how it was agreed', 'Choose what they agreed to', 'Give the day until which they agreed']) t.match(empty.body, words)
  for (const [more, words] of [[{ label: 'CR-27-04' }, 'Make up a label'], [{ case_code: 'Liam2' }, 'first name'], [day('consent_on', '2026-11-24'), 'They must have agreed by today'], [day('consent_until', '2026-11-23'), 'The consent must last beyond today']] as const) {
    const refused = await as('member').post(home, studyForm(more))
    t.equal(refused.statusCode, 422, words)
    t.match(refused.body, words)
    t.match(refused.body, 'Mornings were hard')
  }
  const { id } = await db.selectFrom('case_study_follow_up').select('id').where('months', '=', 6).executeTakeFirstOrThrow()
  for (const [more, words] of [[{ changed: '' }, 'Say what has changed'], [{ child_says: '', family_says: '' }, 'Write what the child or the family says'], [day('held_on', '2026-11-24'), 'cannot be in the future'], [day('held_on', '2026-05-19'), 'The child is followed from 20 May 2026']] as const) {
    const refused = await as('member').post(`${url}/follow-ups/${id}`, followUp(more))
    t.equal(refused.statusCode, 422, words)
    t.match(refused.body, words)
  }
  for (const [form, words] of [[{}, 'Choose what it is'], [{ kind: 'view', what: 'x', ...day('from_on', '2026-10-01') }, 'Choose whose view it is'], [{ kind: 'support', what: 'x', ...day('from_on', '2026-10-01'), ...day('to_on', '2026-09-01') }, 'The last day must be the first day or later'], [{ kind: 'support', what: 'x', ...day('from_on', '2026-12-01') }, 'still to come']] as [Record<string, string>, string][]) {
    const refused = await as('member').post(`${url}/events`, form)
    t.equal(refused.statusCode, 422, words)
    t.match(refused.body, words)
  }
})

t.test('a follow-up, a support and a view stand on the timeline; a follow-up is written once', async t => {
  const { as, db, url } = await ready(t)
  const { id } = await db.selectFrom('case_study_follow_up').select('id').where('months', '=', 6).executeTakeFirstOrThrow()
  t.equal((await as('member').post(`${url}/follow-ups/${id}`, followUp())).statusCode, 303)
  t.equal((await as('member').post(`${url}/follow-ups/${id}`, followUp())).statusCode, 409)
  await as('member').post(`${url}/events`, { kind: 'support', what: 'Breakfast club', ...day('from_on', '2026-09-01') })
  await as('member').post(`${url}/events`, { kind: 'view', who: 'family', what: 'Mornings are calmer', ...day('from_on', '2026-10-01') })
  const { body } = await as('member').get(url)
  for (const words of ['I come in by the side door', 'We have breakfast together', 'Held on 21 November 2026', 'Supports: Breakfast club', 'Views: The family: Mornings are calmer', 'Goes on', '1 goal, 1 support, 2 views']) t.ok(body.includes(words), words)
  for (const row of await db.selectFrom('audit_event').select('details').execute()) t.notMatch(row.details, /side door|Breakfast|calmer|early bird|CR-27/, 'the trail holds no child’s words')
})

t.test('a withdrawn consent closes at once and lists for erasure; erasing takes every word away', async t => {
  const { as, db, url } = await ready(t)
  const { id } = await db.selectFrom('case_study_follow_up').select('id').where('months', '=', 6).executeTakeFirstOrThrow()
  await as('member').post(`${url}/follow-ups/${id}`, followUp())
  t.equal((await as('member').post(`${url}/erasure`)).statusCode, 409, 'not while it goes on')
  t.equal((await as('member').post(`${url}/withdrawal`)).statusCode, 303)
  t.match((await as('member').get(home)).body, /To be erased[\s\S]*The early bird[\s\S]*The consent was withdrawn/)
  t.match((await as('member').get(url)).body, 'The consent was withdrawn on 23 November 2026')
  t.equal((await as('member').post(`${url}/events`, { kind: 'support', what: 'x', ...day('from_on', '2026-09-01') })).statusCode, 409)
  t.equal((await as('member').post(`${url}/withdrawal`)).statusCode, 409)
  t.equal((await as('member').post(`${url}/erasure`)).statusCode, 303)
  t.equal((await as('member').get(url)).statusCode, 404)
  t.match((await as('member').get(home)).body, 'Erased on 23 November 2026')
  const left = JSON.stringify([await db.selectFrom('case_study').selectAll().execute(), await db.selectFrom('case_study_follow_up').selectAll().execute(), await db.selectFrom('case_study_event').selectAll().execute()])
  t.notMatch(left, /side door|breakfast|Mornings|CR-27/)
})

t.test('when the time of a consent is over, the case study is listed for erasure', async t => {
  const { as, clock, url, db } = await ready(t)
  clock.now = new Date('2029-01-02T10:00:00Z')
  await db.updateTable('sign_in').set({ seen_at: clock.now.toISOString(), created_at: clock.now.toISOString() }).execute()
  t.match((await as('member').get(home)).body, /To be erased[\s\S]*The consent ended on 31 December 2028/)
  t.equal((await as('member').post(`${url}/events`, { kind: 'support', what: 'x', ...day('from_on', '2028-09-01') })).statusCode, 409)
})

t.test('who may not: everybody but the keepers', async t => {
  const test = await ready(t)
  await keeper(test.db, 'outsider', places.inverallan)
  for (const [who, status] of [['chair', 403], ['both', 403], ['areaLead', 403], ['steering', 403], ['visitLead', 403], ['dataOfficer', 403], ['administrator', 403], ['outsider', 404], ['stranger', 404]] as const) {
    for (const end of ['', '/events/new', '/study.pdf', '/texts/new']) {
      const reply = await test.as(who).get(test.url + end)
      t.equal(reply.statusCode, status, `${who} ${end}`)
      t.notMatch(reply.body, /early bird|Mornings/)
    }
    for (const end of ['/withdrawal', '/erasure', '/closing']) t.equal((await test.as(who).post(test.url + end)).statusCode, status, `${who} ${end}`)
    t.equal((await test.as(who).get(home)).statusCode, status)
  }
})

t.test('quarters and the picture', async t => {
  t.same(quartersBetween('2026-05-20', '2026-11-23').map(quarter => quarter.name), ['Apr–Jun 2026', 'Jul–Sep 2026', 'Oct–Dec 2026'])
  t.equal(quartersBetween('2020-01-01', '2026-11-23').length, 12)
  const drawing = storyDrawing([{ lane: 'Supports', text: 'x', from: '2026-05-20', to: null, lasts: true, about: '' }, { lane: 'Views', text: 'y'.repeat(100), from: '2026-11-23', to: '2026-11-23', lasts: false, about: '' }], '2026-05-20', '2026-11-23')
  t.ok(drawing.rows[0]!.bar!.x + drawing.rows[0]!.bar!.width <= drawing.width)
  t.ok(drawing.rows[1]!.text.length <= 80)
})
