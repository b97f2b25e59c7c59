import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto'

let last = ''

/** A new row id (UUIDv7): sorts after every id made here before, even within the same millisecond. */
export function newId (): string {
  const fresh = randomUUIDv7()
  last = fresh > last ? fresh : `${last.slice(0, 24)}${(BigInt(`0x${last.slice(24)}`) + 1n).toString(16).padStart(12, '0')}`
  return last
}

/** A secret for a link or cookie: 256 random bits, as text safe in a URL. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What the database keeps of a secret. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
