import nodeIcal from 'node-ical'
import t from 'tap'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { agreePlan, signPlan } from '../../server/features/action-plans/agreement.ts'
import { checkAction } from '../../server/features/action-plans/checks.ts'
import { addUpdate } from '../../server/features/action-plans/progress.ts'
import { addCommunity } from '../../server/features/organisation/changes.ts'
import { addPerson, giveRole } from '../../server/features/people/changes.ts'
import { queueDigests } from '../../server/features/reminders/changes.ts'
import { sendDue } from '../../server/features/reminders/sending.ts'
import { frameworks, places, testApp } from '../support/app.ts'
import { cellsOfCsv, csvOf } from '../support/plan-files.ts'
import { startRelay } from '../support/relay.ts'
import { upload } from '../support/upload.ts'
import { cityAtWork, viewerOf } from '../support/work.ts'
import type { Viewer } from '../../server/permissions.ts'

interface Team { slug: string, name: string, chair: Viewer, member: Viewer }
type Test = Awaited<ReturnType<typeof testApp>>
const start = '2026-11-23T10:00:00.000Z'

/** The two teams of the cast with a chair of their own, and 27 more in the south, each with a chair and a member. */
async function teamsOf ({ db }: Test): Promise<Team[]> {
  const admin = { ...viewerOf('administrator'), asking: 'people.edit' as const }
  const teams: Team[] = [
    { slug: 'craigmor', name: 'Craigmor', chair: viewerOf('chair'), member: viewerOf('member') },
    { slug: 'strathfearn', name: 'Strathfearn', chair: viewerOf('both'), member: await somebody('Member of Strathfearn', 'member', places.strathfearn) }
  ]
  for (let n = 1; n <= 27; n++) {
    const name = `Glen ${String(n).padStart(2, '0')}`
    const place = await db.transaction().execute(trx => addCommunity(trx, admin, places.south, name, '2020-08-01'))
    teams.push({ slug: place.slug, name, chair: await somebody(`Chair of ${name}`, 'chair', place.id), member: await somebody(`Member of ${name}`, 'member', place.id) })
  }
  return teams

  async function somebody (name: string, role: 'chair' | 'member', placeId: string): Promise<Viewer> {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`
    const person = await db.transaction().execute(async trx => {
      const added = await addPerson(trx, admin, { name, email, agency: 'Education', jobTitle: undefined, passwordHash: 'x' }, start)
      await giveRole(trx, admin, added.id, role, placeId, start)
      return added
    })
    return { id: person.id, name, authorityId: places.authority, authorityName: 'Strathclutha Council', roles: [{ role, placeId }], asking: 'team.view' }
  }
}

t.test('a year: 29 teams plan, update, miss dates, are reminded, complete with checks; steering sees and answers it all', { timeout: 300_000 }, async t => {
  const relay = await startRelay(t)
  const test = await testApp(t, { SMTP_URL: relay.setting, MAIL_FROM: 'toolkit@example.gov.uk' })
  const { as, db, app, clock } = test
  const teams = await teamsOf(test)
  t.equal(teams.length, 29)
  await db.updateTable('place').set({ closed_on: '2026-10-01' }).where('id', '=', places.inverallan).execute()
  const now = () => clock.now.toISOString()
  const tell = async () => { await queueDigests(app); await sendDue(app); return relay.mails.splice(0) }

  // November: every team plans, with one action for a recommendation that is a priority of the city.
  await cityAtWork(db)
  const above = await db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').select('action.id').where('plan.place_id', '=', places.authority).executeTakeFirstOrThrow()
  for (const team of teams) {
    await db.transaction().execute(async trx => {
      const texts = { difference: 'Children are helped sooner', priority: 'yes' as const, recommendations: ['T1-R1'], contributes: [above.id] }
      await addAction(trx, team.chair, team.slug, '2026-27', { ...texts, what: 'Tell families how to be heard', owner_id: team.member.id, due_on: '2026-12-10' }, frameworks, now())
      await addAction(trx, team.chair, team.slug, '2026-27', { what: 'Review goals each term', difference: 'Goals stay true', owner_id: team.chair.id, due_on: '2027-05-01' }, frameworks, now())
      await agreePlan(trx, team.chair, team.slug, '2026-27', now())
      await signPlan(trx, team.chair, team.slug, '2026-27', 'Agreed', frameworks, now())
    })
  }
  const told = await tell()
  t.equal(told.filter(mail => mail.text.includes('you are now the owner of action 1')).length, 29, 'each new owner is told, chairs who made themselves owners are not')

  // December: a digest for everybody with something due in 14 days, once.
  clock.now = new Date('2026-12-07T08:00:00Z')
  t.equal((await tell()).filter(mail => mail.text.includes('1 action of yours is due in the next 14 days')).length, 29)
  t.equal((await tell()).length, 0, 'never twice')

  // Every second team completes, with evidence and a check by the chair. The others miss the date.
  for (const [index, team] of teams.entries()) {
    if (index % 2 === 1) continue
    await db.transaction().execute(async trx => {
      await addUpdate(trx, team.member, team.slug, '2026-27', 1, { status: 'complete', what: 'Leaflets and a phone line', impact: 'Two in three families came', evidence: 'Attendance sheets' }, now())
      await checkAction(trx, team.chair, team.slug, '2026-27', 1, { outcome: 'confirmed' }, now())
    })
  }
  clock.now = new Date('2027-01-18T08:30:00Z')
  const late = await tell()
  t.equal(late.filter(mail => mail.text.includes('1 action of yours is overdue')).length, 14, 'those who missed the date')
  t.equal(late.filter(mail => mail.text.includes('more than 30 days overdue')).length, 14, 'and the chairs of their teams')
  for (const mail of late) t.notMatch(mail.raw, /families how to be heard|Leaflets/, 'links only')

  // Steering sees it in one page, and what rolls up to the city.
  const board = (await as('steering').get('/city/2026-27')).body
  t.match(board, '29 teams')
  t.match(board, 'Signed, 1 overdue')
  t.match((await as('steering').get('/city/2026-27?show=overdue')).body, '14 of 29 teams')
  t.match((await as('steering').get('/city/2026-27/trends')).body, 'All teams have an agreed plan: 29 of 29')
  t.match((await as('steering').get('/plans/strathclutha/2026-27/actions/1')).body, '29 actions of 29 places contribute: 14 not started and 15 complete. 14 are overdue.')
  t.match((await as('steering').get('/recommendations/2026-27/T1-R1')).body, 'All teams (29 of 29) have an action for it: 14 not started and 15 complete.')

  // All 16 recommendations are answered, one of them by an edited file.
  const { body: csv } = await as('steering').get('/recommendations/2026-27/register.csv')
  const cells = cellsOfCsv(Buffer.from(csv))
  const [codes, answers, reasons] = ['Code', 'City answer', 'Reason'].map(label => cells[0]!.indexOf(label))
  cells.slice(1).forEach((row, index) => {
    row[answers!] = index % 4 === 3 ? 'Not planned' : 'Planned'
    row[reasons!] = index % 4 === 3 ? 'Another board does it' : ''
  })
  t.equal(cells.length, 17)
  const preview = String((await upload(test, 'steering', '/recommendations/2026-27/import', 'register.csv', csvOf(cells))).headers.location)
  t.match((await as('steering').get(preview)).body, cells[1]![codes!]!)
  t.equal((await db.selectFrom('recommendation_answer').select('id').execute()).length, 0, 'a preview changes nothing')
  t.equal((await as('steering').post(preview)).statusCode, 303)
  t.match((await as('steering').get('/recommendations/2026-27')).body, 'All 16 recommendations have been answered.')

  // The paper for the board.
  const paper = (await as('steering').get('/city/2026-27/paper')).body
  for (const words of ['14 priority actions overdue.', 'All 16 recommendations have been answered.', 'Not planned']) t.match(paper, words)

  // A chair's calendar has heard of every change.
  const address = /\/calendar\/[\w-]{43}\.ics/.exec((await as('chair').post('/calendar/addresses', { shows: 'team/craigmor' })).body)?.[0]
  if (address) {
    const events = Object.values(nodeIcal.sync.parseICS((await app.inject({ url: address, headers: { host: 'localhost' } })).body)).filter((event): event is any => event?.type === 'VEVENT')
    t.match(events.find(event => event.summary.includes('Tell families')), { status: 'CANCELLED' }, 'what is complete is called off')
    t.match(events.find(event => event.summary.includes('Review goals')), { status: 'CONFIRMED' })
  }
})
