import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { PDFDict, PDFDocument, PDFName, PDFStream, decodePDFRawStream } from '@cantoo/pdf-lib'
import { createPdfPrinter } from '../../server/exports/browser.ts'
import { paintedUnits } from '../../server/exports/content-stream.ts'
import { fileName } from '../../server/exports/document.ts'
import { findBrowser } from '../../server/exports/find-browser.ts'
import { reportHtml } from '../../server/exports/html.ts'
import { writePdf } from '../../server/exports/pdf.ts'
import { folded, readPdf, rolesOf } from '../support/pdf.ts'
import { sampleReport } from '../support/sample-report.ts'

const cacheDir = mkdtempSync(path.join(tmpdir(), 'toolkit-pdf-'))
const browser = await findBrowser({ setting: process.env.BROWSER_PATH ?? '', cacheDir })
const skip = browser ? false : 'no browser for PDF on this machine'
const printer = createPdfPrinter({ setting: browser?.path ?? '', cacheDir })
t.teardown(async () => { await printer.close(); rmSync(cacheDir, { recursive: true, force: true }) })

t.test('a plan of forty actions becomes a tagged PDF that reads back', { skip }, async t => {
  const report = sampleReport()
  const first = await writePdf(report, printer)
  const started = performance.now()
  const again = await writePdf(report, printer)
  t.comment(`${(performance.now() - started).toFixed(0)} ms with a warm browser`)
  t.ok(first.equals(again), 'the same document gives the same bytes')
  const pdf = await readPdf(first)
  const text = folded(pdf.text)
  for (const section of report.sections) t.match(text, folded(section.heading), section.heading)
  for (let n = 1; n <= 40; n++) t.ok(text.includes(`Referrals in which the parent’s view is noted (${n})`), `action ${n}`)
  t.equal(pdf.title, report.title)
  t.match(pdf.info, { Author: 'Strathclutha Council', Producer: 'LC-JST Toolkit' })
  t.match(String(pdf.info.Keywords), 'OFFICIAL')
  t.match(pdf.metadata, /pdfuaid:part>1</)
  t.ok(pdf.outline.includes('Action 40: Make sure information reaches parents'), 'bookmarks')
  const roles = rolesOf(pdf.tags)
  for (const role of ['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD', 'Caption', 'L', 'LI', 'LBody', 'Link']) t.ok(roles.includes(role), `tag ${role}`)
  pdf.pages.forEach((page, index) => {
    const folds = folded(page)
    t.match(folds, `Page ${index + 1} of ${pdf.pages.length}`)
    t.ok((folds.match(/OFFICIAL/g) ?? []).length >= 2, `marking above and below on page ${index + 1}`)
    if (index > 0) t.match(folds, 'Draft, not signed')
  })
})

t.test('the contents name the page each section really begins on', { skip }, async t => {
  const pdf = await readPdf(await writePdf(sampleReport(), printer))
  const contents = folded(pdf.pages.slice(1, 3).join(' '))
  for (const heading of ['Action 1: ', 'Action 17: ', 'Action 40: ']) {
    const page = pdf.pages.findIndex((text, index) => index > 2 && folded(text).includes(heading)) + 1
    t.match(contents, new RegExp(`${heading}Make sure information reaches parents ?${page} `), `${heading} on ${page}`)
  }
})

t.test('names in every script print, and are not lost in the text', { skip }, async t => {
  const { text } = await readPdf(await writePdf(sampleReport(2), printer))
  for (const name of ['Łukasz Żółć', 'Mòrag NicDhòmhnaill', '王小明']) t.ok(folded(text).includes(name), name)
  t.match(text.normalize('NFKC'), /[\u0600-\u06ff]{3}/, 'Arabic letters')
})

t.test('what Chromium leaves wrong is put right, and the raw print would not pass', { skip }, async t => {
  const raw = await printer.print(reportHtml(sampleReport(3)))
  const finished = await writePdf(sampleReport(3), printer)
  const unmarked = async (bytes: Uint8Array) => {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    return pdf.getPages().flatMap(page => {
      const given = pdf.context.lookup(page.node.get(PDFName.of('Contents')))
      return given instanceof PDFStream ? paintedUnits(decodePDFRawStream(given as never).decode()).filter(unit => unit.mark === '' && !unit.xobject) : []
    }).length
  }
  t.ok(await unmarked(raw) > 0, '7.1-3 fails in the raw print')
  t.equal(await unmarked(finished), 0, '7.1-3 unmarked content')
  const faults = async (bytes: Uint8Array) => {
    const { context, catalog } = await PDFDocument.load(bytes, { updateMetadata: false })
    const elements = context.enumerateIndirectObjects().map(([, object]) => object).filter(object => object instanceof PDFDict)
    return {
      noMetadata: catalog.has(PDFName.of('Metadata')) ? 0 : 1,
      namelessLinks: elements.filter(one => one.get(PDFName.of('Subtype')) === PDFName.of('Link') && !one.has(PDFName.of('Contents'))).length
    }
  }
  t.match(await faults(raw), { noMetadata: 1 })
  t.ok((await faults(raw)).namelessLinks > 0)
  t.same(await faults(finished), { noMetadata: 0, namelessLinks: 0 }, '7.1-8 and 7.18.5-2')
})

t.test('the printer reaches nothing and reads nothing', { skip }, async t => {
  let hits = 0
  const server = createServer((_request, response) => { hits++; response.end('secret') })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  const at = `http://127.0.0.1:${port}/`
  const hostile = reportHtml(sampleReport(1)).replace('</body>', `<img src="${at}"><iframe src="${at}"></iframe><link rel="stylesheet" href="${at}"><object data="file:///etc/hostname"></object><iframe src="file:///etc/hostname"></iframe><script>document.title=1;fetch('${at}')</script></body>`)
  const { text } = await readPdf(await printer.print(hostile))
  t.equal(hits, 0)
  t.notMatch(text, 'secret')
})

t.test('a browser that is killed while printing is started again', { skip }, async t => {
  await printer.print('<!doctype html><title>warm</title><p>warm')
  const printing = writePdf(sampleReport(60), printer)
  setTimeout(() => process.kill(printer.processId()!, 'SIGKILL'), 60)
  t.match(folded((await readPdf(await printing)).text), 'Action 60')
})

t.test('a print that hangs ends with a sentence, and the next one works', { skip }, async t => {
  const hurried = createPdfPrinter({ setting: browser!.path, cacheDir, deadlineMs: 12_000 })
  t.teardown(() => hurried.close())
  await hurried.print('<!doctype html><title>warm</title><p>warm')
  const endless = `<!doctype html><title>long</title><table>${'<tr><td>cell</td><td>cell</td></tr>'.repeat(170_000)}</table>`
  await t.rejects(hurried.print(endless), { statusCode: 503, message: /took too long/ })
  t.ok((await hurried.print('<!doctype html><title>short</title><p>short')).length > 500)
})

t.test('without a browser the person is told what to install, and too much is refused', async t => {
  const none = createPdfPrinter({ setting: '/nowhere/chromium', cacheDir })
  await t.rejects(none.print('<p>'), { statusCode: 503, message: /BROWSER_PATH/ })
  await t.rejects(none.print('x'.repeat(8_000_001)), { statusCode: 413, message: /too much/ })
  await none.close()
})

t.test('the file name carries the marking and is fit for every system', async t => {
  t.equal(fileName({ ...sampleReport(1), team: 'Ceann Loch / “Mòr”' }, 'pdf'), 'OFFICIAL Ceann Loch Mor action plan 2026-27 draft.pdf')
})
