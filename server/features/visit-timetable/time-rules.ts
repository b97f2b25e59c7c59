/** Times of the clock as 'HH:MM', and as minutes of the day for working with them. */

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
export const timeOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/**
 * A time as people type it: '9.30am', '09:30', '1pm', '1.15', 'noon'. Without am or pm, 1 to 6 is the afternoon: nobody meets at three in the
 * morning. Null when it is no time.
 */
export function readTime (typed: string): string | null {
  const text = typed.toLowerCase().replace(/\s+/g, ' ').trim()
  if (['noon', 'midday', '12 noon', '12noon'].includes(text)) return '12:00'
  if (text === 'midnight') return '00:00'
  const parts = /^(\d{1,2})(?:\s?[.:h]\s?(\d{2}))?\s?(a\.?m\.?|p\.?m\.?)?$/.exec(text) ?? /^(\d{2})(\d{2})()$/.exec(text)
  if (!parts) return null
  const [, digits = '', tail = '00', half = ''] = parts
  const hour = Number(digits)
  const minute = Number(tail)
  if (minute > 59 || hour > 23) return null
  if (half.startsWith('p')) return timeOf((hour < 12 ? hour + 12 : hour) * 60 + minute)
  if (half.startsWith('a')) return hour > 12 ? null : timeOf((hour % 12) * 60 + minute)
  return timeOf((hour >= 1 && hour <= 6 && digits.length === 1 ? hour + 12 : hour) * 60 + minute)
}

/** A start with or without an end: '9.30am', '3-4pm', '9.30 to 10.15am'. Null when it is neither. */
export function readTimes (typed: string): { starts: string, ends: string | null } | null {
  const alone = readTime(typed)
  if (alone) return { starts: alone, ends: null }
  const [first, last, ...more] = typed.split(/\s*(?:-|–|—|\bto\b|\buntil\b)\s*/i)
  const ends = last && more.length === 0 ? readTime(last) : null
  if (!first || !ends) return null
  // '3-4pm' and '11-1pm': the first has the half of the day that puts it before the last.
  const bare = /^\d{1,2}([.:]\d{2})?$/.test(first.trim())
  const starts = (bare ? [`${first}pm`, `${first}am`] : [first]).map(readTime).find(time => time !== null && (!bare || time < ends))
  const read = starts ?? readTime(first)
  return read ? { starts: read, ends } : null
}

/** '9.30am', '1pm', 'midday'. */
export function clockWords (time: string): string {
  if (time === '12:00') return 'midday'
  if (time === '00:00') return 'midnight'
  const hour = Number(time.slice(0, 2))
  return `${hour % 12 || 12}${time.endsWith('00') ? '' : `.${time.slice(3)}`}${hour < 12 ? 'am' : 'pm'}`
}

/** '9.30am to 10.15am'. */
export const spanWords = (starts: string, ends: string | null): string => ends ? `${clockWords(starts)} to ${clockWords(ends)}` : clockWords(starts)

/** Whether people could be at work: nobody begins before 6am or at 10pm or later. */
export const isWaking = (time: string): boolean => time >= '06:00' && time < '22:00'
