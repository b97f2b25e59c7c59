import { PdfProblem } from '../../exports/browser.ts'
import { formats, sendFile } from '../../exports/formats.ts'
import { noPdfPage } from './pages.ts'
import type { FastifyReply } from 'fastify'
import type { PdfPrinter } from '../../exports/browser.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { Format } from '../../exports/formats.ts'

interface Asked { document: ReportDocument, format: Format, base: string, frame: object, layout: string }

/** Send the pack as a file; when the PDF cannot be made, a page that offers the same in Word and as pages. @returns whether a file was sent */
export async function sendPack (reply: FastifyReply, printer: PdfPrinter, { document, format, base, frame, layout }: Asked): Promise<boolean> {
  try {
    sendFile(reply, document, format, await formats[format].write(document, printer))
    return true
  } catch (problem) {
    if (!(problem instanceof PdfProblem)) throw problem
    reply.code(503).page('reading-packs/no-pdf', { ...frame, ...noPdfPage(problem.message, base) }, { layout })
    return false
  }
}
