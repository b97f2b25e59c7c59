import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'
import { craigmorHeard, opened, phone, views } from '../support/surveying.ts'
import { craigmorAtWork } from '../support/work.ts'

t.setTimeout(200_000)

t.test('what people who answer see passes axe and fits 320 pixels, from right to left too', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const survey = await opened(test.db)
  const closed = await opened(test.db, 'views-parent@1', { opens_on: '2026-11-01', closes_on: '2026-11-20' })
  await checkPages(t, test, 'nobody', [
    `/s/${survey.link}`, `/s/${survey.link}?as=ar.pictures`, `/s/${survey.link}/all?as=ar.pictures`, `/s/${survey.link}/all?as=pl`, `/s/${closed.link}?as=ar`, '/s/unknown', '/answer/1', `/answer/thanks/${survey.id}?as=ar`
  ])
  for (const manner of ['en', 'ar.pictures']) {
    const hand = phone(test)
    await hand.post(`/s/${survey.link}`, { as: manner })
    const page = await test.page('nobody', { width: 320 })
    const [name, value] = hand.jar().split('=') as [string, string]
    await page.browserContext().setCookie({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true })
    await checkPages(t, { ...test, page: async () => Object.assign(page, { close: async () => {} }) } as typeof test, 'nobody', ['/answer/1', '/answer/5', '/answer/check'])
  }
})

t.test('what a team sees of views passes axe and fits 320 pixels', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const work = await craigmorAtWork(test.db)
  const { survey, voice } = await craigmorHeard(test.db, work.action)
  const open = await opened(test.db, 'views-young-person@1')
  const one = `${views}/surveys/${survey}`
  await checkPages(t, test, 'chair', [views, `${views}/surveys/new`, `${views}/surveys/${open.id}`, `${views}/surveys/${open.id}/edit`, one, `${one}/texts`, `${one}/results`, `${views}/voice-log`, `${views}/voice-log/new`, `${views}/voice-log/${voice}`, '/frameworks/views-child/1'])
  await checkPages(t, test, 'dataOfficer', ['/survey-settings'])
})
