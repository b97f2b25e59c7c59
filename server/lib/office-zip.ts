import { inflateRawSync } from 'node:zlib'

/** Limits of a packed document. Real ones have some dozen parts and unpack to a few times their size. */
export const zipLimits = { entries: 2000, unpacked: 100 * 1024 * 1024, ratio: 100 }

interface Entry { name: string, method: number, packed: number, unpacked: number, at: number, isEncrypted: boolean }
export type ZipProblem = 'damaged' | 'bomb' | 'strange-names' | 'macros' | 'locked'

/**
 * Read the list at the end of a zip without unpacking anything.
 * @returns the names inside, or what is wrong with it
 */
export function checkZip (bytes: Buffer): { names: string[] } | { problem: ZipProblem } {
  const entries = readEntries(bytes)
  if (typeof entries === 'string') return { problem: entries }
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  if (unpacked > zipLimits.unpacked || unpacked > bytes.length * zipLimits.ratio) return { problem: 'bomb' }
  if (overlaps(entries)) return { problem: 'bomb' }
  if (entries.some(({ name }) => name.startsWith('/') || /\\|\0|^[a-z]:|(^|\/)\.\.(\/|$)/i.test(name))) return { problem: 'strange-names' }
  if (entries.some(({ name }) => /vbaproject|vbadata|macrosheets\/|(^|\/)activex\//i.test(name))) return { problem: 'macros' }
  return entries.some(entry => entry.isEncrypted) ? { problem: 'locked' } : { names: entries.map(({ name }) => name) }
}

/**
 * Unpack some parts of a zip that `checkZip` let pass. No part gives more bytes than its list claims, so what they cost is known before.
 * @returns what is wrong when they would be more than `most` bytes together, or are not what they claim
 */
export function unpackZip (bytes: Buffer, isWanted: (name: string) => boolean, most: number): { parts: Record<string, Uint8Array> } | { problem: ZipProblem } {
  const entries = readEntries(bytes)
  if (typeof entries === 'string') return { problem: entries }
  const wanted = entries.filter(({ name }) => isWanted(name))
  if (wanted.reduce((sum, entry) => sum + entry.unpacked, 0) > most) return { problem: 'bomb' }
  try {
    return { parts: Object.fromEntries(wanted.map(entry => [entry.name, unpackEntry(bytes, entry)])) }
  } catch {
    return { problem: 'damaged' }
  }
}

function unpackEntry (bytes: Buffer, { at, method, packed, unpacked }: Entry): Uint8Array {
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  const data = bytes.subarray(from, from + packed)
  const content = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(1, unpacked) })
  if (content.length !== unpacked || (method !== 0 && method !== 8)) throw new Error('A part is not what the list of the zip says')
  return content
}

/** The central directory. Sizes of 4 GB and disks in parts have no place in a document. */
function readEntries (bytes: Buffer): Entry[] | ZipProblem {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end === -1 || end + 22 + bytes.readUInt16LE(Math.min(end + 20, bytes.length - 2)) !== bytes.length) return 'damaged'
  const [total, length, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)]
  if (total > zipLimits.entries) return 'bomb'
  if (start + length !== end) return 'damaged'
  const entries: Entry[] = []
  let at = start
  while (at < end) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) return 'damaged'
    const [name, extra, comment] = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset)) as [number, number, number]
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + name),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1
    })
    if (entries.length > zipLimits.entries) return 'bomb'
    at += 46 + name + extra + comment
  }
  return at === end && entries.length === total && entries.every(entry => entry.at + 30 + entry.packed <= start) ? entries : 'damaged'
}

/** Several entries that share the same packed bytes: how a small zip claims to be a modest one. */
function overlaps (entries: Entry[]): boolean {
  const sorted = entries.toSorted((a, b) => a.at - b.at)
  return sorted.some((entry, n) => n > 0 && sorted[n - 1]!.at + 30 + sorted[n - 1]!.packed > entry.at)
}
