import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'
import { findingOf, readyVisit } from '../support/visit-work.ts'

t.setTimeout(400_000)

t.test('three phones write notes, one of them offline for a while: nothing is lost, nothing comes twice', { skip: noBrowser || onlyOnSqlite, timeout: 240_000 }, async t => {
  const test = await openBrowser(t)
  const { home, db } = await readyVisit(test)
  const phones = await Promise.all((['member', 'outsider', 'visitLead'] as const).map(async who => {
    const page = await test.page(who, { width: 360 })
    await page.open(`${home}/notes/themes/T1`)
    return page
  }))
  const write = async (phone: (typeof phones)[number], text: string) => {
    await phone.type('#text', text)
    await phone.$eval('form[data-note] button', button => (button as HTMLElement).click())
  }
  const [one, two, three] = phones as [typeof phones[0], typeof phones[0], typeof phones[0]]
  await two.setOfflineMode(true)
  await write(two, 'Written in the cellar.')
  await two.waitForFunction(() => document.querySelector('.app-unsent')?.textContent?.includes('Not sent yet: no connection.'), { timeout: 60_000 })
  t.match(await two.$eval('.app-unsent', box => box.textContent), 'Written in the cellar.')
  await write(two, 'And another, still in the cellar.')
  await write(one, 'From the first phone.')
  await write(three, 'From the third phone.')
  for (const [phone, words] of [[one, 'From the first phone.'], [three, 'From the third phone.']] as const) {
    await phone.waitForFunction(text => document.querySelector('[data-notes]')?.textContent?.includes(text), { timeout: 60_000 }, words)
  }
  t.equal((await db.selectFrom('visit_note').select('id').execute()).length, 2, 'the cellar waits')
  await two.setOfflineMode(false)
  await two.waitForFunction(() => document.querySelector('.app-unsent')?.textContent === '' && document.querySelector('[data-notes]')?.textContent?.includes('still in the cellar'), { timeout: 90_000 })
  const notes = await db.selectFrom('visit_note').select(['text', 'author_name']).orderBy('id').execute()
  t.same(notes.map(note => note.text).sort(), ['And another, still in the cellar.', 'From the first phone.', 'From the third phone.', 'Written in the cellar.'])
  t.equal(notes.find(note => note.text === 'Written in the cellar.')!.author_name, 'Olu Adeyemi')

  const plain = await test.page('member', { width: 320, script: false })
  await plain.open(`${home}/notes/themes/T1?question=T1-Q1`)
  await plain.type('#text', 'Without a script.')
  await plain.to('Add the note')
  t.match(await plain.content(), 'Without a script.')
  t.equal((await db.selectFrom('visit_note').select('id').execute()).length, 5)
})

t.test('the pages of notes, findings and the report pass axe and fit 320 pixels', { skip: noBrowser || onlyOnSqlite, timeout: 240_000 }, async t => {
  const test = await openBrowser(t)
  const { home } = await readyVisit(test)
  await test.as('member').post(`${home}/findings`, findingOf())
  await test.as('member').post(`${home}/notes/themes/T1`, { text: 'A note', client_key: '01990000-0000-7000-8000-000000000001', group_label: 'A' })
  await test.as('visitLead').post(`${home}/report`)
  await test.as('visitLead').post(`${home}/report/points`, { place: 'recommendation.T1', text: 'Tell parents before each meeting.' })
  await checkPages(t, test, 'visitLead', ['', '/notes', '/notes/themes/T1', '/notes/themes/T1/side-by-side', '/findings', '/findings/new', '/take-away', '/report', '/report/points/new', '/report/versions', '/report/read'].map(end => home + end))
  await test.as('visitLead').post(`${home}/report/steps`, { step: 'to-partners' })
  await checkPages(t, test, 'outsider', [`${home}/report`])
})
