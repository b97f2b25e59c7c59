import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface Tag { role: string, alt?: string, children: Tag[] }
export interface ReadPdf { pages: string[], text: string, title: string, info: Record<string, unknown>, outline: string[], tags: Tag[], language: string | null, metadata: string }

/** Read a PDF back: its text page by page, bookmarks, tags and metadata. */
export async function readPdf (bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: true, verbosity: 0 }).promise
  const pages: string[] = []
  const tags: Tag[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const content = await page.getTextContent()
    pages.push(content.items.map(item => 'str' in item ? item.str + (item.hasEOL ? '\n' : '') : '').join(''))
    const tree = await page.getStructTree()
    if (tree) tags.push(tree as unknown as Tag)
  }
  const metadata = await document.getMetadata()
  const info = metadata.info as Record<string, unknown>
  const outline = (await document.getOutline() ?? []).flatMap(function flat (item: { title: string, items: any[] }): string[] { return [item.title, ...item.items.flatMap(flat)] })
  const result = {
    pages, text: pages.join('\n'), title: String(info.Title), info, outline, tags, language: (info.Language as string | null) ?? null, metadata: metadata.metadata?.getRaw() ?? ''
  }
  await document.loadingTask.destroy()
  return result as ReadPdf
}

/** All roles in the tags, in reading order. */
export const rolesOf = (tags: Tag[]): string[] => tags.flatMap(tag => [...tag.role ? [tag.role] : [], ...rolesOf(tag.children ?? [])])

/** Text with white space folded, for comparing with what was written. */
export const folded = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ')
