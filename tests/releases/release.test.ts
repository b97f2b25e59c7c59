import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { logged } from '../support/monthly-log.ts'
import { released } from '../support/figures.ts'
import { releaseDue } from '../../server/features/releases/changes.ts'
import { nextTerm, termName, termOf } from '../../server/features/releases/rules.ts'

const many = { new_children: '20', 'reason.attendance': '12', 'reason.learning': '8', 'stage.3': '20', 'route.siim': '9', child_view_noted: '14', 'child-reason.not-asked': '6', parent_view_noted: '13', 'parent-reason.could-not-be-reached': '7' }
const settings = { threshold: 5, release: 'by-itself', release_after_weeks: 3, backup_days: 35 }

/** Move the clock; people have signed in again. */
async function later ({ db, clock }: Awaited<ReturnType<typeof testApp>>, day: string) {
  clock.now = new Date(`${day}T05:00:00Z`)
  await db.updateTable('sign_in').set({ created_at: clock.now.toISOString(), seen_at: clock.now.toISOString() }).execute()
}

t.test('the data officer sees what would be suppressed, releases, and what comes in late waits for the next release', async t => {
  const test = await testApp(t)
  const { as, db } = test
  await logged(db, '2026-10-07', many)
  for (const name of ['dataOfficer', 'chair'] as const) await as(name).get('/figures')
  await later(test, '2027-01-05')
  const before = await as('dataOfficer').get('/releases')
  t.match(before.body, 'Next: August to December 2026')
  t.match(before.body, /\d+ figures would be shown and \d+ suppressed/)
  t.equal((await as('dataOfficer').post('/releases/log')).statusCode, 303)
  const page = await as('chair').get('/figures/craigmor')
  t.match(page.body, 'August to December 2026')
  t.match(page.body, '20 in all.')
  t.match(page.body, 'Attendance')
  t.equal((await as('dataOfficer').post('/releases/log')).statusCode, 409, 'the next term has not ended')
  await logged(db, '2026-11-11', many)
  t.match((await as('chair').get('/figures/craigmor')).body, '20 in all.', 'what is released stays')
  await later(test, '2027-04-02')
  t.equal((await as('dataOfficer').post('/releases/log')).statusCode, 303)
  const next = await as('chair').get('/figures/craigmor')
  t.match(next.body, 'January to March 2027')
  t.match(next.body, '20 in all.', 'the late meeting, and not both')
  t.match(next.body, 'by term, from 20 in August to December 2026 to 20 in January to March 2027')
  t.match((await as('chair').get('/figures/craigmor?term=2026-12-31')).body, '20 in all.')
})

t.test('releases are made by themselves when their day has come, once, and not when the authority does not want it', async t => {
  const test = await testApp(t)
  const { as, db, clock } = test
  await logged(db, '2026-10-07', many)
  const at = async (day: string) => { await later(test, day); return releaseDue(db, clock.now) }
  t.equal(await at('2027-03-01'), 0, 'by hand only')
  t.equal((await as('dataOfficer').post('/settings', settings)).statusCode, 303)
  t.equal(await at('2027-01-21'), 0)
  t.equal(await at('2027-01-22'), 1)
  t.equal(await at('2027-01-23'), 0)
  const release = await db.selectFrom('figure_release').selectAll().executeTakeFirstOrThrow()
  t.match(release, { subject: 'log', covers_to: '2026-12-31', released_by_name: null })
  t.match((await as('dataOfficer').get('/releases')).body, 'by itself')
  t.equal((await db.selectFrom('log_entry').select('release_id').executeTakeFirstOrThrow()).release_id, release.id)
})

t.test('a team with three cases sees the word, and so does everybody else', async t => {
  const { as, db } = await testApp(t)
  await released(db)
  const team = await as('both').get('/figures/strathfearn')
  t.match(team.body, 'The number is suppressed, and so is every break-down of it.')
  t.notMatch(team.body, /<text[^>]*>3<|>3<\/td>|3 in all/)
  const area = await as('areaLead').get('/figures/north')
  t.match(area.body, /Strathfearn<\/a>\s*<\/th>\s*<td[^>]*>\s*suppressed/)
  t.match((await as('steering').get('/figures/strathclutha')).body, '69 in all.')
})

t.test('files hold what the page shows, with their marking, in every format', async t => {
  const { as, db } = await testApp(t)
  await released(db)
  for (const format of ['csv', 'xlsx', 'docx', 'pdf']) {
    const reply = await as('areaLead').get(`/figures/north/figures.${format}`)
    t.equal(reply.statusCode, 200, format)
    t.match(reply.headers['content-disposition'], /OFFICIAL North figures/i)
  }
  const { body } = await as('areaLead').get('/figures/north/figures.csv')
  t.match(body, /Strathfearn,Learning community,Children referred,Total,All,,,suppressed,5,2026-11-20/)
  t.equal((await db.selectFrom('audit_event').select('what').where('what', '=', 'figures.exported').execute()).length, 5)
  t.equal((await as('areaLead').get('/figures/north/figures.csv?term=2026-03-31')).statusCode, 404)
  t.equal((await as('areaLead').get('/figures/north?term=yesterday')).statusCode, 404)
})

t.test('nothing released is said in words; not yours is not there', async t => {
  const { as } = await testApp(t)
  t.match((await as('chair').get('/figures/craigmor')).body, 'No figures have been released yet')
  t.equal((await as('chair').get('/figures/craigmor/figures.csv')).statusCode, 404)
  t.equal((await as('chair').get('/figures/north')).statusCode, 404)
  t.equal((await as('stranger').get('/figures/strathclutha')).statusCode, 404)
  t.equal((await as('chair').get('/releases')).statusCode, 403)
  t.equal((await as('dataOfficer').post('/releases/weather')).statusCode, 404)
})

t.test('terms follow each other', t => {
  t.same(termOf('2026-08-01'), { from: '2026-08-01', to: '2026-12-31' })
  t.same(termOf('2027-03-31'), { from: '2027-01-01', to: '2027-03-31' })
  t.same(termOf('2027-04-01'), { from: '2027-04-01', to: '2027-07-31' })
  t.same(nextTerm(null, '2027-01-01'), { from: '2026-08-01', to: '2026-12-31' })
  t.equal(nextTerm({ to: '2026-12-31' }, '2027-03-31'), null)
  t.same(nextTerm({ to: '2026-07-31' }, '2027-09-01'), { from: '2026-08-01', to: '2026-12-31' }, 'one after the other')
  t.equal(termName(termOf('2027-04-01')), 'April to July 2027')
  t.ok(places.authority)
  t.end()
})
