import type { EvidenceTables } from './tables.ts'

export type FileType = EvidenceTables['attachment']['type']
export type Scan = EvidenceTables['attachment']['scan']

export const attachmentLimits = { bytes: 10 * 1024 * 1024, perRecord: 20 }

/** What may be attached: its name for people, the ends of its file name, what it is served as. */
export const fileTypes: Record<FileType, { name: string, extensions: string[], mime: string }> = {
  pdf: { name: 'PDF', extensions: ['pdf'], mime: 'application/pdf' },
  png: { name: 'PNG picture', extensions: ['png'], mime: 'image/png' },
  jpeg: { name: 'JPEG picture', extensions: ['jpg', 'jpeg'], mime: 'image/jpeg' },
  docx: { name: 'Word document', extensions: ['docx'], mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  xlsx: { name: 'Excel workbook', extensions: ['xlsx'], mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
}
export const acceptedFiles = Object.values(fileTypes).flatMap(({ extensions }) => extensions.map(extension => `.${extension}`)).join(',')

/** The type that a file's name claims, or null when it is none of ours. */
export function claimedType (name: string): FileType | null {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return (Object.keys(fileTypes) as FileType[]).find(type => fileTypes[type].extensions.includes(extension)) ?? null
}

/**
 * A file's name without the folders it came from, without characters that turn writing round or cannot be seen, without those that
 * some systems refuse, and of at most 255 bytes with its ending kept.
 */
export function cleanName (raw: string): string {
  const last = raw.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!
  // Format characters (Cf) hold the right-to-left override and the invisible ones; control characters are Cc.
  const name = last.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}<>:"|?*]/gu, '').replace(/\s+/g, ' ').replace(/^[ .]+|[ .]+$/g, '')
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ? `_${name}` : name
  const dot = safe.lastIndexOf('.')
  const [stem, ending] = dot > 0 && safe.length - dot <= 6 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, '']
  return cutTo(255 - Buffer.byteLength(ending), stem) + ending || 'file'
}

function cutTo (bytes: number, text: string): string {
  let kept = ''
  for (const character of text) {
    bytes -= Buffer.byteLength(character)
    if (bytes < 0) break
    kept += character
  }
  return kept.trimEnd()
}

/** '34 KB', '2.1 MB'. */
export const sizeWords = (bytes: number): string => bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** What people are told about the virus scan of a file. */
export const scanWords: Record<Scan, string> = {
  clean: 'Scanned for viruses: none found.',
  'not-scanned': 'Not scanned for viruses: this server has no scanner.',
  quarantined: 'Waits for the virus scan. It cannot be opened until then.',
  infected: 'A virus was found in it, so it was deleted.'
}
export const mayOpen = ({ scan, removed_at: removed }: { scan: Scan, removed_at: string | null }): boolean =>
  removed === null && (scan === 'clean' || scan === 'not-scanned')

/** Why an upload was not kept, with the answer's status: 413 too big, 422 anything else. */
export const uploadProblems = {
  none: { status: 422, text: 'Choose a file' },
  big: { status: 413, text: 'The file is larger than 10 MB. Make it smaller, or record a link to it instead' },
  empty: { status: 422, text: 'The file is empty' },
  broken: { status: 422, text: 'The file did not arrive whole. Choose it again' },
  many: { status: 422, text: 'Choose one file at a time' },
  type: { status: 422, text: 'Choose a PDF, PNG, JPEG, Word (.docx) or Excel (.xlsx) file' },
  content: { status: 422, text: 'The content of this file is not what its name says. Save it again as PDF, PNG, JPEG, .docx or .xlsx' },
  damaged: { status: 422, text: 'This document is damaged or not complete. Open it, save it again and choose it again' },
  bomb: { status: 422, text: 'This document unpacks to far more than a document should, so it was not kept' },
  'strange-names': { status: 422, text: 'This document has parts with unsafe names, so it was not kept' },
  macros: { status: 422, text: 'This document holds macros. Save it without them, as .docx or .xlsx, or as PDF' },
  locked: { status: 422, text: 'This document is locked with a password. Save it without one' },
  infected: { status: 422, text: 'A virus was found in this file, so it was not kept. Tell your IT service' },
  full: { status: 422, text: `A piece of evidence has room for ${attachmentLimits.perRecord} files. Remove one first, or add a second piece of evidence` },
  same: { status: 422, text: 'This file is attached already' }
} as const
export type UploadProblem = keyof typeof uploadProblems
