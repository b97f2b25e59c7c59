import { AlignmentType, BorderStyle, Document, Footer, HeadingLevel, Packer, Paragraph, ShadingType, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign, WidthType } from 'docx'
import type { Poster } from './poster.ts'

const brand = '003A5D'
/** The text width of an A4 page in twentieths of a point, with margins of 1.5 cm. */
const width = 10_204
const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' }
const line = { style: BorderStyle.SINGLE, size: 12, color: brand }

/** The poster as a Word document that can be edited: a heading, and a table with a row for each pair. */
export async function writePosterDocx (poster: Poster): Promise<Buffer> {
  const document = new Document({
    title: poster.title,
    creator: poster.author,
    lastModifiedBy: poster.author,
    subject: `${poster.heading.join(' ')}, ${poster.team}, session ${poster.session}`,
    styles: { default: { document: { run: { font: 'Calibri', size: 28, color: '16202A', language: { value: poster.language } } }, title: { run: { size: 80, bold: true, color: brand } }, heading1: { run: { size: 36, bold: true, color: brand }, paragraph: { spacing: { after: 240 } } } } },
    sections: [{
      properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { top: 850, right: 850, bottom: 850, left: 850 } } },
      footers: { default: new Footer({ children: [text(`${poster.draft ? `${poster.marking} · ` : ''}${poster.team} · Session ${poster.session} · ${poster.credit}`, { size: 18 })] }) },
      children: [
        ...poster.draft ? [text(poster.draft, { bold: true, color: '5C3800' })] : [],
        new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(poster.heading.join(' ')))] }),
        new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(clean(`${poster.team}, session ${poster.session}`))] }),
        pairs(poster),
        ...poster.contact ? [new Paragraph({ spacing: { before: 360 }, alignment: AlignmentType.CENTER, children: [new TextRun({ text: clean(poster.contact), bold: true, color: brand })] })] : []
      ]
    }]
  })
  return Packer.toBuffer(document)
}

/** The heading row is repeated on every page, and no pair is torn apart. */
const pairs = (poster: Poster) => new Table({
  width: { size: width, type: WidthType.DXA },
  columnWidths: [width / 2, width / 2],
  layout: TableLayoutType.FIXED,
  borders: { top: none, left: none, right: none, bottom: line, insideHorizontal: line, insideVertical: none },
  rows: [
    new TableRow({ tableHeader: true, children: ['You said', 'We did'].map(words => cell([text(words, { bold: true, size: 36, color: 'FFFFFF' })], brand)) }),
    ...poster.pairs.map(({ saidBy, said, did, status }) => new TableRow({ cantSplit: true, children: [cell([text(saidBy, { bold: true, color: brand }), ...lines(`“${said}”`)]), cell([...lines(did), text(status, { bold: true, color: brand })])] }))
  ]
})

const cell = (children: Paragraph[], fill?: string) => new TableCell({
  width: { size: width / 2, type: WidthType.DXA }, verticalAlign: VerticalAlign.TOP, margins: { top: 140, bottom: 140, left: 140, right: 140 }, children, shading: fill ? { type: ShadingType.CLEAR, fill } : undefined
})
const lines = (words: string): Paragraph[] => words.split('\n').map(one => text(one))
const text = (words: string, run: { bold?: boolean, size?: number, color?: string } = {}) => new Paragraph({ spacing: { after: 80 }, children: [new TextRun({ text: clean(words), rightToLeft: /[\u0590-\u08ff]/.test(words) || undefined, ...run })] })

/** Characters that XML cannot hold are left out; they mean nothing to a reader. */
// eslint-disable-next-line no-control-regex
const clean = (words: string): string => words.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
