import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib'
import { finishPdf } from './finish-pdf.ts'
import { reportHtml } from './html.ts'
import type { PdfPrinter } from './browser.ts'
import type { ReportDocument } from './document.ts'

/**
 * The report as an accessible PDF. Printed twice: the first tells on which page each section begins, the second has those numbers in its
 * contents. @throws PdfProblem with a sentence for people
 */
export async function writePdf (document: ReportDocument, printer: PdfPrinter): Promise<Buffer> {
  // Measured with numbers as wide as the real ones, because a heading that breaks beside them may push the contents onto another page.
  const guessed = new Map(document.sections.flatMap(section => [section, ...section.sections ?? []]).map(({ id }) => [id, 88]))
  const pages = await sectionPages(await printer.print(reportHtml(document, guessed), { tagged: false }))
  const printed = await printer.print(reportHtml(document, pages))
  return Buffer.from(await finishPdf(printed, {
    title: document.title,
    author: document.author,
    subject: `${document.kind}, ${document.team}, session ${document.session}. ${document.version}${document.draft ? '. Draft' : ''}`,
    keywords: [document.marking, document.kind, document.team, document.session],
    language: document.language,
    date: new Date(document.date)
  }))
}

/** The page each section begins on, from the destinations that the contents link to. */
async function sectionPages (printed: Uint8Array): Promise<Map<string, number>> {
  const pdf = await PDFDocument.load(printed, { updateMetadata: false })
  const numbers = new Map(pdf.getPages().map((page, index) => [page.ref.toString(), index + 1]))
  const destinations = pdf.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)
  const found = new Map<string, number>()
  for (const [name, target] of destinations?.entries() ?? []) {
    const value = target instanceof PDFRef ? pdf.context.lookup(target) : target
    const page = value instanceof PDFArray ? value.get(0) : undefined
    const number = page && numbers.get(page.toString())
    if (number) found.set(name.decodeText(), number)
  }
  return found
}
