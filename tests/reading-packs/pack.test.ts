import { mkdirSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { people, testApp } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf, rolesOf } from '../support/pdf.ts'
import { browserOf, linkFor, preliminaryAsked, visitReady } from '../support/visiting.ts'
import { wordText } from '../support/word.ts'

async function ready (t: any, settings: Record<string, string> = {}) {
  const test = await testApp(t, settings)
  const made = await visitReady(test.db)
  return { ...test, test, ...made, pack: `${made.home}/pack` }
}
const all = ['Three days with the teams.', 'How well do the teams know what changes for children?', 'T2 Impact on children', 'What changed for children?', 'Ingrid Solberg', 'Education Scotland', 'Leaders look at the evidence together twice a year.', 'Learning Community Joint Support Team']

t.test('the pack is there page by page, with everything in it', async t => {
  const { test, db, pack, visit, themes } = await ready(t)
  const lead = test.as('visitLead')
  t.match((await lead.get(pack)).body, 'The preliminary report is still being prepared.')
  t.match((await lead.get(`${pack}/preliminary`)).body, 'It is still being prepared.')
  await preliminaryAsked(db, visit, themes[0]!)
  const parts = ['introduction', 'themes', 'people', 'timetable', 'preliminary', 'glossary']
  const text = (await Promise.all(parts.map(async part => (await lead.get(`${pack}/${part}`)).body))).join()
  for (const words of all) t.match(text, words)
  t.match((await lead.get(`${pack}/people`)).body, /rel="prev"[^]+Themes and focus questions[^]+rel="next"[^]+Timetable/)
  t.notMatch(text, people.visitLead.email, 'nobody’s address is printed')
  t.equal((await lead.get(`${pack}/nothing`)).statusCode, 404)
  t.equal((await test.as('outsider').get(pack)).statusCode, 404)
  t.equal((await test.as('nobody').get(pack)).statusCode, 303)
})

t.test('as Word it holds the same', async t => {
  const { test, db, pack, visit, themes } = await ready(t)
  await preliminaryAsked(db, visit, themes[0]!)
  const reply = await test.as('visitLead').get(`${pack}.docx`)
  const text = wordText(reply.rawPayload)
  for (const words of all) t.ok(text.includes(words), words)
  t.match(reply.headers['content-disposition'], 'OFFICIAL Strathclutha Council reading pack 2026-27.docx')
})

t.test('as PDF it is one tagged document that reads back', { skip: noBrowser, timeout: 90_000 }, async t => {
  const { test, db, pack, home, visitor, visit, themes } = await ready(t)
  await preliminaryAsked(db, visit, themes[0]!)
  const tablet = browserOf(test)
  await tablet.open(await linkFor(test, home, visitor))
  const reply = await tablet.get('/visiting/pack.pdf')
  t.equal(reply.statusCode, 200)
  if (process.env.KEEP_PACK) { mkdirSync(process.env.KEEP_PACK, { recursive: true }); writeFileSync(`${process.env.KEEP_PACK}/pack.pdf`, reply.rawPayload) }
  const pdf = await readPdf(reply.rawPayload)
  for (const words of all) t.ok(folded(pdf.text).includes(words), words)
  const roles = rolesOf(pdf.tags)
  for (const role of ['H1', 'H2', 'H3', 'Table', 'TH', 'TD', 'Caption', 'L', 'LI', 'Link']) t.ok(roles.includes(role), `tag ${role}`)
  t.match(pdf.metadata, /pdfuaid:part>1</)
  t.equal(pdf.title, 'Reading pack: Learning together in Strathclutha')
  t.ok(pdf.outline.includes('Who is who'), 'bookmarks')
  t.equal(pdf.language, 'en-GB')
  const trail = await db.selectFrom('audit_event').select(['what', 'actor_name', 'details']).where('subject_id', '=', visitor.id).where('what', '=', 'visitor.exported').executeTakeFirstOrThrow()
  t.same(trail, { what: 'visitor.exported', actor_name: 'Ingrid Solberg (Invented Council)', details: '{"paper":"Reading pack","format":"PDF"}' })
  t.equal((await test.as('visitLead').get(`${pack}.pdf`)).statusCode, 200)
})

t.test('when the browser for PDF is gone, a page says so and offers Word and the pages', async t => {
  const { test, db, pack, home, visitor } = await ready(t, { BROWSER_PATH: '/nowhere/chromium' })
  const gone = await test.as('visitLead').get(`${pack}.pdf`)
  t.equal(gone.statusCode, 503)
  t.match(gone.headers['content-type'], 'text/html')
  t.match(gone.body, /cannot be made just now[^]+Nothing is lost[^]+pack\.docx/)
  t.match(gone.body, `href="${pack}"`)
  t.equal((await test.as('visitLead').get(`${pack}.docx`)).statusCode, 200, 'what it offers works')
  const tablet = browserOf(test)
  await tablet.open(await linkFor(test, home, visitor))
  const theirs = await tablet.get('/visiting/pack.pdf')
  t.equal(theirs.statusCode, 503)
  t.match(theirs.body, /href="\/visiting\/pack\.docx"[^]+href="\/visiting\/pack"/)
  t.equal((await tablet.get('/visiting/pack.docx')).statusCode, 200)
  const events = await db.selectFrom('audit_event').select('details').where('what', '=', 'visitor.exported').execute()
  t.same(events.map(event => event.details), ['{"paper":"Reading pack","format":"Word"}'], 'only what was made is in the trail')
})

t.test('the lead sees who has read what', async t => {
  const { test, home, visitor } = await ready(t)
  const tablet = browserOf(test)
  await tablet.open(await linkFor(test, home, visitor))
  await tablet.get('/visiting/pack')
  await tablet.get('/visiting/pack/themes')
  await tablet.get('/visiting/pack/themes')
  const page = (await test.as('visitLead').get(`${home}/visitors/${visitor.id}`)).body
  t.match(page, /Reading pack: Themes and focus questions[^]+2 times/)
  t.match((await test.as('visitLead').get(`${home}/visitors`)).body, 'Reading pack: Themes and focus questions, Reading pack')
})
