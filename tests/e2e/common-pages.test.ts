import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { people, places } from '../support/app.ts'
import { checkPages, checkedPage, findingsOf, onlyOnSqlite } from '../support/page-check.ts'
import { craigmorAtWork } from '../support/work.ts'

t.test('what everybody has, the administrator\'s pages and those without a sign-in pass axe and fit 320 pixels', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  await craigmorAtWork(test.db)
  await test.db.updateTable('mail_outbox').set({ state: 'given-up', tries: 7, reason: 'connect ECONNREFUSED' }).execute()
  const door = await doorOf(test)
  await checkPages(t, test, 'chair', [
    '/', '/communities', '/frameworks', '/frameworks/hgios4/1', '/frameworks/glasgow-ci-2022/1', '/account', '/account/mail', '/permissions', '/help', '/accessibility', '/privacy',
    '/nowhere', '/people', '/communities/inverallan/2026-27'
  ])
  await checkPages(t, test, 'administrator', [
    '/', '/organisation', '/organisation/import', `/organisation/places/${places.craigmor}`, '/people', '/people/invite', `/people/${people.member.id}`,
    '/sessions/2026-27/indicators', '/administration', '/trail', '/api-tokens', '/mail'
  ])
  await checkPages(t, test, 'nobody', [
    '/you-said/craigmor', '/you-said/inverallan', '/contribute', '/contribute/link/unknown', door, '/sign-in', '/sign-in/forgotten', '/welcome/not-a-link', '/help', '/set-up'
  ])
})

/** A personal link for first thoughts, as the chair is shown it. */
async function doorOf (test: Awaited<ReturnType<typeof openBrowser>>): Promise<string> {
  await test.as('both').post('/communities/strathfearn/2026-27/first-thoughts', { indicators: ['2.4'] })
  const { body } = await test.as('both').post('/communities/strathfearn/2026-27/first-thoughts/people', { name: 'Per Dahl', agency: 'Health' })
  return /\/contribute\/link\/[\w-]{43}/.exec(body)![0]
}

t.test('the check itself finds a picture without words and a grey that cannot be read', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const page = await checkedPage(test, 'nobody')
  await page.open('/help')
  t.same(await findingsOf(page), [])
  await page.evaluate(() => document.querySelector('main')!.insertAdjacentHTML('beforeend', '<img src="/assets/favicon.svg"><p style="color: #aaa">Too pale</p>'))
  const found = (await findingsOf(page)).map(line => line.split(':')[0])
  for (const rule of ['image-alt', 'color-contrast']) t.ok(found.includes(rule), rule)
})
