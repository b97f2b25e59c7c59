import t from 'tap'
import { findBrowser } from '../../server/exports/find-browser.ts'
import { folded, readPdf, rolesOf } from '../support/pdf.ts'
import { wordText } from '../support/word.ts'
import { everybody, home, lineOf, ready } from '../support/you-said.ts'
import { posterOf } from '../../server/features/you-said/rules.ts'
import { writePosterPdf } from '../../server/exports/poster.ts'
import type { PublicCopy } from '../../server/features/you-said/rules.ts'

const skip = await findBrowser({ setting: process.env.BROWSER_PATH ?? '', cacheDir: '/tmp' }) ? false : 'no browser for PDF on this machine'

/** Lines of a length, none like the other. */
const copyWith = (lines: number, letters: number, contact: string | null = 'Tell us more at any office.'): PublicCopy => ({
  team: 'Craigmor', session: '2026-27', authority: 'Strathclutha Council', contact,
  lines: Array.from({ length: lines }, (_none, n) => ({ who: 'parents' as const, said: wordsOf(`Said ${n + 1}`, letters), did: wordsOf(`Did ${n + 1}`, letters), state: 'going' as const }))
})
const wordsOf = (start: string, letters: number) => `${start} ${'something useful was told to everybody here '.repeat(9)}`.slice(0, letters).trim()
const draft = { at: '2026-11-23T10:00:00.000Z', draft: 'Draft, not released' as const }

t.test('the poster holds every line, is tagged, names nobody, and says when it is a draft', { skip }, async t => {
  const test = await ready(t)
  await test.as('chair').post(`${home}/lines`, lineOf(test, { said: 'We hear nothing\nafter a meeting.' }))
  const reply = await test.as('member').get(`${home}/poster.pdf`)
  t.equal(reply.statusCode, 200)
  t.match(String(reply.headers['content-disposition']), 'OFFICIAL Craigmor you said we did 2026-27 draft.pdf')
  const pdf = await readPdf(reply.rawPayload)
  const text = folded(pdf.text)
  t.equal(pdf.pages.length, 1)
  for (const words of ['You said, we did', 'Craigmor', 'Session 2026–27', 'Young people said', '“We do not know whom to ask for help.”', 'Every school has a poster that says whom to ask.', 'Parents and carers said', 'Every family gets a note within a week.', 'Planned', 'Draft, not released', 'Tell us more in the box at the office.']) t.ok(text.includes(words), words)
  t.match(text, /We hear nothing ?after a meeting\./)
  t.equal(pdf.title, 'You said, we did: Craigmor, session 2026–27')
  t.equal(pdf.language, 'en-GB')
  t.match(pdf.metadata, /pdfuaid:part>1</)
  const roles = rolesOf(pdf.tags)
  t.same(roles.filter(role => /^H\d/.test(role)), ['H1', 'H2', 'H3', 'H2', 'H3'], 'headings in order')
  for (const name of everybody) t.notOk(text.includes(name) || JSON.stringify(pdf.info).includes(name), name)

  const released = await readPdf((await test.as('areaLead').get(`${home}/poster.pdf?copy=released`)).rawPayload)
  t.notMatch(folded(released.text), /Draft|OFFICIAL|We hear nothing/)
  t.match(folded(released.text), '20 November 2026')
})

t.test('six lines fit one sheet; more, or lines as long as can be, go on several, none torn apart', { skip, timeout: 120_000 }, async t => {
  const test = await ready(t)
  for (const [lines, letters] of [[1, 20], [3, 120], [6, 40], [6, 220]] as const) {
    const pdf = await readPdf(await writePosterPdf(posterOf(copyWith(lines, letters), draft), test.printer))
    t.equal(pdf.pages.length, 1, `${lines} lines of ${letters} letters`)
    for (const { said, did } of copyWith(lines, letters).lines) for (const words of [said, did]) t.ok(folded(pdf.text).includes(folded(words)), words.slice(0, 10))
  }
  const many = await readPdf(await writePosterPdf(posterOf(copyWith(14, 180, null), draft), test.printer))
  t.ok(many.pages.length > 1)
  for (const { said, did } of copyWith(14, 180).lines) t.ok(many.pages.some(page => folded(page).includes(said) && folded(page).includes(did)), said.slice(0, 8))
  t.match(folded(many.pages[1]!), `Page 2 of ${many.pages.length}`)
  const one = posterOf(copyWith(2, 50), draft)
  t.ok((await writePosterPdf(one, test.printer)).equals(await writePosterPdf(one, test.printer)), 'the same lines give the same bytes')
})

t.test('letters of other scripts print, and what looks like markup is text', { skip }, async t => {
  const test = await ready(t)
  const copy = copyWith(1, 20)
  copy.lines[0]!.said = 'Łódź, 王小明 und <b>Fragen</b> & “mehr”'
  t.ok(folded((await readPdf(await writePosterPdf(posterOf(copy, draft), test.printer))).text).includes('Łódź, 王小明 und <b>Fragen</b> & “mehr”'))
})

t.test('the Word poster has the same lines', async t => {
  const test = await ready(t)
  await test.as('chair').post(`${home}/lines`, lineOf(test))
  const reply = await test.as('chair').get(`${home}/poster.docx`)
  t.equal(reply.statusCode, 200)
  const text = wordText(reply.rawPayload)
  for (const words of ['Draft, not released', 'You said, we did', 'Craigmor, session 2026–27', 'Young people said', '“We do not know whom to ask for help.”', 'Every family gets a note within a week.', '○ Planned', 'Tell us more in the box at the office.']) t.ok(text.includes(words), words)
  const released = wordText((await test.as('chair').get(`${home}/poster.docx?copy=released`)).rawPayload)
  t.notMatch(released, /Draft|Every family/)
  t.ok(await test.db.selectFrom('audit_event').select('id').where('what', '=', 'you-said.exported').executeTakeFirst())
})

t.test('who may not have the poster', async t => {
  const test = await ready(t)
  for (const [who, status] of [['outsider', 404], ['administrator', 403], ['nobody', 303]] as const) t.equal((await test.as(who).get(`${home}/poster.pdf`)).statusCode, status, who)
  t.equal((await test.as('chair').get(`${home}/poster.pdf?copy=other`)).statusCode, 404)
})
