import t from 'tap'
import { noBrowser } from '../support/browser.ts'
import { testApp } from '../support/app.ts'
import { day, goalForm, home as goals, keeper, reviewForm } from '../support/goals.ts'
import { meetingForm, home as log } from '../support/monthly-log.ts'
import { folded, readPdf } from '../support/pdf.ts'
import { opened } from '../support/surveying.ts'
import { pourInto } from '../../server/features/surveys/tally.ts'

t.setTimeout(200_000)
const team = '/communities/craigmor/2026-27'
const ready = `${team}/ready-evidence`
const answers = (n: number) => Object.fromEntries(['asked', 'easy', 'listened', 'changed'].map((code, at) => [code, (n + at) % 3 === 0 ? 'no' : 'yes']))

t.test('what a team logs, agrees with children and hears in a year waits in May as evidence, and stands in its self-evaluation and the PDF', { skip: noBrowser }, async t => {
  const test = await testApp(t)
  const { as, db, clock } = test
  const onDay = async (date: string) => {
    clock.now = new Date(`${date}T10:00:00Z`)
    await db.updateTable('sign_in').set({ created_at: clock.now.toISOString(), seen_at: clock.now.toISOString() }).execute()
  }
  const done = async (reply: Promise<{ statusCode: number, body: string }>, what: string) => { const { statusCode, body } = await reply; t.equal(statusCode, 303, `${what} ${statusCode === 303 ? '' : /error-message">([\s\S]{0,200})/.exec(body)?.[1] ?? body.slice(0, 200)}`) }
  const meeting = async (date: string) => {
    await onDay(date)
    await done(as('member').post(log, meetingForm({ ...day('met_on', date), new_children: '20', 'reason.attendance': '12', 'reason.learning': '8', 'stage.3': '20', child_view_noted: '13', 'child-reason.not-asked': '7', parent_view_noted: '14', 'parent-reason.could-not-be-reached': '6' })), `the meeting of ${date}`)
  }

  await keeper(db, 'member')
  for (const date of ['2026-09-02', '2026-10-07', '2026-11-04']) await meeting(date)
  const children = Array.from({ length: 12 }, (_, n) => `CR-${200 + n}`)
  for (const code of children) await done(as('member').post(goals, goalForm({ case_code: code })), code)
  const survey = await opened(db)
  await db.transaction().execute(trx => pourInto(trx, survey.id, Array.from({ length: 18 }, (_, n) => answers(n)), 300))
  await done(as('member').post(`${team}/views/voice-log`, { ...day('heard_on', '2026-11-03'), who: 'parents', how_many: '5-10', how: 'group', said: 'Nobody told us what the meeting was for.', changed: 'Every family is sent a page before the meeting.', space: 'yes', voice: 'yes', audience: 'yes', influence: 'partly' }), 'the voice log')
  await meeting('2026-12-02')
  await onDay('2027-01-05')
  for (const subject of ['log', 'goals', 'views']) await done(as('dataOfficer').post(`/releases/${subject}`), `${subject}, August to December`)
  for (const date of ['2027-01-13', '2027-02-10', '2027-03-10']) await meeting(date)
  for (const [n, row] of (await db.selectFrom('goal').select('id').orderBy('case_code').execute()).entries()) {
    await done(as('member').post(`${goals}/${row.id}/reviews`, reviewForm({ ...day('reviewed_on', '2027-03-09'), score: n < 6 ? '0' : '1' })), `review ${n}`)
  }
  await onDay('2027-04-05')
  for (const subject of ['log', 'goals']) await done(as('dataOfficer').post(`/releases/${subject}`), `${subject}, January to March`)

  await onDay('2027-05-20')
  await as('chair').post(`${team}/self-evaluation`)
  const offers = async () => [...new Set([...(await as('chair').get(ready)).body.matchAll(/name="offer" value="([^"]+)"/g)].map(([, key]) => key!))]
  const waiting = await offers()
  for (const kind of [/^figures:.*:referrals\.parent-view$/, /^figures:.*:goals\./, /^answers:.*:outcome$/, /^voice:/]) t.ok(waiting.some(key => kind.test(key)), `${kind} is among ${waiting.length} that wait`)
  for (const offer of waiting) await done(as('chair').post(ready, { offer, indicators: ['2.4'] }), offer)
  t.same(await offers(), [], 'all of it is taken')

  const evidence = await db.selectFrom('evidence').selectAll().execute()
  t.same([...new Set(evidence.map(row => row.strand))].sort(), ['data', 'views'])
  t.ok(evidence.some(row => row.covers_to <= '2026-12-31') && evidence.some(row => row.covers_from >= '2027-01-01'), 'of both terms')
  const page = folded((await as('chair').get(`${team}/self-evaluation/indicators/2.4`)).body.replace(/<[^>]+>/g, ' ').replaceAll('&#x27;', '’'))
  const pdf = folded((await readPdf((await as('chair').get(`${team}/self-evaluation/report.pdf`)).rawPayload)).text)
  for (const { title, shows } of evidence) {
    t.ok(page.includes(folded(title)), `on the page of the indicator: ${title}`)
    t.ok(pdf.includes(folded(title)), `in the PDF: ${title}`)
    t.ok(pdf.includes(folded(shows.split('\n')[0]!).slice(0, 60)), `in the PDF: ${shows.slice(0, 60)}`)
  }
})
