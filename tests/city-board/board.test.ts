import t from 'tap'
import { frameworks, places, testApp } from '../support/app.ts'
import { startRelay } from '../support/relay.ts'
import { craigmorAtWork, craigmorPublished, viewerOf } from '../support/work.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { sendDue } from '../../server/features/reminders/sending.ts'
import { actionsCell, distribution, levelCell, trendSentence } from '../../server/features/city-board/rules.ts'

const at = '2026-11-20T09:00:00.000Z'

async function board (t: Parameters<typeof testApp>[0], settings: Record<string, string> = {}) {
  const test = await testApp(t, settings)
  await craigmorAtWork(test.db)
  await craigmorPublished(test.db)
  await test.db.transaction().execute(trx => addAction(trx, viewerOf('outsider'), 'inverallan', '2026-27', { what: 'Late', due_on: '2026-10-01', recommendations: ['T1-R1'] }, frameworks, at))
  return test
}

t.test('the board shows every team by name: stages, indicators, recommendations', async t => {
  const { as } = await board(t)
  t.equal((await as('steering').get('/city')).headers.location, '/city/2026-27')
  const { body } = await as('steering').get('/city/2026-27')
  for (const words of ['Craigmor', 'Inverallan', 'Strathfearn', 'Draft, 1 overdue', 'Written', 'Not started', '/communities/inverallan/2026-27/plan', 'T1-R1', '3 teams']) t.match(body, words)
  t.notMatch(body, 'very good', 'no level before it is agreed')
  t.ok(body.indexOf('>Craigmor<') < body.indexOf('>Inverallan<') && body.indexOf('>Inverallan<') < body.indexOf('>Strathfearn<'), 'by name')
  t.match((await as('steering').get('/city/2025-26')).body, /app-cell__symbol" aria-hidden="true">3<[^]*?satisfactory/i, 'agreed last year')
})

t.test('filters keep the teams and themes asked for; an area lead has the own area only', async t => {
  const { as } = await board(t)
  const north = (await as('steering').get('/city/2026-27?area=north')).body
  t.match(north, 'Craigmor')
  t.notMatch(north, 'Inverallan')
  t.match((await as('steering').get('/city/2026-27?show=overdue')).body, '1 of 3 teams')
  t.notMatch((await as('steering').get('/city/2026-27?show=overdue')).body, '>Craigmor<')
  const theme = (await as('steering').get('/city/2026-27?theme=T2')).body
  t.notMatch(theme, '>T1-R1<')
  const lead = (await as('areaLead').get('/city/2026-27')).body
  t.match(lead, 'Craigmor')
  t.notMatch(lead, 'Inverallan')
  t.equal((await as('areaLead').get('/city/2026-27?area=south')).statusCode, 404)
  t.equal((await as('chair').get('/city/2026-27')).statusCode, 403)
})

t.test('trends count teams in words, with last session beside it', async t => {
  const { as } = await board(t)
  const { body } = await as('steering').get('/city/2026-27/trends')
  t.match(body, '0 of 3 teams have agreed their self-evaluation. In 2025–26: 1 of 3.')
  t.match(body, 'How this is worked out')
  t.match(body, '1 of 3 teams has evidence about outcomes for children.')
})

t.test('few teams with a level: nothing is shown that could be worked out', async t => {
  const { as } = await board(t)
  t.match((await as('chair').get('/communities/craigmor/2025-26/levels')).body, 'Fewer than 5 teams have agreed a level for 2.4')
  t.match((await as('steering').get('/city/2025-26/levels')).body, 'Fewer than 5 teams')
})

t.test('a nudge is one polite mail to the chairs, logged, and not twice in 14 days', async t => {
  const relay = await startRelay(t)
  const { as, db, app, clock } = await board(t, { SMTP_URL: `smtp://127.0.0.1:${relay.port}`, MAIL_FROM: 'toolkit@example.org' })
  t.match((await as('steering').get('/city/2026-27/stuck')).body, 'Overdue for more than 30 days')
  t.equal((await as('steering').post('/city/2026-27/nudges', { team: 'inverallan', about: 'overdue' })).statusCode, 303)
  t.match((await as('steering').get('/city/2026-27/stuck')).body, 'Nudged on 23 November 2026 by Shona Petrie')
  t.equal((await as('steering').post('/city/2026-27/nudges', { team: 'inverallan', about: 'overdue' })).statusCode, 409)
  t.equal((await as('steering').post('/city/2026-27/nudges', { team: 'craigmor', about: 'overdue' })).statusCode, 409, 'nothing is overdue there')
  t.equal((await as('areaLead').post('/city/2026-27/nudges', { team: 'inverallan', about: 'overdue' })).statusCode, 404, 'not in the north')
  t.equal((await as('visitLead').post('/city/2026-27/nudges', { team: 'inverallan', about: 'overdue' })).statusCode, 403)
  await sendDue(app)
  const { text } = relay.mails.find(mail => mail.text.includes('Shona Petrie sent it'))!
  t.match(text, 'overdue for more than 30 days')
  t.match(text, '/communities/inverallan/2026-27/plan')
  t.notMatch(text, 'Late', 'no content')
  t.equal((await db.selectFrom('audit_event').select('what').where('what', '=', 'team.nudged').execute()).length, 1)
  clock.now = new Date('2026-11-23T10:10:00Z')
  await db.updateTable('nudge').set({ at: '2026-11-01T09:00:00.000Z' }).execute()
  t.equal((await as('steering').post('/city/2026-27/nudges', { team: 'inverallan', about: 'overdue' })).statusCode, 303, 'two weeks later it may be said again')
  await db.updateTable('role_held').set({ ended_at: at }).where('place_id', '=', places.inverallan).execute()
  t.equal((await as('steering').post('/city/2026-27/nudges', { team: 'inverallan', about: 'plan' })).statusCode, 409, 'no chair')
})

t.test('it leaves as CSV, Excel and Word', async t => {
  const { as } = await board(t)
  const csv = (await as('steering').get('/city/2026-27/board.csv')).body
  t.match(csv, /Inverallan,Not started,Draft,1,1,0/)
  t.equal((await as('steering').get('/city/2026-27/board.xlsx')).rawPayload.subarray(0, 2).toString(), 'PK')
  t.equal((await as('steering').get('/city/2026-27/board.docx?paper=A3')).rawPayload.subarray(0, 2).toString(), 'PK')
})

t.test('words', t => {
  const scale = { levels: [{ value: 6, label: 'Excellent' }, { value: 4, label: 'Good' }, { value: 3, label: 'Satisfactory' }] }
  const sessions = [{ label: '2026–27', n: 24, of: 29 }, { label: '2025–26', n: 17, of: 29 }]
  t.equal(trendSentence('planned', sessions), 'Most teams have an agreed plan: 24 of 29, 83\u00a0%. In 2025–26: majority, 17 of 29.')
  t.equal(trendSentence('planned', [{ label: 'x', n: 1, of: 4 }, { label: '2025–26', n: 3, of: 4 }]), '1 of 4 teams has an agreed plan. In 2025–26: 3 of 4.')
  t.equal(trendSentence('evaluated', [{ label: 'x', n: 0, of: 0 }]), 'No teams yet.')
  const judged = { level_state: 'level' as const, level: 4, completed_at: at }
  t.match(levelCell(judged, 'signed-off', scale), { symbol: '4', words: 'Good' })
  t.match(levelCell(judged, 'submitted', scale), { words: 'Written' })
  t.match(levelCell({ ...judged, completed_at: null }, 'draft', scale), { words: 'Begun' })
  t.match(levelCell({ ...judged, level: null, level_state: 'not-enough-evidence' }, 'published', scale), { symbol: '?' })
  t.match(actionsCell([{ status: 'on-track', stopped_at: null }, { status: 'off-track', stopped_at: null }]), { words: 'Off track (2)', kind: 'off-track' })
  t.match(actionsCell([{ status: 'on-track', stopped_at: at }]), { words: 'Stopped' })
  const levels = (n: number, level: number) => Array.from({ length: n }, (_one, index) => ({ team_id: `${level}-${index}`, indicator_code: '2.4', level_state: 'level' as const, level }))
  const many = distribution({ code: '2.4', title: 'x' }, [...levels(3, 4), ...levels(2, 3)], scale, '3-1')
  t.match(many, { shown: true, sentence: '3 of 5 teams judged 2.4 as good (4), more than any other level.' })
  t.same(many.levels.map(level => [level.value, level.n, level.own]), [[6, 0, false], [4, 3, false], [3, 2, true]])
  t.match(distribution({ code: '2.4', title: 'x' }, levels(4, 4), scale, null), { shown: false })
  t.end()
})
