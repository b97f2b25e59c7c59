import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { commonPasswords } from './common-passwords.ts'

const derive = promisify(argon2)
/** OWASP's second recommended set for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const longestQueue = 20

/** Too many people sign in at this moment. */
class Busy extends Error {
  readonly statusCode = 429
  constructor () { super('Many people are signing in just now. Wait a few seconds and try again.') }
}

let last: Promise<unknown> = Promise.resolve()
let queued = 0

/** One hash at a time: a flood of them would starve everything else that waits for the thread pool. @throws Busy */
async function inTurn<T> (work: () => Promise<T>): Promise<T> {
  if (queued >= longestQueue) throw new Busy()
  queued++
  const mine = last.then(work, work)
  last = mine.catch(() => {})
  try {
    return await mine
  } finally {
    queued--
  }
}

/** A PHC string, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, for the database. */
export async function hashPassword (password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await inTurn(() => derive('argon2id', { ...cost, message: password, nonce }))
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag as Buffer)}`
}

/** Whether a password belongs to a stored hash. With no hash (no such account) it takes as long and says no. */
export async function isPassword (password: string, stored: string | null): Promise<boolean> {
  const [, , , settings = '', salt = '', expected = ''] = (stored ?? '').split('$')
  const [memory, passes, parallelism] = settings.split(',').map(part => Number(part.slice(2)))
  const known = stored !== null && memory && passes && parallelism ? { memory, passes, parallelism, tagLength: 32 } : null
  const tag = await inTurn(() => derive('argon2id', { ...(known ?? cost), message: password, nonce: known ? Buffer.from(salt, 'base64') : Buffer.alloc(16) })) as Buffer
  const wanted = known ? Buffer.from(expected, 'base64') : Buffer.alloc(32)
  return timingSafeEqual(tag, wanted.length === tag.length ? wanted : Buffer.alloc(tag.length)) && known !== null
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/**
 * Why a password is too easy to guess, or null. No rules about kinds of characters: length and surprise are what count.
 * @param about words that belong to the person or the place: names, the part of the address before the @
 */
export function passwordProblem (password: string, about: string[] = []): string | null {
  if (password.length < 12) return 'Use at least 12 characters. Three words that do not belong together are good'
  if (password.length > 128) return 'Use 128 characters or fewer'
  const plain = password.toLowerCase().replace(/[^a-z0-9]/g, '')
  const stem = plain.replace(/[0-9]+$/, '')
  if (commonPasswords.has(plain) || commonPasswords.has(stem) || new Set(plain).size < 5) return 'This password is among those tried first by people who guess. Choose another'
  const words = [...about.flatMap(text => text.toLowerCase().split(/[^a-z]+/)), 'glasgow', 'lcjst', 'toolkit', 'password'].filter(word => word.length >= 4)
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), plain)
  return rest.length < 6 ? 'This password is made of names or words that belong to you or this service. Choose another' : null
}
