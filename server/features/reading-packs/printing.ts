import { PdfProblem } from '../../exports/browser.ts'
import { formats, sendFile } from '../../exports/formats.ts'
import { noPdfPage } from './pages.ts'
import type { FastifyReply } from 'fastify'
import type { PdfPrinter } from '../../exports/browser.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { Format } from '../../exports/formats.ts'

interface Asked { document: ReportDocument, format: Format, base: string, frame: object, layout: string, note: () => Promise<unknown> }

/** Send the pack as a file, once it is noted in the trail; when the PDF cannot be made, a page that offers the same in Word and as pages. */
export async function sendPack (reply: FastifyReply, printer: PdfPrinter, { document, format, base, frame, layout, note }: Asked) {
  try {
    const file = await formats[format].write(document, printer)
    await note()
    return sendFile(reply, document, format, file)
  } catch (problem) {
    if (!(problem instanceof PdfProblem)) throw problem
    return reply.code(503).page('reading-packs/no-pdf', { ...frame, ...noPdfPage(problem.message, base) }, { layout })
  }
}
