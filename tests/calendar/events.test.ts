import t from 'tap'
import { people, places } from '../support/app.ts'
import { addressOf, ask, eventsOf, localDay, ready, saveAction, team } from '../support/calendar.ts'
import type { App } from '../support/calendar.ts'

const dueEvent = async (test: App, path: string, actionId: string) => (await eventsOf(test, path))[`action-${actionId}@lc-jst`]

t.test('an action is an all-day event on its due day, wherever the reader is and whatever the clocks do', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  const before = process.env.TZ
  t.teardown(() => { process.env.TZ = before })
  // The clocks change in Scotland on 28 March and 31 October 2027.
  for (const [day, next] of [['2027-03-27', '2027-03-28'], ['2027-03-28', '2027-03-29'], ['2027-10-31', '2027-11-01'], ['2027-12-31', '2028-01-01'], ['2028-02-29', '2028-03-01']] as const) {
    await saveAction(test, { due_on: day })
    for (const zone of ['Europe/London', 'America/New_York', 'Pacific/Auckland', 'UTC']) {
      process.env.TZ = zone
      const event = await dueEvent(test, path, test.work.action.id)
      t.equal(localDay(event.start), day, `${zone} ${day}: begins`)
      t.equal(localDay(event.end), next, `${zone} ${day}: ends before the next day`)
      t.equal(event.datetype, 'date')
    }
    const { body } = await ask(test, path)
    t.match(body, `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}\r\nDTEND;VALUE=DATE:${next.replaceAll('-', '')}\r\n`)
  }
  const event = await dueEvent(test, path, test.work.action.id)
  t.match(event, {
    summary: 'Action 1 due: Map support against need', transparency: 'TRANSPARENT', status: 'CONFIRMED', description: /^Craigmor, session 2026–27\nOwner: Mairi Sinclair\nhttp:/, url: { val: /\/communities\/craigmor\/2026-27\/plan\/actions\/1$/ }
  })
  t.equal(event.lastmodified.toISOString(), event.dtstamp.toISOString())
})

t.test('an edit keeps the UID and raises the sequence; a date taken away takes the event away', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  const { id } = test.work.action
  const first = await dueEvent(test, path, id)
  t.equal(localDay(first.start), '2027-01-20')
  test.clock.now = new Date('2026-11-24T10:00:00Z')
  await saveAction(test, { due_on: '2027-02-10', what: 'Map what there is' })
  const second = await dueEvent(test, path, id)
  t.equal(localDay(second.start), '2027-02-10')
  t.equal(second.summary, 'Action 1 due: Map what there is')
  t.ok(Number(second.sequence) > Number(first.sequence))
  t.equal(second.lastmodified.toISOString(), '2026-11-24T10:00:00.000Z')
  t.equal(Object.keys(await eventsOf(test, path)).filter(uid => uid.startsWith('action-')).length, 1, 'moved, not doubled')
  await saveAction(test, { due_on: '' })
  t.equal(await dueEvent(test, path, id), undefined)
  await saveAction(test, { due_on: '2027-03-01' })
  t.ok(Number((await dueEvent(test, path, id)).sequence) > Number(second.sequence), 'back again, newer than what calendars remember')
  await saveAction(test, { owner_id: people.chair.id })
  t.equal(await dueEvent(test, path, id), undefined, 'somebody else’s now')
})

t.test('a stopped action is cancelled, and forgotten after 400 days', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  const { id } = test.work.action
  const before = await dueEvent(test, path, id)
  await test.as('chair').post(`${team}/plan/actions/1/stop`, { reason: 'No money' })
  const after = await dueEvent(test, path, id)
  t.match(after, { status: 'CANCELLED', uid: before.uid, summary: 'Action 1 stopped: Map support against need' })
  t.ok(Number(after.sequence) > Number(before.sequence))
  t.equal(localDay(after.start), localDay(before.start))
  test.clock.now = new Date('2027-12-28T10:00:00Z')
  t.equal((await dueEvent(test, path, id)).status, 'CANCELLED', '400 days on')
  test.clock.now = new Date('2027-12-29T10:00:00Z')
  t.equal(await dueEvent(test, path, id), undefined)
})

t.test('complete is cancelled with a higher sequence, also when only the status changed; open again is confirmed', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  const impact = '12 of 14 goals were reached.'
  const seen: [string, number][] = []
  const look = async () => { const { status, sequence } = await dueEvent(test, path, test.work.action.id); seen.push([status, Number(sequence)]) }
  await look()
  for (const form of [{ status: 'complete', what: 'Done', impact }, { status: 'on-track', what: 'Not quite', impact }, { status: 'complete', what: 'Now', impact }]) {
    const reply = await test.as('member').post(`${team}/plan/actions/1/updates`, form)
    t.equal(reply.statusCode, 303)
    await look()
  }
  t.same(seen.map(([status]) => status), ['CONFIRMED', 'CANCELLED', 'CONFIRMED', 'CANCELLED'])
  t.ok(seen.every(([, sequence], index) => index === 0 || sequence > seen[index - 1]![1]), `rises: ${seen.map(([, sequence]) => sequence).join(', ')}`)
})

t.test('the day to look again is an event of its own; looking calls it off or moves it', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  const look = async () => (await eventsOf(test, path))[`look-${test.work.action.id}@lc-jst`]
  t.equal(await look(), undefined)
  const update = async (at: string, next: string) => {
    test.clock.now = new Date(at)
    t.equal((await test.as('member').post(`${team}/plan/actions/1/updates`, { status: 'on-track', what: 'Going on', next_on: next })).statusCode, 303)
  }
  await update('2026-11-23T10:05:00Z', '2026-12-10')
  const first = await look()
  t.match(first, { status: 'CONFIRMED', summary: 'Action 1 to look at again: Map support against need' })
  t.equal(localDay(first.start), '2026-12-10')
  await update('2026-11-23T10:10:00Z', '2027-01-12')
  t.equal(localDay((await look()).start), '2027-01-12')
  await update('2026-11-23T10:15:00Z', '')
  const last = await look()
  t.equal(last.status, 'CANCELLED')
  t.ok(Number(last.sequence) > Number(first.sequence))
})

t.test('an action that is carried on is called off in the old session, and due in the new one', async t => {
  const test = await ready(t)
  await test.db.insertInto('session').values({ id: '01990000-0000-7000-8000-000000000001', authority_id: places.authority, name: '2027-28', starts_on: '2027-08-01', ends_on: '2028-07-31', framework_id: 'hgios4', framework_version: '1', opened_at: '2027-08-01T08:00:00.000Z' }).execute()
  const path = await addressOf(test, 'member')
  const before = await dueEvent(test, path, test.work.action.id)
  const carried = await test.as('chair').post('/communities/craigmor/2027-28/plan/carry', { [`decision.${test.work.action.id}`]: 'continue' })
  t.equal(carried.statusCode, 303)
  const events = Object.entries(await eventsOf(test, path)).filter(([uid]) => uid.startsWith('action-')).map(([, event]) => event)
  t.same(events.map(event => event.status).sort(), ['CANCELLED', 'CONFIRMED'])
  const old = await dueEvent(test, path, test.work.action.id)
  t.match(old, { status: 'CANCELLED', summary: /^Action 1 carried on: / })
  t.ok(Number(old.sequence) > Number(before.sequence))
})

t.test('meetings and the year’s dates are there; a changed date is the same event, later', async t => {
  const test = await ready(t)
  const [own, ofTeam, outsider] = [await addressOf(test, 'member'), await addressOf(test, 'member', 'team/craigmor'), await addressOf(test, 'outsider')]
  const { id } = await test.db.selectFrom('session').select('id').where('name', '=', '2026-27').where('authority_id', '=', places.authority).executeTakeFirstOrThrow()
  const setDates = (day: string) => test.as('steering').post('/sessions/2026-27/dates', { submit_by: day, agree_by: '2027-06-18' })
  t.equal((await setDates('2027-04-30')).statusCode, 303)
  const first = (await eventsOf(test, own))[`submit-by-${id}@lc-jst`]
  t.equal(localDay(first.start), '2027-04-30')
  t.match(first.summary, /^Submit the self-evaluation by today/)
  await setDates('2027-05-07')
  const second = (await eventsOf(test, own))[`submit-by-${id}@lc-jst`]
  t.equal(localDay(second.start), '2027-05-07')
  t.ok(Number(second.sequence) > Number(first.sequence))
  await setDates('')
  t.same(Object.keys(await eventsOf(test, outsider)), [`agree-by-${id}@lc-jst`])
  const meeting = (await eventsOf(test, ofTeam))[`meeting-${test.work.meeting}@lc-jst`]
  t.match(meeting, { summary: 'Craigmor: meeting about the self-evaluation', url: { val: `http://127.0.0.1:3000${team}/meeting/${test.work.meeting}/minutes` } })
  t.equal(localDay(meeting.start), '2026-11-20')
  t.equal((await test.as('areaLead').get(new URL(meeting.url.val).pathname)).statusCode, 200, 'whoever may read the team may follow it')
})

t.test('a feed holds what its person may see, and nothing of anybody else', async t => {
  const test = await ready(t)
  await test.as('chair').post(`${team}/plan/actions`, { what: 'Of the chair', owner_id: people.chair.id, due_on: '2027-02-02' })
  await test.as('chair').post(`${team}/plan/actions`, { what: 'Without a day', owner_id: people.member.id })
  await test.as('outsider').post('/communities/inverallan/2026-27/plan/actions', { what: 'Of Inverallan', owner_id: people.outsider.id, due_on: '2027-02-03' })
  await test.db.updateTable('session').set({ submit_by: '2027-05-05' }).where('authority_id', '=', places.otherAuthority).execute()
  const titles = async (who: 'member' | 'chair' | 'both' | 'outsider' | 'stranger', shows = 'mine') => Object.values(await eventsOf(test, await addressOf(test, who, shows))).map(event => event.summary).sort()
  const meeting = 'Craigmor: meeting about the self-evaluation'
  t.same(await titles('member'), ['Action 1 due: Map support against need', meeting])
  t.same(await titles('chair'), ['Action 2 due: Of the chair', meeting])
  t.same(await titles('both'), [meeting])
  t.same(await titles('member', 'team/craigmor'), ['Action 1 due: Map support against need', 'Action 2 due: Of the chair', meeting])
  t.same(await titles('both', 'team/strathfearn'), [])
  t.same(await titles('outsider'), ['Action 1 due: Of Inverallan'])
  t.same(await titles('stranger'), ['Submit the self-evaluation by today (session 2026–27)', 'Submit the self-evaluation by today (session 2025–26)'].sort())
})

t.test('sessions that ended more than thirteen months ago are left out', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member', 'team/craigmor')
  test.clock.now = new Date('2028-08-30T10:00:00Z')
  t.equal(Object.keys(await eventsOf(test, path)).length, 2)
  test.clock.now = new Date('2028-09-01T10:00:00Z')
  t.equal(Object.keys(await eventsOf(test, path)).length, 0)
})

t.test('the next review of a plan is one event that moves on with each review', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'chair', 'team/craigmor')
  const review = (next: [string, string, string] | null) => test.as('chair').post(`${team}/plan/reviews`, {
    'held_on-day': '20', 'held_on-month': '11', 'held_on-year': '2026', reviewer: 'The team', status: 'on-track', summary: 'All well',
    ...next ? { 'next_on-day': next[0], 'next_on-month': next[1], 'next_on-year': next[2] } : {}
  })
  const found = async () => Object.entries(await eventsOf(test, path)).filter(([uid]) => uid.startsWith('review-')).map(([, event]) => event)
  t.same(await found(), [])
  await review(['22', '1', '2027'])
  const [first] = await found()
  t.equal(localDay(first.start), '2027-01-22')
  t.equal(first.summary, 'Craigmor: review the action plan')
  await review(['26', '3', '2027'])
  const [second, ...more] = await found()
  t.same(more, [])
  t.equal(second.uid, first.uid)
  t.equal(localDay(second.start), '2027-03-26')
  t.ok(Number(second.sequence) > Number(first.sequence))
  await review(null)
  t.same(await found(), [], 'no next review, no event')
})
