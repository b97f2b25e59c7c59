import {
  AlignmentType, BorderStyle, Document, Footer, Header, HeadingLevel, HeightRule, LevelFormat, Packer, PageBreak, PageNumber, PageOrientation, Paragraph, Table, TableCell, TableLayoutType, TableOfContents, TableRow, TextRun, WidthType
} from 'docx'
import { longDate } from '../lib/dates.ts'
import type { FileChild } from 'docx'
import type { Block, ReportDocument, Section } from './document.ts'

const ink = '16202A'
const brand = '003A5D'
const line = { style: BorderStyle.SINGLE, size: 4, color: 'B4BEC6' }
const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' }
/** Sizes of paper, upright, in twentieths of a point. */
/** More are set in small letters. */
const manyColumns = 12
const papers = { A4: { width: 11_906, height: 16_838 }, A3: { width: 16_838, height: 23_811 } }
const margin = 1134

/** The sheet of a report, and how wide its text is between margins of 2 cm. */
function sheetOf (paper: ReportDocument['paper']) {
  const { width, height } = paper === 'A3-landscape' ? papers.A3 : papers.A4
  return { size: { width, height, orientation: paper ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT }, textWidth: (paper ? height : width) - 2 * margin }
}

/** The report as a Word document that can be edited: real heading styles, a table of contents, repeated table headings, the marking on every page. */
export async function writeDocx (report: ReportDocument): Promise<Buffer> {
  const draft = report.draft ? ' · Draft' : ''
  const { size, textWidth } = sheetOf(report.paper)
  const document = new Document({
    title: clean(report.title),
    creator: clean(report.author),
    lastModifiedBy: clean(report.author),
    subject: clean(`${report.kind}, ${report.team}, session ${report.session}`),
    keywords: [report.marking, report.kind, report.team, report.session].map(clean).join(', '),
    features: { updateFields: true },
    styles: styles(report.language),
    numbering: { config: [{ reference: 'points', levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: 360, hanging: 240 } } } }] }] },
    sections: [{
      properties: { page: { size, margin: { top: margin, right: margin, bottom: margin, left: margin } }, titlePage: true },
      headers: { default: new Header({ children: [small(`${report.marking} · ${report.team}, ${report.kind.toLowerCase()}, ${report.session}${draft}`)] }), first: new Header({ children: [small(report.marking)] }) },
      footers: { default: pageFooter(report), first: pageFooter(report) },
      children: [...report.paper ? sheetHead(report) : [...cover(report), ...contents()], ...summary(report), ...report.sections.flatMap(section => sectionParts(section, HeadingLevel.HEADING_1, textWidth))]
    }]
  })
  return Packer.toBuffer(document)
}

const styles = (language: string) => {
  const heading = (size: number, before: number) => ({ run: { size, bold: true, color: brand }, paragraph: { spacing: { before, after: 120 }, keepNext: true } })
  return {
    default: {
      document: { run: { font: 'Calibri', size: 22, color: ink, language: { value: language } } },
      title: { run: { size: 56, bold: true, color: brand }, paragraph: { spacing: { after: 240 } } },
      heading1: heading(34, 400),
      heading2: heading(26, 300),
      heading3: heading(23, 200)
    }
  }
}

const pageFooter = (report: ReportDocument) => new Footer({
  children: [new Paragraph({ children: [new TextRun({ text: clean(`${report.marking} · ${report.author} · ${report.version} · `), size: 16 }), new TextRun({ children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES], size: 16 })] })]
})

const cover = (report: ReportDocument): FileChild[] => [
  new Paragraph({ spacing: { before: 2400 }, children: [new TextRun({ text: clean(report.kind), size: 30, bold: true, color: '48555F' })] }),
  new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(report.team))] }),
  ...report.subject ? [new Paragraph({ spacing: { after: 200 }, children: [new TextRun({ text: clean(report.subject), size: 36, bold: true })] })] : [],
  new Paragraph({ spacing: { after: 480 }, children: [new TextRun({ text: clean(`Session ${report.session}`), size: 32 })] }),
  ...report.draft ? [new Paragraph({ spacing: { after: 480 }, children: [new TextRun({ text: report.draft, bold: true, size: 26, color: '5C3800' })] })] : [],
  ...[report.author, report.version, longDate(report.date), `Marking: ${report.marking}`].map(text => paragraph(text)),
  new Paragraph({ children: [new PageBreak()] })
]

/** A sheet to lay on the table begins at once. */
const sheetHead = (report: ReportDocument): FileChild[] => [
  new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(`${report.team}: ${report.kind.toLowerCase()}`))] }),
  paragraph([`Session ${report.session}`, report.version, `Marking: ${report.marking}`, ...report.draft ? [report.draft] : []].join(' · '))
]

const contents = (): FileChild[] => [
  new Paragraph({ children: [new TextRun({ text: 'Contents', bold: true, size: 34, color: brand })] }),
  new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-2' }),
  new Paragraph({ children: [new PageBreak()] })
]

const summary = (report: ReportDocument): FileChild[] => [heading('Summary', HeadingLevel.HEADING_1), ...report.summary.map(point)]

function sectionParts (section: Section, level: typeof HeadingLevel[keyof typeof HeadingLevel], width: number): FileChild[] {
  return [heading(section.heading, level), ...section.blocks.flatMap(block => blockParts(block, width)), ...(section.sections ?? []).flatMap(inner => sectionParts(inner, HeadingLevel.HEADING_2, width))]
}

function blockParts (block: Block, width: number): FileChild[] {
  switch (block.kind) {
    case 'paragraph': return [paragraph(block.text)]
    case 'note': return [new Paragraph({ spacing: { after: 160 }, indent: { left: 240 }, border: { left: { style: BorderStyle.SINGLE, size: 18, space: 8, color: '9AA5AE' } }, children: runs(block.text) })]
    case 'list': return block.items.map(point)
    case 'facts': return [caption(block.caption), grid([3200, width - 3200], block.rows.map(row => [row.label, row.text]), { header: false, rowHeader: true }), gap()]
    case 'answer': return [caption(block.label), box(block.lines, width), gap()]
    case 'choices': return [caption(block.label), ...block.items.map(item => new Paragraph({ spacing: { after: 60 }, children: runs(`☐ ${item}`) })), gap()]
    case 'table': return [caption(block.caption), grid(columnWidths([block.columns, ...block.rows], width), [block.columns, ...block.rows], { header: true, rowHeader: block.rowHeader }), gap()]
  }
}

/** A frame to write in. */
const box = (lines: number, width: number) => new Table({
  width: { size: width, type: WidthType.DXA },
  columnWidths: [width],
  rows: [new TableRow({ cantSplit: true, height: { value: lines * 400, rule: HeightRule.ATLEAST }, children: [new TableCell({ children: [gap()] })] })]
})

/** Each column has room for its longest word, or where that is too much for so many of its letters as fit; what is left is shared by how much the cells say. Twentieths of a point. */
function columnWidths (rows: string[][], width: number): number[] {
  const letter = rows[0]!.length > manyColumns ? 115 : 160
  const longest = rows[0]!.map((_name, column) => Math.max(3, ...rows.flatMap(row => (row[column] ?? '').split(/\s/).map(word => word.length))))
  const sumOf = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0)
  const least = (most: number) => longest.map(letters => Math.min(most, letters) * letter + 160)
  let most = 20
  while (most > 3 && sumOf(least(most)) > width) most--
  const says = longest.map((_letters, column) => Math.min(60, rows.reduce((sum, row) => sum + (row[column]?.length ?? 0), 0) / rows.length))
  const left = width - sumOf(least(most))
  return least(most).map((one, column) => Math.floor(left > 0 ? one + left * says[column]! / (sumOf(says) || 1) : one * width / sumOf(least(most))))
}

/** A table whose first row is repeated on every page, and no row of which is torn apart. */
const grid = (widths: number[], rows: string[][], { header, rowHeader }: { header: boolean, rowHeader: boolean }) => new Table({
  width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
  columnWidths: widths,
  layout: TableLayoutType.FIXED,
  borders: { top: none, left: none, right: none, bottom: line, insideHorizontal: line, insideVertical: none },
  rows: rows.map((row, index) => new TableRow({
    tableHeader: header && index === 0,
    cantSplit: true,
    children: widths.map((size, column) => new TableCell({
      width: { size, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, right: 120 },
      children: [new Paragraph({ children: runs(row[column] ?? '', (header && index === 0) || (rowHeader && column === 0), widths.length > manyColumns ? 16 : undefined) })]
    }))
  }))
})

const heading = (text: string, level: typeof HeadingLevel[keyof typeof HeadingLevel]) => new Paragraph({ heading: level, children: runs(text) })
const paragraph = (text: string) => new Paragraph({ spacing: { after: 160 }, children: runs(text) })
const point = (text: string) => new Paragraph({ numbering: { reference: 'points', level: 0 }, spacing: { after: 60 }, children: runs(text) })
const caption = (text: string) => new Paragraph({ keepNext: true, spacing: { before: 120, after: 80 }, children: runs(text, true) })
const small = (text: string) => new Paragraph({ children: [new TextRun({ text: clean(text), size: 17, bold: true })] })
const gap = () => new Paragraph({ children: [] })

/** Text with its line breaks; a run with letters of a script from right to left says so. */
const runs = (text: string, bold = false, size?: number): TextRun[] => clean(text).split('\n').map((words, index) =>
  new TextRun({ text: words, bold, size, break: index > 0 ? 1 : 0, rightToLeft: /[\u0590-\u08ff]/.test(words) || undefined }))

/** Characters that XML cannot hold are left out; they mean nothing to a reader. */
// eslint-disable-next-line no-control-regex
const clean = (text: string): string => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
