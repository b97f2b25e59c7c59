import fc from 'fast-check'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { cityAtWork, craigmorAtWork } from '../support/work.ts'
import { quartersOf, timelineDrawing, timelineOf, timelineSentence } from '../../server/features/action-plans/timeline-rules.ts'
import { addDays, daysBetween } from '../../server/lib/dates.ts'
import type { Status } from '../../server/features/action-plans/tables.ts'

const action = (number: number, due: string | null, starts: string | null = null, status: Status = 'on-track', stopped: string | null = null) => ({ number, what: `Do thing ${number}`, status, stopped_at: stopped, starts_on: starts, due_on: due })
const today = '2026-11-23'

t.test('quarters follow each other without a gap, in leap years too', t => {
  for (const session of ['2026-27', '2027-28']) {
    const quarters = quartersOf(session)
    t.equal(quarters[0]!.from, `${session.slice(0, 4)}-08-01`)
    for (const [index, quarter] of quarters.entries()) if (index > 0) t.equal(quarter.from, addDays(quarters[index - 1]!.to, 1))
    t.equal(daysBetween(quarters[0]!.from, quarters[3]!.to) + 1, session === '2027-28' ? 366 : 365)
  }
  t.same(quartersOf('2026-27').map(({ name, from, to }) => `${name}: ${from} ${to}`), ['Aug–Oct 2026: 2026-08-01 2026-10-31', 'Nov 2026–Jan 2027: 2026-11-01 2027-01-31', 'Feb–Apr 2027: 2027-02-01 2027-04-30', 'May–Jul 2027: 2027-05-01 2027-07-31'])
  t.end()
})

t.test('a bar goes from its start to the end of the day it is due', t => {
  const { rows, quarters } = timelineDrawing(timelineOf('2027-28', '2027-08-01', [action(1, '2028-02-29', '2028-02-29'), action(2, '2028-07-31', '2027-08-01'), action(3, '2028-01-31', '2027-11-01')], today))
  const [second, leap, whole] = rows as [typeof rows[0], typeof rows[0], typeof rows[0]]
  t.equal(leap!.x, Math.round((daysBetween('2027-08-01', '2028-03-01') / 366 * 960 - 10) * 10) / 10, 'a day is thinner than the least bar, which ends where the day ends')
  t.match(whole, { x: 0, width: 960, before: false, after: false })
  t.equal(second!.x, quarters[1]!.x)
  t.ok(Math.abs(second!.width - quarters[1]!.width) < 0.2, 'a bar over a quarter is as wide as the quarter')
  t.end()
})

t.test('bars never leave the drawing, keep their order, and say where they would go on', t => {
  const day = fc.integer({ min: -800, max: 1200 }).map(days => addDays('2026-08-01', days))
  const actions = fc.array(fc.record({ due: fc.option(day), start: fc.option(day), status: fc.constantFrom<Status[]>('not-started', 'on-track', 'at-risk', 'off-track', 'complete'), stopped: fc.boolean() }), { maxLength: 12 })
    .map(rows => rows.map((row, index) => action(index + 1, row.due, row.start, row.status, row.stopped ? '2026-11-01T09:00:00.000Z' : null)))
  fc.assert(fc.property(actions, day, day, (actions, planStart, today) => {
    const timeline = timelineOf('2026-27', planStart, actions, today)
    const drawing = timelineDrawing(timeline)
    const inside = drawing.rows.every(row => row.x >= 0 && row.width >= 10 && row.x + row.width <= 960.11 && row.y + row.barHeight <= drawing.height)
    const ordered = timeline.rows.every((row, index) => index === 0 || timeline.rows[index - 1]!.action.due_on <= row.action.due_on)
    const apart = drawing.rows.every((row, index) => index === 0 || drawing.rows[index - 1]!.y + row.barHeight < row.label.y)
    const marked = drawing.rows.every((row, index) => row.after === (timeline.rows[index]!.action.due_on > '2027-07-31') && row.before === (timeline.rows[index]!.from < '2026-08-01'))
    const whole = timeline.rows.length + timeline.undated.length === actions.length
    const line = today >= '2026-08-01' && today <= '2027-07-31' ? drawing.today !== null && drawing.today.x >= 0 && drawing.today.x <= 960 : drawing.today === null
    return inside && ordered && apart && marked && whole && line && timeline.rows.every(row => row.from <= row.action.due_on)
  }), { numRuns: 500 })
  t.pass('500 plans')
  t.end()
})

t.test('a start that is not given is the plan’s; the words count what falls where', t => {
  const timeline = timelineOf('2026-27', '2026-09-15', [action(1, '2026-11-10', null, 'off-track'), action(2, '2027-03-01'), action(3, '2027-09-01'), action(4, null), action(5, '2026-11-24')], today)
  t.same(timeline.rows.map(row => [row.action.number, row.from]), [[1, '2026-09-15'], [5, '2026-09-15'], [2, '2026-09-15'], [3, '2026-09-15']])
  t.same(timeline.rows[0]!.quarters, ['Aug–Oct', 'Nov–Jan'])
  t.equal(timelineSentence(timeline), '4 actions have a due date: 2 in Nov 2026–Jan 2027, 1 in Feb–Apr 2027 and 1 after the session. Next is action 5, due on 24 November 2026. 1 is overdue. 1 has no date yet.')
  t.equal(timelineSentence(timelineOf('2026-27', '2026-09-15', [], today)), 'There are no actions yet.')
  t.equal(timelineSentence(timelineOf('2026-27', '2026-09-15', [action(1, null)], today)), '1 action, none of them with a due date yet.')
  t.equal(timelineOf('2025-26', '2025-09-15', [action(1, '2026-03-01')], today).today, null, 'no line for a day of another session')
  t.end()
})

t.test('the page shows the picture, says it, and has the same facts as a table', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  await as('chair').post('/communities/craigmor/2026-27/plan/actions', { what: 'Set up a parents’ group', difference: 'x' })
  const { body, statusCode } = await as('areaLead').get('/communities/craigmor/2026-27/plan/timeline')
  t.equal(statusCode, 200)
  t.match(body, '1 action has a due date: 1 in Nov 2026–Jan 2027. Next is action 1, due on 20 January 2027. 1 has no date yet.')
  t.match(body, /<svg[^>]+role="img" aria-labelledby="timeline-title timeline-text"/)
  t.match(body, '○ Not started, due 20 January 2027', 'word and shape')
  t.match(body, 'fill="url(#timeline-not-started)"', 'and pattern')
  t.match(body, 'Today, 23 November 2026')
  t.notMatch(body, /style="/)
  const table = body.slice(body.indexOf('The same as a table'))
  for (const words of ['1. Map support against need', '○ Not started', '20 November 2026', '20 January 2027', 'Nov–Jan', 'Mairi Sinclair']) t.match(table, words)
  t.match(body.slice(body.indexOf('Without a due date')), 'Set up a parents’ group')
  t.match((await as('chair').get('/communities/craigmor/2026-27/plan')).body, '/communities/craigmor/2026-27/plan/timeline')
})

t.test('the plan of the city has one too; who may not, and where there is no plan', async t => {
  const { as, db } = await testApp(t)
  await cityAtWork(db)
  t.match((await as('member').get('/plans/strathclutha/2026-27/timeline')).body, 'Agree one referral form')
  t.equal((await as('stranger').get('/plans/strathclutha/2026-27/timeline')).statusCode, 404)
  t.equal((await as('chair').get('/communities/craigmor/2026-27/plan/timeline')).statusCode, 404, 'no plan yet')
  t.equal((await as('outsider').get('/communities/craigmor/2026-27/plan/timeline')).statusCode, 404)
  t.equal((await as('administrator').get('/communities/craigmor/2026-27/plan/timeline')).statusCode, 403)
  t.equal((await as('nobody').get('/communities/craigmor/2026-27/plan/timeline')).statusCode, 303)
})
