import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import { longDate } from '../lib/dates.ts'
import { fontRules, fontStack } from './fonts.ts'
import { textOf } from './document.ts'
import type { Block, ReportDocument, Section } from './document.ts'

const templates = path.join(import.meta.dirname, '../../templates')
let print: Handlebars.TemplateDelegate | undefined

/**
 * The whole report as one page of HTML that needs nothing from elsewhere, for printing to PDF.
 * @param pages the page each section begins on, by id; before it is known, none
 */
export function reportHtml (document: ReportDocument, pages: Map<string, number> = new Map()): string {
  print ??= compile()
  return print({
    ...reportView(document, pages),
    language: document.language,
    fonts: fontRules(textOf(document) + 'Page of Contents Draft'),
    fontStack,
    pageSize: (document.paper ?? 'A4').replace('-', ' '),
    isSheet: document.paper !== undefined,
    topLeft: cssText(document.marking),
    topRight: cssText([`${document.team} ${document.kind.toLowerCase()} ${document.session}`, ...document.draft ? [document.draft] : []].join(' · ')),
    bottomLeft: cssText(`${document.marking} · ${document.author} · ${document.version} · ${longDate(document.date)}`)
  })
}

/** What the printed page and the page on screen show, from the same partials. */
export function reportView (document: ReportDocument, pages: Map<string, number> = new Map()) {
  return {
    title: document.title,
    kind: document.kind,
    team: document.team,
    subject: document.subject ?? null,
    session: document.session,
    version: document.version,
    date: longDate(document.date),
    author: document.author,
    marking: document.marking,
    draft: document.draft,
    summary: document.summary,
    contents: document.sections.map(section => ({
      id: section.id, heading: section.heading, page: pages.get(section.id) ?? null,
      sections: (section.sections ?? []).map(inner => ({ id: inner.id, heading: inner.heading, page: pages.get(inner.id) ?? null }))
    })),
    sections: document.sections.map(section => ({ ...sectionView(section), sections: (section.sections ?? []).map(sectionView) }))
  }
}

const sectionView = ({ id, heading, blocks }: Section) => ({ id, heading, blocks: blocks.map(blockView) })

/** A template asks which kind a block is by the one key that is not null. */
function blockView (block: Block) {
  const none = { paragraph: null, note: null, list: null, facts: null, table: null, answer: null, choices: null }
  switch (block.kind) {
    case 'paragraph': return { ...none, paragraph: block.text }
    case 'note': return { ...none, note: block.text }
    case 'list': return { ...none, list: block.items }
    case 'facts': return { ...none, facts: { caption: block.caption, rows: block.rows } }
    // A whole number of lines, because the style sheet knows each height by a class.
    case 'answer': return { ...none, answer: { label: block.label, size: Math.min(10, Math.max(1, Math.round(block.lines))) } }
    case 'choices': return { ...none, choices: { label: block.label, items: block.items } }
    case 'table': return {
      ...none,
      table: {
        caption: block.caption,
        columns: block.columns,
        isDense: block.columns.length > 7,
        isTight: block.columns.length > 12,
        rows: block.rows.map(row => block.rowHeader ? { header: row[0] ?? '', hasHeader: true, cells: row.slice(1) } : { header: '', hasHeader: false, cells: row })
      }
    }
  }
}

/** Text for the content property of a style rule. */
export const cssText = (text: string): string => `"${text.replace(/[\\"<>\n]/g, character => `\\${character.codePointAt(0)!.toString(16)} `)}"`

function compile (): Handlebars.TemplateDelegate {
  const handlebars = Handlebars.create()
  for (const file of globSync('partials/report/*.hbs', { cwd: templates })) {
    handlebars.registerPartial(`report/${path.basename(file, '.hbs')}`, readFileSync(path.join(templates, file), 'utf8'))
  }
  return handlebars.compile(readFileSync(path.join(templates, 'layouts/print.hbs'), 'utf8'), { strict: true })
}
