import { randomUUID } from 'node:crypto'
import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'
import { browserOf, linkFor, visitReady } from '../support/visiting.ts'

t.test('the pages on which a visitor notes, finds and comments pass axe and fit 320 pixels', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const { home, partner } = await visitReady(test.db)
  const phone = browserOf(test)
  await phone.open(await linkFor(test, home, partner))
  t.equal((await phone.post('/visiting/notes/themes/T1', { text: 'Leaders look at the log every month.', group_label: 'A', client_key: randomUUID() })).statusCode, 303)
  t.equal((await phone.post('/visiting/findings', { kind: 'strength', text: 'Leaders know their figures.', evidence: 'The log on the wall' })).statusCode, 303)
  const asVisitor = {
    ...test,
    async page () {
      const page = await test.page('nobody')
      const [name, value] = phone.jar.cookie!.split('=') as [string, string]
      await page.browserContext().setCookie({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true })
      return page
    }
  }
  await checkPages(t, asVisitor, 'nobody', ['/visiting', '/visiting/notes', '/visiting/notes/themes/T1', '/visiting/findings', '/visiting/findings/new', '/visiting/take-away', '/visiting/report'])
})
