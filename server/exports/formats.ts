import { disposition, fileName } from './document.ts'
import { writeDocx } from './docx.ts'
import { writePdf } from './pdf.ts'
import type { FastifyReply } from 'fastify'
import type { PdfPrinter } from './browser.ts'
import type { ReportDocument } from './document.ts'

/** The formats a report leaves in, by the end of its address. */
export const formats = {
  pdf: { name: 'PDF', type: 'application/pdf', write: (document: ReportDocument, printer: PdfPrinter): Promise<Buffer> => writePdf(document, printer) },
  docx: { name: 'Word', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', write: (document: ReportDocument): Promise<Buffer> => writeDocx(document) }
}
export type Format = keyof typeof formats
export const formatNames = Object.keys(formats) as Format[]

/** Answer with a file of a report. */
export const sendFile = (reply: FastifyReply, document: ReportDocument, format: Format, file: Buffer) =>
  reply.header('content-disposition', disposition(fileName(document, format))).type(formats[format].type).send(file)

/** The links under which a report's page offers its files: `here` is the page's address, `query` goes along. */
export const downloads = (here: string, query = '') => formatNames.map((format, index) => ({
  text: `Download as ${formats[format].name}`, href: `${here}.${format}${query}`, classes: index > 0 ? 'govuk-button--secondary' : undefined
}))
