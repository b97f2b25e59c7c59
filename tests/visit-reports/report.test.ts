import t from 'tap'
import { frameworks, people, places } from '../support/app.ts'
import { findBrowser } from '../../server/exports/find-browser.ts'
import { listSessionRecommendations } from '../../server/features/sessions/reports.ts'
import { findSession } from '../../server/features/sessions/queries.ts'
import { newId } from '../../server/lib/ids.ts'
import { readers } from '../../server/features/preliminary-reports/readers/index.ts'
import { scopeOf } from '../../server/features/preliminary-reports/queries.ts'
import { digestOf } from '../../server/features/preliminary-reports/rules.ts'
import { folded, readPdf } from '../support/pdf.ts'
import { findingOf, visitAtWork, visitorOf } from '../support/visit-work.ts'
import { wordText } from '../support/word.ts'

t.setTimeout(300_000)
const noBrowser = await findBrowser({ setting: process.env.BROWSER_PATH ?? '', cacheDir: '/tmp' }) ? false : 'no browser for PDF on this machine'
type Test = Awaited<ReturnType<typeof visitAtWork>>

/** Findings agreed and closed, and a report that has taken them over. */
async function withReport (t: Parameters<typeof visitAtWork>[0]) {
  const test = await visitAtWork(t)
  for (const [kind, text] of [['strength', 'Everybody knows what the meeting is for.'], ['opportunity', 'Parents hear late.'], ['recommendation', 'Tell parents before and after each meeting.'], ['question', 'Who tells the parents?']] as const) await agreed(test, kind, text)
  await test.as('visitLead').post(`${test.home}/report`)
  await test.as('visitLead').post(`${test.home}/report/draw`)
  return test
}

async function agreed (test: Test, kind: string, text: string) {
  await test.as('member').post(`${test.home}/findings`, findingOf({ kind, text }))
  const { id } = await test.db.selectFrom('visit_finding').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  await test.as('outsider').post(`${test.home}/findings/${id}/agreement`, { revision: 1 })
  await test.as('visitLead').post(`${test.home}/findings/${id}/closing`, { revision: 1 })
}

const pointOf = async ({ db }: Test, text: string) => db.selectFrom('visit_report_point').selectAll().where('text', '=', text).executeTakeFirstOrThrow()
const step = (test: Test, name: string) => test.as('visitLead').post(`${test.home}/report/steps`, { step: name })

t.test('from findings to a final report: partners comment, the host disputes, the lead answers, the register waits', { skip: noBrowser }, async t => {
  const test = await withReport(t)
  const { as, db, home } = test
  const report = `${home}/report`
  const { body } = await as('visitLead').get(report)
  for (const words of ['4 points. Only the lead of the visit sees the draft.', 'Theme 1: Recommendations', 'Tell parents before and after each meeting.', 'Who tells the parents?']) t.match(body, words)
  t.equal((await as('outsider').get(report)).statusCode, 403, 'not theirs to read yet')

  for (const [name, words] of [['to-host', 'The partners comment on the report before the host checks it.'], ['finalised', 'The host checks the facts before the report is made final.'], ['back-to-draft', 'Only a report that is with the partners']] as const) {
    const refused = await step(test, name)
    t.equal(refused.statusCode, 409, name)
    t.match(refused.body, words)
  }
  t.equal((await step(test, 'to-partners')).statusCode, 303)
  t.equal((await step(test, 'to-partners')).statusCode, 409, 'not twice')

  const browser = await visitorOf(test)
  const recommendation = await pointOf(test, 'Tell parents before and after each meeting.')
  t.match((await browser.get('/visiting/report')).body, 'Parents hear late.')
  t.equal((await browser.post('/visiting/report/comments', { point: recommendation.id, text: 'Say by whom.' })).statusCode, 303)
  t.equal((await browser.post('/visiting/report/comments', { text: '' })).statusCode, 422)
  t.equal((await as('outsider').post(`${report}/comments`, { text: 'Well put together.' })).statusCode, 303)
  t.equal((await as('chair').get(report)).statusCode, 403, 'the host waits')
  const comment = await db.selectFrom('visit_report_comment').selectAll().where('text', '=', 'Say by whom.').executeTakeFirstOrThrow()
  t.match((await as('visitLead').get(`${report}/comments/${comment.id}`)).body, 'Say by whom.')
  await as('visitLead').post(`${report}/comments/${comment.id}`, { text: 'Added.' })
  await as('visitLead').post(`${report}/points/${recommendation.id}`, { revision: 1, place: 'recommendation.T1', text: 'The chair tells parents before and after each meeting.' })
  t.match((await browser.get('/visiting/report')).body, 'Vikram Rao answers: Added.')

  t.equal((await step(test, 'to-host')).statusCode, 303)
  t.equal((await as('outsider').post(`${report}/comments`, { text: 'Late' })).statusCode, 409)
  t.equal((await as('visitLead').post(`${report}/points/${recommendation.id}`, { revision: 2, place: 'recommendation.T1', text: 'Quietly changed' })).statusCode, 409)
  t.match((await step(test, 'finalised')).body, 'The host has not checked 4 points yet.')
  const disputed = await pointOf(test, 'Parents hear late.')
  t.match((await as('chair').post(`${report}/points/${disputed.id}/check`, { revision: 1, verdict: 'disputed' })).body, 'Say what is not right')
  t.equal((await as('chair').post(`${report}/points/${disputed.id}/check`, { revision: 1, verdict: 'disputed', reason: 'Only in two schools of nine.' })).statusCode, 303)
  const page = (await as('chair').get(report)).body
  t.equal((await as('chair').post(`${report}/accept-rest`, { seen: '0'.repeat(32) })).statusCode, 409)
  t.equal((await as('chair').post(`${report}/accept-rest`, { seen: /name="seen" value="([0-9a-f]+)"/.exec(page)![1]! })).statusCode, 303)
  t.match((await step(test, 'finalised')).body, '1 dispute of the host is not answered yet.')
  t.equal((await as('chair').post(`${report}/points/${disputed.id}/dispute`, { answer: 'x', text: 'y' })).statusCode, 403)
  t.equal((await as('visitLead').post(`${report}/points/${disputed.id}/dispute`, { answer: 'Put right.', text: 'In two of nine schools parents hear late.' })).statusCode, 303)
  t.match((await as('chair').get(report)).body, 'Answer of Vikram Rao: Put right.')

  const final = await step(test, 'finalised')
  t.equal(final.statusCode, 303)
  t.equal((await step(test, 'back-to-draft')).statusCode, 409, 'final is final')
  t.equal((await as('member').get(report)).statusCode, 200, 'everybody of the place reads it')
  const text = folded((await readPdf((await as('areaLead').get(`${report}.pdf`)).rawPayload)).text)
  for (const words of ['Theme 1: Is the purpose understood?', 'Strengths', 'In two of nine schools parents hear late.', '2027-T1-R1']) t.match(text, words)
  t.ok(text.indexOf('Everybody knows') < text.indexOf('In two of nine') && text.indexOf('In two of nine') < text.lastIndexOf('The chair tells parents'), 'in the order of the report')
  t.match(await wordText((await as('areaLead').get(`${report}.docx`)).rawPayload), 'The chair tells parents before and after each meeting.')
  t.match((await as('visitLead').get(`${report}/versions`)).body, 'Version 4')
  t.match((await as('visitLead').get(`${report}/versions/2`)).body, 'Tell parents before and after each meeting.', 'as the partners were given it')

  const register = (await as('steering').get('/recommendations/2026-27')).body
  t.match(register, '17 of 17 recommendations are not answered yet.')
  t.match(register, '2027-T1-R1 The chair tells parents before and after each meeting.')
  t.equal((await listSessionRecommendations(db, frameworks, await findSession(db, places.otherAuthority, '2026-27'))).length, 16, 'another authority has it not')
  await as('steering').post('/recommendations/2026-27/2027-T1-R1', { revision: 0, answer: 'planned', owner: 'Chairs' })
  const since = (await as('steering').get(`${home}/since`)).body
  for (const words of ['1 of 1 have been answered', 'No plan has an action for it.', 'Planned']) t.match(since, words)
  t.equal((await as('steering').get(`${home}/since.docx`)).statusCode, 200)
})

t.test('a finding that was opened again meanwhile stops the report until its point is read again', async t => {
  const test = await withReport(t)
  const { as, db, home } = test
  const { id } = await db.selectFrom('visit_finding').select('id').where('kind', '=', 'strength').executeTakeFirstOrThrow()
  await as('visitLead').post(`${home}/findings/${id}/reopening`)
  t.match((await as('visitLead').get(`${home}/report`)).body, 'it is not agreed any more')
  const refused = await step(test, 'to-partners')
  t.equal(refused.statusCode, 409)
  t.match(refused.body, '1 point rests on a source that has changed since.')
  const point = await pointOf(test, 'Everybody knows what the meeting is for.')
  await as('visitLead').post(`${home}/report/points/${point.id}`, { revision: 1, place: 'strength.T1', text: point.text })
  t.equal((await step(test, 'to-partners')).statusCode, 303)
})

t.test('two leads at one point see both texts; points are added, moved and taken out; what is wrong is said', async t => {
  const test = await withReport(t)
  const { as, home, db } = test
  const points = `${home}/report/points`
  const point = await pointOf(test, 'Parents hear late.')
  await as('visitLead').post(`${points}/${point.id}`, { revision: 1, place: 'opportunity.T1', text: 'First wording' })
  const clash = await as('visitLead').post(`${points}/${point.id}`, { revision: 1, place: 'strength.T1', text: 'Second wording' })
  t.equal(clash.statusCode, 409)
  for (const words of ['First wording', 'Second wording']) t.match(clash.body, words)
  const wrong = await as('visitLead').post(points, { place: 'strength', text: 'No theme' })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, 'Choose where it stands')
  t.match(wrong.body, 'No theme')
  t.equal((await as('visitLead').post(points, { place: 'opportunity.T1', text: 'Another one' })).statusCode, 303)
  const another = await pointOf(test, 'Another one')
  await as('visitLead').post(`${points}/${another.id}/position`, { direction: 'up' })
  const { body } = await as('visitLead').get(`${home}/report`)
  t.ok(body.indexOf('Another one') < body.indexOf('First wording'))
  await as('visitLead').post(`${points}/${another.id}/removal`)
  t.notMatch((await as('visitLead').get(`${home}/report`)).body, 'Another one')
  t.equal((await as('visitLead').post(`${home}/report`)).statusCode, 409, 'started once')
  t.ok((await db.selectFrom('audit_event').select('id').where('what', 'like', 'visit-report.%').execute()).length >= 6)
})

t.test('a statement of the preliminary report whose self-evaluation was opened again meanwhile is shown as changed, and stops the report', async t => {
  const test = await withReport(t)
  const { as, db, home, theme, visit } = test
  const at = '2026-11-20T09:00:00.000Z'
  const [session] = await db.selectFrom('session').selectAll().where('authority_id', '=', places.authority).where('name', '=', '2026-27').execute()
  const evaluation = newId()
  const judgement = newId()
  const step_ = (kind: 'submitted' | 'signed-off' | 'reopened') => db.insertInto('self_evaluation_step').values({ id: newId(), self_evaluation_id: evaluation, kind, by_id: people.chair.id, by_name: 'Catriona Baird', at, note: null, frozen: null, pdf_sha256: null }).execute()
  await db.insertInto('self_evaluation').values({ id: evaluation, community_id: places.craigmor, session_id: session!.id, started_by: people.chair.id, started_at: at }).execute()
  await db.insertInto('judgement').values({ id: judgement, self_evaluation_id: evaluation, indicator_code: '2.4', strengths: 'Schools know whom to ask.', areas_for_improvement: null, what_changed: null, how_we_know: null, next_steps: null, level_state: 'level', level: 4, completed_at: at, completed_by: people.chair.id, saved_by: people.chair.id, saved_by_name: 'Catriona Baird', saved_at: at }).execute()
  await step_('submitted')
  await step_('signed-off')
  const reader = readers.find(one => one.kind === 'self-evaluation')!
  const scope = await scopeOf(db, { visit: await db.selectFrom('visit').selectAll().where('id', '=', visit.id).executeTakeFirstOrThrow(), place: await db.selectFrom('place').selectAll().where('id', '=', places.craigmor).executeTakeFirstOrThrow(), peer: null }, frameworks)
  const [source] = await reader.find(db, scope, [{ id: judgement, part: 'strengths' }])
  await db.insertInto('preliminary_statement').values({
    id: newId(), visit_id: visit.id, theme_id: theme.id, part: 'know', position: 1, text: 'Schools know whom to ask.', source_kind: 'self-evaluation', source_id: judgement, source_part: 'strengths', source_about: 'self-evaluation', source_place: 'Craigmor', source_session: '2026–27',
    source_text: source!.text, source_digest: digestOf(source!), kept_digest: null, added_at: at, added_by_name: 'Vikram Rao', saved_at: at, saved_by_name: 'Vikram Rao'
  }).execute()
  await as('visitLead').post(`${home}/report/draw`)
  t.match((await as('visitLead').get(`${home}/report`)).body, 'Schools know whom to ask.')
  t.notMatch((await as('visitLead').get(`${home}/report`)).body, 'The source has changed')
  await step_('reopened')
  t.match((await as('visitLead').get(`${home}/report`)).body, 'The source has changed since this was taken over')
  t.match((await step(test, 'to-partners')).body, '1 point rests on a source that has changed since.')
})
