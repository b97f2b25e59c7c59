import { strFromU8, unzipSync } from 'fflate'

/** The parts of a Word document, by name. */
export const wordParts = (bytes: Uint8Array): Record<string, string> => Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))

/** The text of a Word document, a line a paragraph. */
export const wordText = (bytes: Uint8Array): string => wordParts(bytes)['word/document.xml']!
  .replace(/<w:br\/>/g, '\n').replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&')
