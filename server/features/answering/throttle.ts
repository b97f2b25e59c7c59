import { createHmac, randomBytes } from 'node:crypto'

/** So many at once, and then so many a second. */
interface Rate { size: number, perSecond: number }
interface Bucket { left: number, at: number }

/** Buckets of tokens, in memory only. A bucket that is full again is forgotten. */
function makeBuckets ({ size, perSecond }: Rate) {
  const buckets = new Map<string, Bucket>()
  const levelOf = ({ left, at }: Bucket, now: number) => Math.min(size, left + (now - at) / 1000 * perSecond)
  return (key: string, now: number): boolean => {
    if (buckets.size > 20_000) for (const [other, bucket] of buckets) if (levelOf(bucket, now) >= size) buckets.delete(other)
    const bucket = buckets.get(key)
    const left = bucket ? levelOf(bucket, now) : size
    buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now })
    return left >= 1
  }
}

/** A class behind one address of a school's network answers in the same minutes; a machine that stuffs the box is slowed down. */
const rates = { survey: { size: 400, perSecond: 3 }, address: { size: 90, perSecond: 0.5 }, guess: { size: 30, perSecond: 0.1 } }
export type Throttle = ReturnType<typeof makeThrottle>

/** Who comes too often. Addresses are known only as marks under a key that is made up each day, and never leave the memory. */
export function makeThrottle ({ survey, address, guess }: Record<keyof typeof rates, Rate> = rates) {
  const [surveys, addresses, guesses] = [makeBuckets(survey), makeBuckets(address), makeBuckets(guess)]
  let day = ''
  let key = randomBytes(32)
  const markOf = (ip: string, now: Date): string => {
    const today = now.toISOString().slice(0, 10)
    if (today !== day) [day, key] = [today, randomBytes(32)]
    return createHmac('sha256', key).update(ip).digest('base64url')
  }
  return {
    /** Whether a start, or an answer, may come now. */
    mayAnswer: (ip: string, surveyId: string, now: Date): boolean => addresses(markOf(ip, now), now.getTime()) && surveys(surveyId, now.getTime()),
    /** Whether an address may try another link that was never made. */
    mayGuess: (ip: string, now: Date): boolean => guesses(markOf(ip, now), now.getTime())
  }
}
