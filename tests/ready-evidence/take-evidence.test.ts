import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { logged } from '../support/monthly-log.ts'
import { wordText } from '../support/word.ts'
import { viewerOf } from '../support/work.ts'
import { saveRelease } from '../../server/features/figures/changes.ts'
import type { CountSet } from '../../server/features/figures/counts.ts'
import { logFigures } from '../../server/features/monthly-log/counts-queries.ts'

type Test = Awaited<ReturnType<typeof testApp>>
const team = '/communities/craigmor/2026-27'
const ready = `${team}/ready-evidence`
const term = { from: '2026-08-01', to: '2026-12-31' }
const many = { new_children: '20', 'reason.attendance': '12', 'reason.learning': '8', 'stage.3': '20', child_view_noted: '13', 'child-reason.not-asked': '7', parent_view_noted: '13', 'parent-reason.could-not-be-reached': '7' }
const few = { new_children: '3', 'reason.attendance': '2', 'reason.learning': '1', 'stage.3': '3', 'route.siim': '1', families_attended: '0', reviewed_children: '1', 'support.nurture-group': '1', 'support.mentoring': '1', child_view_noted: '2', 'child-reason.not-asked': '1', parent_view_noted: '3', 'parent-reason.could-not-be-reached': '0' }

const release = ({ db }: Test) => db.transaction().execute(async trx => {
  const sets = await logFigures.count(trx, places.authority, term)
  const id = await saveRelease(trx, viewerOf('dataOfficer'), { subject: 'log', period: term, threshold: 5, sets }, '2027-01-20T09:00:00.000Z')
  await logFigures.mark(trx, places.authority, term, id)
})
const offersOf = (body: string) => [...body.matchAll(/name="offer" value="([^"]+)"/g)].map(([, key]) => key!)
const voice = { 'heard_on-day': '3', 'heard_on-month': '11', 'heard_on-year': '2026', who: 'parents', how_many: '5-10', how: 'group', said: 'Nobody told us what the meeting was for.', changed: 'Every family is sent a page before the meeting.', space: 'yes', voice: 'yes', audience: 'yes', influence: 'partly' }

t.test('what was released waits as evidence, dated and with its figures, and one click puts it into the register and onto the indicator', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07', many)
  t.match((await test.as('member').get(ready)).body, 'Nothing is waiting', 'before the release there is nothing')
  await release(test)
  const { body } = await test.as('member').get(ready)
  t.match(body, 'Children discussed for the first time whose parent’s or carer’s view was noted: majority (13 of 20).')
  t.match(body, 'not noted in 22 % of referrals')
  t.match(body, 'Covers 1 August 2026 to 31 December 2026')
  t.match((await test.as('member').get(team)).body, / waiting/)
  await test.as('chair').post(`${team}/self-evaluation`)
  const key = offersOf(body).find(offer => offer.endsWith('child-view'))!
  t.equal((await test.as('member').post(ready, { offer: key, indicators: ['2.4'] })).statusCode, 303)
  const evidence = await test.db.selectFrom('evidence').selectAll().executeTakeFirstOrThrow()
  t.match(evidence, { strand: 'data', about: 'process', covers_from: term.from, covers_to: term.to, recorded_by_name: 'Mairi Sinclair' })
  t.match((await test.as('chair').get(`${team}/self-evaluation/indicators/2.4`)).body, evidence.title)
  const report = wordText((await test.as('chair').get(`${team}/self-evaluation/report.docx`)).rawPayload)
  t.ok(report.includes(evidence.title) && report.includes('13 of 20'), 'it stands in the report with its figures')
  t.notOk(offersOf((await test.as('member').get(ready)).body).includes(key), 'it is not offered again')
  t.equal((await test.as('member').post(ready, { offer: key })).statusCode, 409, 'nor taken twice')
})

t.test('a team of three cases is offered nothing that could tell who', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07', few)
  await release(test)
  const { body } = await test.as('chair').get(ready)
  t.match(body, 'Nothing is waiting')
  t.same(offersOf(body), [])
})

t.test('what families said comes from the voice log, outcomes before process; what is set aside stays away', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07', many)
  await release(test)
  t.equal((await test.as('member').post(`${team}/views/voice-log`, voice)).statusCode, 303)
  const { body } = await test.as('chair').get(ready)
  const [first] = offersOf(body)
  t.match(first, /^voice:/, 'the outcome comes first')
  t.match(body, 'What changed: Every family is sent a page before the meeting.')
  t.equal((await test.as('chair').post(`${ready}/setting-aside`, { offer: first! })).statusCode, 303)
  t.notOk(offersOf((await test.as('chair').get(ready)).body).includes(first!))
  t.equal((await test.db.selectFrom('evidence').selectAll().execute()).length, 0)
  t.equal((await test.db.selectFrom('audit_event').select('id').where('what', '=', 'evidence.set-aside').execute()).length, 1)
})

t.test('another text than the released one cannot be slipped in, and only the team may take it', async t => {
  const test = await testApp(t)
  await logged(test.db, '2026-10-07', many)
  await release(test)
  const [offer] = offersOf((await test.as('chair').get(ready)).body)
  t.equal((await test.as('chair').post(ready, { offer: offer!, indicators: ['9.9'] })).statusCode, 404, 'an unknown indicator')
  t.equal((await test.as('chair').post(ready, { offer: offer!, shows: 'All children are well' })).statusCode, 303)
  t.notMatch((await test.db.selectFrom('evidence').select('shows').executeTakeFirstOrThrow()).shows, 'All children are well')
  t.equal((await test.as('areaLead').post(ready, { offer: offer! })).statusCode, 403)
  t.equal((await test.as('outsider').get(ready)).statusCode, 404)
  t.notMatch((await test.as('areaLead').get(ready)).body, 'name="offer"', 'those above read it and change nothing')
})

t.test('goals reached and answers to questionnaires wait as outcomes; a hidden number leaves its sentence out', async t => {
  const test = await testApp(t)
  const counts = (rows: Record<string, number>) => Object.entries(rows).map(([row, count]) => ({ team: places.craigmor, row, count }))
  const rows = (...codes: string[]) => codes.map(code => ({ code, name: code === 'yes' ? 'Yes' : code }))
  const goals: CountSet = { code: 'goals', name: 'Children with a goal reviewed', totals: [{ team: places.craigmor, count: 24 }], tables: [{ code: 'level', name: 'Level reached', rows: rows('more', 'expected', 'moved', 'not-moved'), partition: true, counts: counts({ more: 8, expected: 8, moved: 8 }) }] }
  const answers: CountSet = {
    code: 'views-parent', name: 'Parents’ and carers’ views', totals: [{ team: places.craigmor, count: 20 }],
    tables: [
      { code: 'changed', name: 'Has anything changed for your child since?', rows: rows('yes', 'no'), partition: true, counts: counts({ yes: 12, no: 8 }) },
      { code: 'told', name: 'Were you told what was decided?', rows: rows('yes', 'left-out'), partition: true, counts: counts({ yes: 0, 'left-out': 20 }) },
      { code: 'knew', name: 'Did you know what the meeting was for?', rows: rows('yes', 'no'), partition: true, counts: counts({ yes: 18, no: 2 }) }
    ]
  }
  for (const [subject, sets] of [['goals', [goals]], ['views', [answers]]] as const) {
    await test.db.transaction().execute(trx => saveRelease(trx, viewerOf('dataOfficer'), { subject, period: term, threshold: 5, sets: [...sets] }, '2027-01-20T09:00:00.000Z'))
  }
  const { body } = await test.as('chair').get(ready)
  t.match(body, 'Children whose goal, as last reviewed, was reached as expected or better: majority (16 of 24).')
  t.match(body, 'Has anything changed for your child since? Yes: majority (12 of 20).')
  t.notMatch(body, 'Were you told what was decided?', 'nobody answered it')
  t.notMatch(body, 'Did you know what the meeting was for?', 'two who say no could be worked out from those who say yes')
  t.equal(new Set(offersOf(body).filter(key => key.endsWith('outcome'))).size, 1)
})
