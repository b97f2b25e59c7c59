import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'
import { craigmorVisited } from '../support/visits.ts'

t.test('the pages of a visit pass axe and fit 320 pixels, for its lead and for a member of the team', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const { visit, day, session, theme, question, visitor, scribe } = await craigmorVisited(test.db)
  const example = String((await test.as('visitLead').post('/visits/example')).headers.location)
  for (const group of ['A', 'B']) await test.as('visitLead').post(`/visits/${visit.id}/timetable/sessions`, { day: day.id, kind: 'focus-group', starts: '10am', ends: '11am', title: 'Focus group', theme: theme.id, group_label: group, room: 'Room 2', shows_questions: 'yes' })
  await test.as('visitLead').post(`/visits/${visit.id}/themes`, { title: 'A theme that asks nothing' })
  const of = (...ends: string[]) => ends.map(end => `/visits/${visit.id}${end}`)
  await checkPages(t, test, 'visitLead', [
    '/visits', '/visits/new', example, `${example}/timetable`, `${example}/copy`,
    ...of('', '/edit', '/themes', '/themes/new', `/themes/${theme.id}`, `/questions/${question.id}`, '/people', `/people/${visitor.id}`, `/people/${visitor.id}/calendar`, '/timetable', '/timetable/days/new', `/timetable/days/${day.id}`, `/timetable/sessions/new?day=${day.id}`, `/timetable/sessions/${session.id}`)
  ])
  await checkPages(t, test, 'member', ['/visits', ...of('', '/themes', '/people', '/timetable', `/people/${scribe.id}/calendar`)])
})

t.test('a timetable is made and moved without script, and the error leads to its field', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const { visit } = await craigmorVisited(test.db)
  const page = await test.page('visitLead', { script: false })
  await page.open(`/visits/${visit.id}/timetable`)
  await page.to('Add a session')
  await page.type('#starts', 'soon')
  await page.type('#title', 'Plenary')
  await page.click('input[name=kind][value=plenary]')
  await page.to('Add the session')
  t.match(await page.$eval('.govuk-error-summary a', link => link.getAttribute('href')), '#starts')
  t.equal(await page.$eval('#title', field => (field as HTMLTextAreaElement).value), 'Plenary', 'nothing typed is lost')
  await page.click('#starts', { count: 3 })
  await page.type('#starts', '9.15am')
  await page.to('Add the session')
  const times = () => page.$$eval('.app-timetable__time', all => all.map(time => time.textContent))
  t.same(await times(), ['9.15am', '9.30am to 10am'])
  await page.to('Later')
  t.same(await times(), ['9.15am to 9.45am', '9.45am'], 'the two have changed places')
})
