import { linkButton } from '../../lib/fields.ts'

interface Contents { id: string, heading: string }
interface Paper { title: string, team: string, session: string, version: string, marking: string, summary: string[], contents: Contents[] }

/** Where the pack begins: what it holds, page by page, and as one file. */
export const packPage = (paper: Paper, base: string) => ({
  title: paper.title,
  caption: `${paper.marking} · ${paper.team}, session ${paper.session} · ${paper.version}`,
  summary: paper.summary,
  contents: paper.contents.map(({ id, heading }) => ({ text: heading, href: `${base}/${id}` })),
  pdf: linkButton('Download as PDF', `${base}.pdf`),
  word: linkButton('Download as Word', `${base}.docx`, { secondary: true }),
  errors: null
})

interface Blocks extends Contents { blocks: { table: { columns: string[] } | null }[] }
interface Shown extends Blocks { sections: Blocks[] }

/** One part of the pack, with the way to the parts beside it. */
export function partPage (paper: Paper & { sections: Shown[] }, part: Shown, base: string) {
  const at = paper.sections.indexOf(part)
  const link = (way: string, section: Shown | undefined) => section ? { href: `${base}/${section.id}`, text: `${way}: ${section.heading}` } : undefined
  return {
    title: part.heading,
    caption: paper.title,
    part: { sections: [{ ...part, sections: part.sections.map(section => ({ ...section, wide: section.blocks.some(({ table }) => table !== null && table.columns.length > 2) })) }] },
    pagination: { previous: link('Previous', paper.sections[at - 1]), next: link('Next', paper.sections[at + 1]) },
    contentsHref: base,
    errors: null
  }
}

/** The PDF cannot be made now. Nothing is lost: the same is there in Word and as pages. */
export const noPdfPage = (message: string, base: string) => ({
  title: 'The PDF cannot be made just now',
  message,
  word: linkButton('Download as Word', `${base}.docx`),
  pages: { text: 'Read the pack as pages', href: base },
  again: { text: 'Try the PDF again', href: `${base}.pdf` },
  errors: null
})
