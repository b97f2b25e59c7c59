import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto'

/** A new row id: sortable by time, not guessable. */
export const newId = (): string => randomUUIDv7()

/** A secret for a link or cookie: 256 random bits, as text safe in a URL. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What the database keeps of a secret. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
