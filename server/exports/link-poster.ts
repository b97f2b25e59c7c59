import { readFileSync } from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import { encode } from 'uqr'
import { longDate } from '../lib/dates.ts'
import { finishPdf } from './finish-pdf.ts'
import { fontRules, fontStack } from './fonts.ts'
import { cssText } from './html.ts'
import type { PdfPrinter } from './browser.ts'
import type { Named } from './document.ts'

/** A sheet for a wall that asks people to answer: a code to scan, and the same words in several languages. */
export interface LinkPoster extends Named {
  title: string
  author: string
  date: string
  address: string
  /** Each language: what is asked, and how long it takes. The first is the largest. */
  asks: { tag: string, direction: string, title: string, text: string }[]
  until: string
}

let print: Handlebars.TemplateDelegate | undefined

/** The dark squares of a code for an address, as one path in a square of `size`. */
export function qrPath (address: string): { size: number, path: string } {
  const { data, size } = encode(address, { ecc: 'M', border: 4 })
  return { size, path: data.flatMap((row, y) => row.flatMap((dark, x) => dark ? [`M${x} ${y}h1v1h-1z`] : [])).join('') }
}

/** The poster as one page of HTML that needs nothing from elsewhere. */
export function linkPosterHtml (poster: LinkPoster): string {
  print ??= Handlebars.create().compile(readFileSync(path.join(import.meta.dirname, '../../templates/layouts/link-poster.hbs'), 'utf8'), { strict: true })
  const [first, ...others] = poster.asks
  return print({
    ...poster,
    first,
    others,
    qr: qrPath(poster.address),
    shortAddress: poster.address.replace(/^https?:\/\//, ''),
    fonts: fontRules(JSON.stringify(poster) + 'Or go to'),
    fontStack,
    bottomLeft: cssText(`${poster.team} · Session ${poster.session} · ${poster.author}`)
  })
}

/** The poster as an accessible PDF. @throws PdfProblem with a sentence for people */
export async function writeLinkPosterPdf (poster: LinkPoster, printer: PdfPrinter): Promise<Buffer> {
  return Buffer.from(await finishPdf(await printer.print(linkPosterHtml(poster)), {
    title: poster.title, author: poster.author, subject: `${poster.title}. ${longDate(poster.date)}`, keywords: [poster.kind, poster.team, poster.session], language: 'en-GB', date: new Date(poster.date)
  }))
}
