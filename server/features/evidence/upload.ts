import { attachmentLimits, cleanName } from './attachment-rules.ts'
import type { FastifyRequest } from 'fastify'
import type { UploadProblem } from './attachment-rules.ts'

/** What the reader of forms is set to. A file that is too large is cut, not refused: the page says so. */
export const multipartOptions = { throwFileSizeLimit: false, limits: { fileSize: attachmentLimits.bytes, files: 2, fields: 5, parts: 8 } }

/**
 * The one file of a multipart form, or why there is none. All of the form is read, so that the browser listens to the answer.
 * What is too large is thrown away while it comes in.
 */
export async function readUpload (request: FastifyRequest): Promise<{ name: string, bytes: Buffer } | { problem: UploadProblem }> {
  if (!request.isMultipart()) return { problem: 'none' }
  const files: { name: string, bytes: Buffer, isCut: boolean }[] = []
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      const bytes = await part.toBuffer()
      if (part.filename) files.push({ name: cleanName(part.filename), bytes, isCut: part.file.truncated })
    }
  } catch (error) {
    return { problem: (error as { code?: string }).code === 'FST_FILES_LIMIT' ? 'many' : 'broken' }
  }
  const [file, second] = files
  if (!file) return { problem: 'none' }
  if (second) return { problem: 'many' }
  return file.isCut ? { problem: 'big' } : { name: file.name, bytes: file.bytes }
}
