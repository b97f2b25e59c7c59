import { disposition, fileName } from './document.ts'
import { writeDocx } from './docx.ts'
import { writePdf } from './pdf.ts'
import { writePosterDocx } from './poster-docx.ts'
import { writePosterPdf } from './poster.ts'
import type { FastifyReply } from 'fastify'
import type { PdfPrinter } from './browser.ts'
import type { Named, ReportDocument } from './document.ts'
import type { Poster } from './poster.ts'

/** The formats a report leaves in, by the end of its address. */
export const formats = {
  pdf: { name: 'PDF', type: 'application/pdf', write: (document: ReportDocument, printer: PdfPrinter): Promise<Buffer> => writePdf(document, printer) },
  docx: { name: 'Word', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', write: (document: ReportDocument): Promise<Buffer> => writeDocx(document) }
}
export type Format = keyof typeof formats
export const formatNames = Object.keys(formats) as Format[]

/** A poster leaves in the same formats. */
export const posterFormats: Record<Format, (poster: Poster, printer: PdfPrinter) => Promise<Buffer>> = { pdf: writePosterPdf, docx: poster => writePosterDocx(poster) }

/** Answer with a file of a report. */
export const sendFile = (reply: FastifyReply, document: Named, format: Format, file: Buffer) =>
  reply.header('content-disposition', disposition(fileName(document, format))).type(formats[format].type).send(file)

/** The links under which a report's page offers its files: `here` is the page's address, `query` goes along. */
export const downloads = (here: string, query = '') => formatNames.map((format, index) => ({
  text: `Download as ${formats[format].name}`, href: `${here}.${format}${query}`, classes: index > 0 ? 'govuk-button--secondary' : undefined
}))
