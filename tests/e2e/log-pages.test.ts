import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { places } from '../support/app.ts'
import { broughtIn, csvOf, formIn, messyRegister, toColumns } from '../support/data-files.ts'
import { logged, meetingForm } from '../support/monthly-log.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'

const team = '/communities/craigmor/2026-27/log'

t.test('the monthly log and its imports pass axe and fit 320 pixels', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  await logged(test.db, '2026-06-03')
  const entry = await logged(test.db, '2026-10-07')
  await test.as('member').post(`${team}/${entry}`, { ...meetingForm({ 'met_on-day': '7', 'met_on-month': '10', reviewed_children: '4' }), revision: '1' })
  await test.as('chair').post(`${team}/${await logged(test.db, '2026-11-04')}/removal`)
  const columns = await toColumns(test, 'dataOfficer', '/data-import', 'register.xlsx', await messyRegister())
  const words = String((await test.as('dataOfficer').post(columns, formIn((await test.as('dataOfficer').get(columns)).body))).headers.location)
  const own = await toColumns(test, 'chair', `${team}/import`, 'log.csv', csvOf([['Date', 'New referrals', 'Reviewed'], ['02/09/2026', 4, 2], ['31/02/2026', 1, 1]]))
  const preview = String((await test.as('chair').post(own, formIn((await test.as('chair').get(own)).body))).headers.location)
  await checkPages(t, test, 'chair', [team, `${team}/new`, `${team}/${entry}`, `${team}/${entry}/edit`, `${team}/import`, preview, `${team}/import/${await broughtIn(test.db, 'chair', places.craigmor)}`, '/logs/craigmor/2026-27', '/communities/craigmor/2026-27'])
  await checkPages(t, test, 'areaLead', [team, '/logs/north/2026-27'])
  await checkPages(t, test, 'dataOfficer', ['/data-import', columns, words, '/logs/strathclutha/2026-27', '/'])
})

t.test('a meeting is logged on a phone without script: wrong numbers stay, and the summary leads to their box', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const page = await test.page('member', { width: 320, script: false })
  await page.open(`${team}/new`)
  const type = async (name: string, value: string) => page.type(`[name="${name}"]`, value)
  for (const name of ['education', 'health']) await page.$eval(`[name="agency.${name}"]`, box => { (box as HTMLInputElement).checked = true })
  for (const [name, value] of [['new_children', '3'], ['reviewed_children', '2'], ['reason.attendance', '4'], ['child_view_noted', '3'], ['parent_view_noted', '3']] as const) await type(name, value)
  await page.to('Save')
  const summary = await page.$eval('.govuk-error-summary a', link => ({ text: link.textContent, href: link.getAttribute('href') }))
  t.match(summary, { text: 'These add up to 4, but 3 children were discussed for the first time. Count each child once', href: '#reason' })
  t.equal(await page.$eval('#reason', box => (box as HTMLInputElement).name), 'reason.attendance')
  t.equal(await page.$eval('#reason', box => (box as HTMLInputElement).value), '4')
  await page.$eval('#reason', box => { (box as HTMLInputElement).value = '3' })
  await page.to('Save')
  t.match(page.url(), /\/log$/)
  t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 321))
  t.match(await page.$eval('main', main => main.textContent), 'Education and Health')
})
