import { fileTypeFromBuffer } from 'file-type'
import { checkZip } from '../../lib/office-zip.ts'
import { attachmentLimits, claimedType, fileTypes } from './attachment-rules.ts'
import type { FileType, UploadProblem } from './attachment-rules.ts'

/** The part without which a document is none. Some versions of Word number it. */
const mainPart: Partial<Record<FileType, RegExp>> = { docx: /^word\/document\d*\.xml$/, xlsx: /^xl\/workbook\d*\.xml$/ }

/**
 * Whether a file is what its name says, by its ending and by its content. Documents are judged by their list of parts first, so that
 * nothing is ever unpacked that could grow.
 */
export async function checkFile (name: string, bytes: Buffer): Promise<{ type: FileType } | { problem: UploadProblem }> {
  if (bytes.length === 0) return { problem: 'empty' }
  if (bytes.length > attachmentLimits.bytes) return { problem: 'big' }
  const type = claimedType(name)
  if (!type) return { problem: 'type' }
  const part = mainPart[type]
  if (part) {
    if (bytes.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') return { problem: 'content' }
    const zip = checkZip(bytes)
    if ('problem' in zip) return zip
    if (!zip.names.includes('[Content_Types].xml') || !zip.names.some(name => part.test(name))) return { problem: 'content' }
  }
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (found && /macroenabled/i.test(found.mime)) return { problem: 'macros' }
  return found?.mime === fileTypes[type].mime ? { type } : { problem: 'content' }
}
