/**
 * The neutral report: what a report says, without how it looks. Features build it from rows (report.ts); each format writes it.
 * Text is plain; line breaks in it are kept.
 */
export interface ReportDocument {
  /** 'Action plan', 'Self-evaluation' … */
  kind: string
  title: string
  team: string
  /** What it is about, where the kind and the team do not tell: the name of a visit, say. It stands on the cover. */
  subject?: string
  /** As people read it: '2026–27'. */
  session: string
  /** 'Version 12', 'Signed on 3 June 2027' … */
  version: string
  /** The moment it speaks of, ISO. The same document gives the same bytes. */
  date: string
  /** What it is until it is settled, such as 'Draft, not signed': every page says so. */
  draft: string | false
  marking: Marking
  /** The authority. */
  author: string
  language: string
  /** Default: A4 upright. Across, it is a sheet to lay on the table: no cover, no contents, a section a page. */
  paper?: 'A4-landscape' | 'A3-landscape'
  /** What a reader in a hurry needs. */
  summary: string[]
  sections: Section[]
}

export type Marking = 'OFFICIAL' | 'OFFICIAL-SENSITIVE'

/** `id` is unique in the document and fit for an address. */
export interface Section { id: string, heading: string, blocks: Block[], sections?: Section[] }

export type Block =
  | { kind: 'paragraph', text: string }
  | { kind: 'note', text: string }
  | { kind: 'list', items: string[] }
  /** Names and values, one under the other. */
  | { kind: 'facts', caption: string, rows: { label: string, text: string }[] }
  /** On forms for paper: a box to write in, so many lines high; and boxes to tick. */
  | { kind: 'answer', label: string, lines: number }
  | { kind: 'choices', label: string, items: string[] }
  /** The first cell of a row names it when `rowHeader` is true. */
  | { kind: 'table', caption: string, columns: string[], rows: string[][], rowHeader: boolean }

/** What the name of a file is made of. */
export type Named = Pick<ReportDocument, 'marking' | 'team' | 'kind' | 'session' | 'draft'>

/** 'OFFICIAL Craigmor action plan 2026-27 draft.pdf': fit for every system, the marking first. */
export function fileName (document: Named, extension: string): string {
  const words = [document.marking, document.team, document.kind.toLowerCase(), document.session.replace('–', '-'), ...document.draft ? ['draft'] : []].join(' ')
  return `${words.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^\w .-]+/g, ' ').replace(/\s+/g, ' ').trim()}.${extension}`
}

/** The Content-Disposition header for it (RFC 6266). */
export const disposition = (name: string): string => `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(name)}`

/** All text of a document, for choosing fonts and for tests that nothing is left out. */
export function textOf (document: ReportDocument): string {
  return JSON.stringify(document)
}
