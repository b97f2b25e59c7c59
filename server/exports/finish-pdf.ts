import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFRef, PDFStream, PDFString, decodePDFRawStream } from '@cantoo/pdf-lib'
import type { PDFContext, PDFPage } from '@cantoo/pdf-lib'
import { wrapArtifacts } from './content-stream.ts'
import { StructureTree } from './structure-tree.ts'

export interface PdfFacts { title: string, author: string, subject: string, keywords: string[], language: string, date: Date }

const name = (text: string) => PDFName.of(text)
const product = 'LC-JST Toolkit'

/**
 * Make of Chromium's tagged PDF one that follows PDF/UA-1: metadata (5-1, 7.1-8, 7.1-9), unmarked content as artifacts (7.1-3),
 * standard roles (7.1-5), list bodies (7.2-20), names of links (7.18.5-2), column headers read once. With the facts' date and an id
 * made of the content, the same document always gives the same bytes.
 */
export async function finishPdf (printed: Uint8Array, facts: PdfFacts): Promise<Uint8Array> {
  const document = await PDFDocument.load(printed, { updateMetadata: false })
  const { context, catalog } = document
  describe(document, facts)
  const tree = new StructureTree(context, catalog.lookup(name('StructTreeRoot'), PDFDict))
  tree.mend()
  const digest = createHash('sha256').update(JSON.stringify(facts))
  for (const page of document.getPages()) digest.update(markArtifacts(context, page))
  const id = PDFHexString.of(digest.digest('hex').slice(0, 32).toUpperCase())
  context.trailerInfo.ID = context.obj([id, id])
  return document.save({ useObjectStreams: true, updateFieldAppearances: false, addDefaultPage: false })
}

function describe (document: PDFDocument, facts: PdfFacts) {
  const { context, catalog } = document
  document.setTitle(facts.title, { showInWindowTitleBar: true })
  document.setAuthor(facts.author)
  document.setSubject(facts.subject)
  document.setKeywords(facts.keywords)
  document.setProducer(product)
  document.setCreator(product)
  document.setCreationDate(facts.date)
  document.setModificationDate(facts.date)
  catalog.set(name('Lang'), PDFString.of(facts.language))
  catalog.set(name('MarkInfo'), context.obj({ Marked: true }))
  catalog.set(name('Metadata'), context.register(context.stream(new TextEncoder().encode(xmp(facts)), { Type: 'Metadata', Subtype: 'XML' })))
}

function xmp ({ title, author, subject, keywords, language, date }: PdfFacts): string {
  const text = (value: string) => value.replace(/[&<>]/g, character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
  const at = date.toISOString().replace(/\.\d+Z$/, 'Z')
  const alternative = (value: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${text(value)}</rdf:li></rdf:Alt>`
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:format>application/pdf</dc:format><dc:title>${alternative(title)}</dc:title><dc:creator><rdf:Seq><rdf:li>${text(author)}</rdf:li></rdf:Seq></dc:creator><dc:description>${alternative(subject)}</dc:description><dc:subject><rdf:Bag>${keywords.map(word => `<rdf:li>${text(word)}</rdf:li>`).join('')}</rdf:Bag></dc:subject><dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language><xmp:CreatorTool>${product}</xmp:CreatorTool><xmp:CreateDate>${at}</xmp:CreateDate><xmp:ModifyDate>${at}</xmp:ModifyDate><pdf:Producer>${product}</pdf:Producer><pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

/** Everything a page draws outside its tags becomes an artifact. @returns what the page draws, for the document's id */
function markArtifacts (context: PDFContext, page: PDFPage): Uint8Array {
  const { node } = page
  const given = node.get(name('Contents'))
  const streams = given instanceof PDFRef || given instanceof PDFArray ? context.lookup(given) : given
  const list = streams instanceof PDFArray ? streams.asArray().map(item => context.lookup(item)) : [streams]
  const bytes = Buffer.concat(list.flatMap(stream => stream instanceof PDFStream ? [contentsOf(stream), Buffer.from('\n')] : []))
  const objects = node.Resources()?.lookupMaybe(name('XObject'), PDFDict)
  const wrapped = wrapArtifacts(bytes, form => {
    const object = objects?.lookup(name(form))
    return object instanceof PDFStream && /BDC|BMC/.test(Buffer.from(contentsOf(object)).toString('latin1'))
  })
  if (wrapped) node.set(name('Contents'), context.register(PDFRawStream.of(context.obj({ Filter: 'FlateDecode' }), deflateSync(wrapped))))
  if (!node.has(name('Tabs'))) node.set(name('Tabs'), name('S'))
  return bytes
}

const contentsOf = (stream: PDFStream): Uint8Array => stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents()
