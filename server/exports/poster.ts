import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import Handlebars from 'handlebars'
import { longDate } from '../lib/dates.ts'
import { finishPdf } from './finish-pdf.ts'
import { cssText } from './html.ts'
import { fontRules, fontStack } from './fonts.ts'
import type { PdfPrinter } from './browser.ts'
import type { ReportDocument } from './document.ts'

/** A sheet for a wall: pairs of what was said and what was done. Text is plain. */
export interface Poster extends Pick<ReportDocument, 'kind' | 'title' | 'team' | 'session' | 'date' | 'draft' | 'marking' | 'author' | 'language'> {
  /** The large words, a line each. */
  heading: string[]
  pairs: { saidBy: string, said: string, did: string, status: string }[]
  /** Where people can tell more. */
  contact: string | null
  /** Of when it is. */
  credit: string
}

/** From the largest letters to the smallest that can be read from a step away. */
export const posterSizes = [44, 38, 33, 28, 25, 22, 20, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9]
/** As many go on one sheet; more go on several, in letters of a middle size. */
const mostOnOne = 6
const sizeOfSeveral = 13
/** Below this size the margins inside shrink too. */
const densest = 12

let print: Handlebars.TemplateDelegate | undefined

/** The poster as one page of HTML that needs nothing from elsewhere. `whole`: the pairs fill one sheet. */
export function posterHtml (poster: Poster, size: number, whole: boolean): string {
  print ??= Handlebars.create().compile(readFileSync(path.join(import.meta.dirname, '../../templates/layouts/poster.hbs'), 'utf8'), { strict: true })
  return print({
    ...poster,
    size,
    whole,
    few: poster.pairs.length < 3,
    dense: whole && size < densest,
    ...whole ? columnsOf(poster) : { left: 47, right: 53 },
    fonts: fontRules(JSON.stringify(poster) + 'We did Draft Session Page of“”'),
    fontStack,
    topLeft: cssText(poster.draft ? `${poster.marking} · ${poster.draft}` : ''),
    bottomLeft: cssText(`${poster.team} · Session ${poster.session} · ${poster.credit}`),
    several: !whole
  })
}

/** The poster as an accessible PDF, in the largest letters in which it fits one sheet. @throws PdfProblem with a sentence for people */
export async function writePosterPdf (poster: Poster, printer: PdfPrinter): Promise<Buffer> {
  const size = poster.pairs.length <= mostOnOne ? await sizeThatFits(poster, printer) : null
  const printed = await printer.print(posterHtml(poster, size ?? sizeOfSeveral, size !== null))
  return Buffer.from(await finishPdf(printed, {
    title: poster.title,
    author: poster.author,
    subject: `${poster.heading.join(' ')}, ${poster.team}, session ${poster.session}. ${longDate(poster.date)}${poster.draft ? '. Draft' : ''}`,
    keywords: [...poster.draft ? [poster.marking] : [], poster.kind, poster.team, poster.session],
    language: poster.language,
    date: new Date(poster.date)
  }))
}

/** The largest letters in which the poster fits one sheet, found by printing it and looking; null when none does. */
async function sizeThatFits (poster: Poster, printer: PdfPrinter): Promise<number | null> {
  const fits = async (size: number) => {
    const printed = await printer.print(posterHtml(poster, size, true), { tagged: false })
    return (await PDFDocument.load(printed, { updateMetadata: false })).getPageCount() === 1
  }
  let [from, to] = [0, posterSizes.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (await fits(posterSizes[middle]!)) to = middle
    else from = middle + 1
  }
  return posterSizes[from] ?? null
}

/** The side that has more to say gets more room, within reason. */
function columnsOf ({ pairs }: Poster): { left: number, right: number } {
  const letters = (part: 'said' | 'did') => pairs.reduce((sum, pair) => sum + pair[part].length, 60)
  const left = Math.round(Math.min(57, Math.max(41, letters('said') / (letters('said') + letters('did')) * 100)))
  return { left, right: 100 - left }
}
