import t from 'tap'
import { testApp } from '../support/app.ts'
import { browserOf, linkFor, visitReady } from '../support/visiting.ts'

async function ready (t: any) {
  const test = await testApp(t)
  const made = await visitReady(test.db)
  const lead = test.as('visitLead')
  const report = `${made.home}/preliminary`
  const theme = `${report}/themes/${made.themes[0]!.id}`
  await lead.post(`${theme}/statements`, { part: 'know', text: 'Twelve teams review goals each term.' })
  await lead.post(`${theme}/statements`, { part: 'area', text: 'Parents are asked late.' })
  const statements = () => test.db.selectFrom('preliminary_statement').selectAll().orderBy('id').execute()
  return { ...test, test, ...made, lead, report, theme, statements }
}
const until = (day: string, month: string) => ({ 'closes_on-day': day, 'closes_on-month': month, 'closes_on-year': '2026' })

t.test('a version is a copy: what is changed afterwards changes nothing in it, and two versions are compared', async t => {
  const { lead, report, theme, themes, statements } = await ready(t)
  t.equal((await lead.post(`${report}/versions`, { note: 'For the partners' })).headers.location, report)
  const [first, second] = await statements()
  await lead.post(`${report}/statements/${first!.id}`, { revision: 1, text: 'Fourteen teams review goals each term.', part: 'know', theme: themes[0]!.id })
  await lead.post(`${report}/statements/${second!.id}/removal`)
  await lead.post(`${theme}/statements`, { part: 'strength', text: 'Minutes are shared.' })
  const one = (await lead.get(`${report}/versions/1`)).body
  t.match(one, /What we know[^]+Twelve teams[^]+Key areas for development[^]+Parents are asked late/)
  t.notMatch(one, 'Fourteen')
  await lead.post(`${report}/versions`)
  const compared = (await lead.get(`${report}/versions/2/comparison?with=1`)).body
  t.match(compared, /Put otherwise[^]+<del>[^]*Twelve[^]*<ins>[^]*Fourteen/)
  t.match(compared, /New[^]+Minutes are shared/)
  t.match(compared, /Taken out[^]+Parents are asked late/)
  t.match((await lead.get(report)).body, /Version 2[^]+Version 1[^]+For the partners/)
  t.equal((await lead.get(`${report}/versions/3`)).statusCode, 404)
})

t.test('an empty report cannot be saved as a version', async t => {
  const test = await testApp(t)
  const { home } = await visitReady(test.db)
  const reply = await test.as('visitLead').post(`${home}/preliminary/versions`)
  t.equal(reply.statusCode, 409)
  t.match(reply.body, 'There is nothing to save yet')
})

t.test('people of the visit comment on a statement by account or by link; the lead answers, and with that it is settled', async t => {
  const { test, db, lead, home, report, statements, partner, visit } = await ready(t)
  t.match((await lead.post(`${report}/rounds`, until('11', '12'))).body, 'Save a version first')
  await lead.post(`${report}/versions`)
  t.match((await lead.post(`${report}/rounds`, until('1', '11'))).body, 'Give a day that is not over yet')
  await lead.post(`${report}/rounds`, { ...until('11', '12'), round_note: 'Is anything missing?' })
  const [first] = await statements()

  const tablet = browserOf(test)
  await tablet.open(await linkFor(test, home, partner))
  t.match((await tablet.get('/visiting/preliminary')).body, /Twelve teams[^]+Parents are asked late/)
  t.match((await tablet.get('/visiting/preliminary/comments')).body, 'Is anything missing?')
  const mine = `/visiting/preliminary/comments/${first!.id}`
  t.match((await tablet.post(mine, {})).body, 'Write your comment')
  t.equal((await tablet.post(mine, { text: 'Which teams are the twelve?' })).headers.location, mine)
  t.match((await tablet.get(mine)).body, /Which teams are the twelve\?[^]+Tam Gillespie, Education Scotland/)

  t.equal((await test.as('steering').post(`${report}/comments/${first!.id}`, { text: 'I am not named' })).statusCode, 403)
  t.equal((await test.as('outsider').get(`${report}/comments`)).statusCode, 404)
  t.equal((await lead.post(`${report}/comments/${first!.id}`, { text: 'I shall list them.' })).statusCode, 303, 'the lead is named, with an account')

  const comment = await db.selectFrom('preliminary_comment').selectAll().where('organisation', '=', 'Education Scotland').executeTakeFirstOrThrow()
  t.equal(comment.visit_person_id, partner.id)
  t.match((await lead.post(`${report}/answers/${comment.id}`, {})).body, 'Say what came of it')
  await lead.post(`${report}/answers/${comment.id}`, { answer: 'Named in the next version.' })
  t.match((await tablet.get(mine)).body, /Settled:[^]+Named in the next version\.[^]+Vikram Rao/)
  t.match((await lead.get(`${report}/comments`)).body, '2 comments, 1 open')
  const { actor_name: actor } = await db.selectFrom('audit_event').select('actor_name').where('what', '=', 'preliminary-report.commented').orderBy('id').executeTakeFirstOrThrow()
  t.equal(actor, 'Tam Gillespie (Education Scotland)')
  t.match((await lead.get(`${home}/visitors/${partner.id}`)).body, /Preliminary report, version 1[^]+Page/, 'who has read what')
  await db.deleteFrom('visit_person').where('id', '=', partner.id).execute()
  t.match((await lead.get(`${report}/comments/${first!.id}`)).body, 'Tam Gillespie, Education Scotland', 'what somebody said stays when they leave the visit')
  t.ok(visit)
})

t.test('after the last day nobody comments, and what they typed is still in the box', async t => {
  const { test, lead, home, report, statements, partner, clock } = await ready(t)
  await lead.post(`${report}/versions`)
  await lead.post(`${report}/rounds`, until('11', '12'))
  const [first] = await statements()
  const tablet = browserOf(test)
  await tablet.open(await linkFor(test, home, partner))
  clock.now = new Date('2026-12-12T00:30:00Z')
  const late = await tablet.post(`/visiting/preliminary/comments/${first!.id}`, { text: 'My long late text' })
  t.equal(late.statusCode, 422)
  t.match(late.body, /The time for comments is over[^]+My long late text/)
  t.equal((await tablet.get('/visiting/preliminary/comments')).statusCode, 200, 'they can still be read')
})

t.test('before there is a version a visitor is told to come back', async t => {
  const { test, home, visitor } = await ready(t)
  const tablet = browserOf(test)
  await tablet.open(await linkFor(test, home, visitor))
  t.match((await tablet.get('/visiting/preliminary')).body, 'still being prepared')
  t.notMatch((await tablet.get('/visiting/preliminary')).body, 'Twelve teams', 'what is not saved as a version is nobody’s but the lead’s')
})
