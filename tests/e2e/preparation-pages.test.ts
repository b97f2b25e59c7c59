import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'
import { craigmorPublished } from '../support/work.ts'
import { browserOf, linkFor, preliminaryAsked, visitReady } from '../support/visiting.ts'

t.test('the pages of the preliminary report, the pack and visitors’ access pass axe and fit 320 pixels', { skip: noBrowser || onlyOnSqlite, timeout: 180_000 }, async t => {
  const test = await openBrowser(t)
  await craigmorPublished(test.db)
  const { home, visit, themes, visitor } = await visitReady(test.db)
  const statement = await preliminaryAsked(test.db, visit, themes[0]!)
  const report = `${home}/preliminary`
  const lead = test.as('visitLead')
  const theme = `${report}/themes/${themes[0]!.id}`
  const source = /value="(\S+ strengths)"/.exec((await lead.get(`${theme}/candidates?kind=self-evaluation`)).body)![1]!
  await lead.post(`${theme}/candidates`, { kind: 'self-evaluation', into: 'suggested', sources: [source] })
  await lead.post(`${report}/versions`, { note: 'The second one' })
  await test.db.updateTable('judgement').set({ strengths: 'Said otherwise now.' }).where('id', '=', source.split(' ')[0]!).execute()
  const { id: drawn } = await test.db.selectFrom('preliminary_statement').select('id').where('source_kind', '=', 'self-evaluation').executeTakeFirstOrThrow()

  const link = await linkFor(test, home, visitor)
  const tablet = browserOf(test)
  await tablet.open(link)
  await tablet.post(`/visiting/preliminary/comments/${statement}`, { text: 'Which leaders?' })
  const { id: comment } = await test.db.selectFrom('preliminary_comment').select('id').executeTakeFirstOrThrow()

  await checkPages(t, test, 'visitLead', [
    home, report, theme, `${theme}/candidates`, `${report}/statements/${statement}`, `${report}/statements/${drawn}/change`, `${report}/versions/2`, `${report}/versions/2/comparison?with=1`,
    `${report}/comments`, `${report}/comments/${statement}`, `${report}/answers/${comment}`, `${home}/visitors`, `${home}/visitors/${visitor.id}`, `${home}/pack`, `${home}/pack/themes`, `${home}/pack/people`, `${home}/pack/preliminary`, `${home}/pack/glossary`
  ])
  await checkPages(t, test, 'nobody', [link, '/visiting', '/visiting/link/unknown'])
  const asVisitor = {
    ...test,
    async page () {
      const page = await test.page('nobody')
      const [name, value] = tablet.jar.cookie!.split('=') as [string, string]
      await page.browserContext().setCookie({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true })
      return page
    }
  }
  await checkPages(t, asVisitor, 'nobody', ['/visiting', '/visiting/preliminary', '/visiting/preliminary/comments', `/visiting/preliminary/comments/${statement}`, '/visiting/pack', '/visiting/pack/themes'])
})
