import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Zip, ZipPassThrough } from 'fflate'
import { writeCsv } from '../../exports/tables.ts'
import { contentOf } from './queries.ts'
import { distinctNames, kindNames } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Bundle, BundlePart } from './queries.ts'

const contentsName = 'Contents.csv'

/**
 * The ZIP of a bundle that is ready, and how long it will be. It is put together while it is sent, one document in memory at a time, stored
 * as it is (PDF and Word are packed already). A document that is gone or not as it was made ends the stream with an error: the receiver
 * then has fewer bytes than it was told, never a file that looks whole.
 */
export function openZip (db: Db, bundle: Bundle, parts: BundlePart[]): { length: number, stream: Readable } {
  const printed = parts.filter(part => part.state === 'done')
  const names = distinctNames([contentsName, ...printed.map(part => part.name!)]).slice(1)
  const contents = contentsOf(parts, new Map(printed.map((part, at) => [part, names[at]!])))
  const sizes = [{ name: contentsName, size: contents.length }, ...printed.map((part, at) => ({ name: names[at]!, size: part.size }))]
  const madeAt = new Date(bundle.finished_at!)

  async function * bytes (): AsyncGenerator<Uint8Array> {
    let waiting: Uint8Array[] = []
    const zip = new Zip((error, chunk) => {
      if (error) throw error
      waiting.push(chunk)
    })
    const add = (name: string, content: Buffer) => {
      const file = new ZipPassThrough(name)
      file.mtime = madeAt
      zip.add(file)
      file.push(new Uint8Array(content.buffer as ArrayBuffer, content.byteOffset, content.length), true)
      const ready = waiting
      waiting = []
      return ready
    }
    yield * add(contentsName, contents)
    for (const [at, part] of printed.entries()) yield * add(names[at]!, await checkedContent(db, part))
    zip.end()
    yield * waiting
  }
  return { length: zipLength(sizes), stream: Readable.from(bytes(), { objectMode: false }) }
}

async function checkedContent (db: Db, part: BundlePart): Promise<Buffer> {
  const content = await contentOf(db, part)
  if (createHash('sha256').update(content).digest('hex') !== part.sha256) throw new Error(`part ${part.position} of bundle ${part.bundle_id} is not as it was made`)
  return content
}

/** A header, the bytes and a descriptor for each file; each again in the list at the end. The names are plain letters. */
const zipLength = (files: { name: string, size: number }[]): number => 22 + files.reduce((sum, { name, size }) => sum + 30 + name.length + size + 16 + 46 + name.length, 0)

/** Every team that was asked for, with its file, or why there is none. */
const contentsOf = (parts: BundlePart[], names: Map<BundlePart, string>): Buffer => writeCsv({
  name: 'Contents',
  columns: [{ label: 'Team' }, { label: 'Document' }, { label: 'File' }, { label: 'Size in bytes', kind: 'number' }, { label: 'SHA-256' }, { label: 'Note' }],
  rows: parts.map(part => [part.team, kindNames[part.what].one, names.get(part) ?? null, part.state === 'done' ? part.size : null, part.sha256, part.state === 'done' ? null : `no ${kindNames[part.what].one.toLowerCase()} in this session`])
})
