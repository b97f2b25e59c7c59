import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { goalAddresses, goalForm } from '../support/goals.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'

// Many pages in a browser: minutes on a busy machine.
t.setTimeout(300_000)
const team = '/communities/craigmor'

t.test('goals and case studies pass axe and fit 320 pixels', { skip: noBrowser || onlyOnSqlite, timeout: 300_000 }, async t => {
  const test = await openBrowser(t)
  const { goal, review, study, followUp, released } = await goalAddresses(test.db)
  const vague = String((await test.as('member').post(`${team}/goals`, goalForm({ expected: 'Is happier', more: 'Is happier' }))).headers.location)
  const text = String((await test.as('member').post(`${team}/case-studies/${study}/texts`, { title: 'In Craigmor', happening: 'A nine-year-old', tried: 'x', changed: 'x', said: 'x' })).headers.location)
  await checkPages(t, test, 'member', [
    ...['', '/new', '/results', '/totals', `/${goal}`, `/${goal}/edit`, `/${goal}/reviews/new`, `/${goal}/reviews/${review}/correction`, `/${goal}/closing`].map(end => `${team}/goals${end}`), vague, `${vague}/edit`,
    ...['', '/new', `/${study}`, `/${study}/follow-ups/${followUp}`, `/${study}/events/new`, `/${study}/texts/new`, '/released', `/released/${released}`].map(end => `${team}/case-studies${end}`), `${text}/edit`
  ])
  await checkPages(t, test, 'chair', [`${team}/goals/keepers`, text, `${team}/goals`])
  await checkPages(t, test, 'dataOfficer', ['/goal-settings', '/goal-bank', '/goal-bank/new', '/goal-bank/safe-adult'])
})

t.test('a goal is written on a phone without script: from the bank, edited, saved', { skip: noBrowser || onlyOnSqlite, timeout: 300_000 }, async t => {
  const test = await openBrowser(t)
  await goalAddresses(test.db)
  const page = await test.page('member', { width: 320, script: false })
  await page.open(`${team}/goals/new`)
  await page.type('[name="childs_words"]', 'I want to go to the club')
  await page.type('[name="case_code"]', 'CR-9')
  for (const [name, value] of [['need', 'relationships'], ['support', 'mentoring'], ['bank', 'active-club']] as const) await page.select(`[name="${name}"]`, value)
  await page.to('Put it in')
  t.equal(await page.$eval('[name="expected"]', box => (box as HTMLTextAreaElement).value), 'Attends the club twice in a month')
  t.equal(await page.$eval('[name="childs_words"]', box => (box as HTMLTextAreaElement).value), 'I want to go to the club', 'nothing typed is lost')
  await page.to('Save the goal')
  t.match(page.url(), /\/goals\/[0-9a-f-]{36}$/)
  t.match(await page.$eval('main', main => main.textContent), 'I want to go to the club')
  t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 321))
})
