import t from 'tap'
import { testApp } from '../support/app.ts'
import { ask, eventsOf } from '../support/calendar.ts'
import { craigmorVisited } from '../support/visits.ts'
import type { CastName } from '../support/people.ts'

async function ready (t: Parameters<typeof testApp>[0]) {
  const test = await testApp(t)
  const visited = await craigmorVisited(test.db)
  const home = `/visits/${visited.visit.id}`
  return {
    ...test,
    ...visited,
    home,
    lead: test.as('visitLead'),
    addressFor: async (person: { id: string }, who: CastName = 'visitLead') => /\/visit-calendars\/[\w-]{43}\.ics/.exec((await test.as(who).post(`${home}/people/${person.id}/calendar`)).body)![0],
    add: (form: Record<string, string | string[]>) => test.as('visitLead').post(`${home}/timetable/sessions`, { day: visited.day.id, kind: 'presentation', title: 'Something', ...form }),
    save: (form: Record<string, string | string[]>) => test.as('visitLead').post(`${home}/timetable/sessions/${visited.session.id}`, { day: visited.day.id, kind: 'presentation', title: 'Welcome', starts: '9.30am', ends: '10am', ...form })
  }
}

t.test('everybody in a visit may have an address, shown once; a new one stops the old one; nobody else’s opens', async t => {
  const test = await ready(t)
  const { lead, home, visitor, scribe, as, db } = test
  t.match((await lead.get(`${home}/people/${scribe.id}/calendar`)).body, 'There is no address yet.')
  t.match((await lead.get(`${home}/people/${visitor.id}/calendar`)).body, 'made on 20 November 2026, not used yet')
  const first = await test.addressFor(visitor)
  t.equal((await ask(test, first)).statusCode, 200)
  t.notMatch((await lead.get(`${home}/people/${visitor.id}/calendar`)).body, first, 'not a second time')
  const second = await test.addressFor(visitor)
  t.equal((await ask(test, first)).statusCode, 404)
  t.equal((await ask(test, second)).statusCode, 200)
  t.notMatch(JSON.stringify(await db.selectFrom('visit_calendar').selectAll().execute()), second.slice(17, 60), 'the secret is kept nowhere')
  const own = await test.addressFor(scribe, 'member')
  t.equal((await ask(test, own)).statusCode, 200, 'their own')
  t.equal((await as('member').post(`${home}/people/${visitor.id}/calendar`)).statusCode, 403)
  t.equal((await as('otherVisitLead').post(`${home}/people/${visitor.id}/calendar`)).statusCode, 404)
  t.match((await as('member').get(`${home}/timetable`)).body, 'This timetable in your calendar')
  await lead.post(`${home}/people/${visitor.id}/calendar/stopping`)
  t.equal((await ask(test, second)).statusCode, 404)
  t.equal((await ask(test, '/visit-calendars/guess.ics')).statusCode, 404)
  t.equal((await lead.post(`${home}/people/${visitor.id}/removal`)).statusCode, 303, 'addresses go with their person')
})

t.test('sessions are timed events in Scotland’s time, on both sides of a change of the clocks, wherever the reader is', async t => {
  const test = await ready(t)
  const path = await test.addressFor(test.visitor)
  const uid = `visit-session-${test.session.id}@lc-jst`
  const zone = process.env.TZ
  t.teardown(() => { process.env.TZ = zone })
  // Summer time begins on 28 March and ends on 31 October 2027.
  for (const [day, starts, utc] of [['2027-06-09', '9.30am', '2027-06-09T08:30:00.000Z'], ['2027-03-26', '9.30am', '2027-03-26T09:30:00.000Z'], ['2027-03-29', '9.30am', '2027-03-29T08:30:00.000Z'], ['2027-10-29', '1pm', '2027-10-29T12:00:00.000Z'], ['2027-11-01', '1pm', '2027-11-01T13:00:00.000Z'], ['2027-03-28', '1.30am', '2027-03-28T01:30:00.000Z'], ['2027-10-31', '1.30am', '2027-10-31T00:30:00.000Z']] as const) {
    await test.db.updateTable('visit_day').set({ held_on: day }).where('id', '=', test.day.id).execute()
    const { revision } = await test.db.selectFrom('visit_session').select('revision').where('id', '=', test.session.id).executeTakeFirstOrThrow()
    t.equal((await test.save({ revision: String(revision), starts, ends: starts.replace(/^\d+(.30)?/, starts.startsWith('9') ? '10$1' : starts.startsWith('1pm') ? '2' : '2$1') })).statusCode, 303)
    for (const here of ['Europe/London', 'America/New_York', 'Pacific/Auckland']) {
      process.env.TZ = here
      const event = (await eventsOf(test, path))[uid]
      t.equal(event.start.toISOString(), utc, `${day} ${starts} read in ${here}`)
      t.equal(event.datetype, 'date-time')
    }
    process.env.TZ = zone
  }
  t.notMatch((await ask(test, path)).body, /METHOD:|VALUE=DATE/)
})

t.test('a change raises the sequence under the same UID; what is taken out is cancelled, then forgotten', async t => {
  const test = await ready(t)
  const path = await test.addressFor(test.visitor)
  const uid = `visit-session-${test.session.id}@lc-jst`
  const find = async () => (await eventsOf(test, path))[uid]
  const first = await find()
  t.match(first, { summary: 'Welcome', status: 'CONFIRMED', location: 'Craigmor', description: /^Collaborative Improvement visit, June 2027\nLed by Head of Inclusion\nhttp/ })
  t.equal(first.end.toISOString(), '2027-06-09T09:00:00.000Z')
  test.clock.now = new Date('2026-11-23T10:05:00Z')
  await test.save({ revision: '1', starts: '9am', ends: '9.30am', room: 'The hall' })
  const second = await find()
  t.equal(second.start.toISOString(), '2027-06-09T08:00:00.000Z')
  t.equal(second.location, 'The hall, Craigmor')
  t.ok(Number(second.sequence) > Number(first.sequence))
  t.equal(second.lastmodified.toISOString(), '2026-11-23T10:05:00.000Z')
  await test.lead.post(`${test.home}/timetable/sessions/${test.session.id}/removal`)
  const third = await find()
  t.match(third, { status: 'CANCELLED', uid, summary: 'Welcome' })
  t.ok(Number(third.sequence) > Number(second.sequence))
  test.clock.now = new Date('2027-12-30T10:00:00Z')
  t.equal(await find(), undefined)
})

t.test('people see what is for everybody, their own groups, and what they lead or write down; the same rows give the same bytes', async t => {
  const test = await ready(t)
  const { visitor, scribe, lead, home } = test
  for (const group of ['A', 'B']) await test.add({ starts: '10am', ends: '11am', title: `Group ${group}`, kind: 'focus-group', group_label: group, ...group === 'B' ? { scribes: scribe.id } : {} })
  const [mine, theirs] = [await test.addressFor(visitor), await test.addressFor(scribe)]
  const titles = async (path: string) => Object.values(await eventsOf(test, path)).map(event => event.summary).sort()
  t.same(await titles(mine), ['Group A (group A)', 'Group B (group B)', 'Welcome'])
  for (const person of [{ ...visitor, group_label: 'A' }, { ...scribe, group_label: 'a' }]) {
    t.equal((await lead.post(`${home}/people/${person.id}`, { name: person.name, organisation: person.organisation, email: person.email ?? '', part: person.part, group_label: person.group_label })).statusCode, 303)
  }
  t.same(await titles(mine), ['Group A (group A)', 'Welcome'])
  t.same(await titles(theirs), ['Group A (group A)', 'Group B (group B)', 'Welcome'], 'the scribe of the other group')
  const [one, two] = [await ask(test, mine), await ask(test, mine)]
  t.equal(one.body, two.body)
  t.equal((await ask(test, mine, { 'if-none-match': String(one.headers.etag) })).statusCode, 304)
})
