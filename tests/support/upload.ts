import { zipSync, strToU8 } from 'fflate'
import type { testApp } from './app.ts'
import type { CastName } from './people.ts'

type Test = Awaited<ReturnType<typeof testApp>>
const mark = 'the-mark-between-the-parts'

/** A form with one file, as a browser sends it. `cut` leaves off the end, as a connection that breaks does. */
export function multipart (name: string, bytes: Buffer, { field = 'file', cut = 0 } = {}): { payload: Buffer, headers: Record<string, string> } {
  const whole = Buffer.concat([
    Buffer.from(`--${mark}\r\nContent-Disposition: form-data; name="${field}"; filename="${name.replaceAll('"', '%22')}"\r\nContent-Type: application/octet-stream\r\n\r\n`), bytes, Buffer.from(`\r\n--${mark}--\r\n`)
  ])
  return { payload: whole.subarray(0, whole.length - cut), headers: { 'content-type': `multipart/form-data; boundary=${mark}` } }
}

/** Upload a file as one of the cast. */
export async function upload (test: Test, who: CastName, url: string, name: string, bytes: Buffer, options: { field?: string, cut?: number } = {}) {
  const { payload, headers } = multipart(name, bytes, options)
  return test.app.inject({ method: 'POST', url, payload, headers: { ...headers, host: 'localhost', cookie: await test.cookieFor(who), 'sec-fetch-site': 'same-origin' } })
}

const zip = (parts: Record<string, string | Uint8Array>, level: 0 | 9 = 9): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text])), { level, mtime: new Date('2026-01-01') }))

const types = (main: string, type: string) => `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.${type}.main+xml"/></Types>`
const wordParts = { '[Content_Types].xml': types('word/document.xml', 'openxmlformats-officedocument.wordprocessingml.document'), 'word/document.xml': '<w:document/>' }
const excelParts = { '[Content_Types].xml': types('xl/workbook.xml', 'openxmlformats-officedocument.spreadsheetml.sheet'), 'xl/workbook.xml': '<workbook/>' }

export const files = {
  pdf: (text = 'minutes') => Buffer.from(`%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`),
  png: () => Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  jpeg: () => Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.from('ffd9', 'hex')]),
  docx: (more: Record<string, string | Uint8Array> = {}) => zip({ ...wordParts, ...more }),
  xlsx: (more: Record<string, string | Uint8Array> = {}) => zip({ ...excelParts, ...more }),
  docm: () => zip({ ...wordParts, '[Content_Types].xml': types('word/document.xml', 'ms-word.document.macroEnabled') }),
  zip
}
