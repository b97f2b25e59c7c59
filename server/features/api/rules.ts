/** What every token begins with, so that people and scanners of files know one when they see it. */
export const tokenPrefix = 'lcjst_'
export const longestDays = 366

type Dated = { expires_on: string, revoked_at: string | null }

/** How a token stands on a day, in a word. */
export const tokenState = (token: Dated, today: string): 'Works' | 'Has run out' | 'Taken back' =>
  token.revoked_at ? 'Taken back' : token.expires_on < today ? 'Has run out' : 'Works'

/** What an `Authorization` header holds, if it is one of our tokens. */
export const bearerOf = (header: string | undefined): string | null => /^bearer +(lcjst_[\w-]{43})$/i.exec(header ?? '')?.[1] ?? null

/** Where a page of a list ended, for the reader a word without meaning. */
export const cursorOf = (list: string, key: string): string => Buffer.from(`${list} ${key}`).toString('base64url')

/** The key behind a cursor of this list, or null when it is not one. */
export function readCursor (list: string, cursor: string): string | null {
  const [name, key, ...more] = Buffer.from(cursor, 'base64url').toString().split(' ')
  return name === list && key !== undefined && more.length === 0 && /^[\w.-]{1,60}$/.test(key) && cursorOf(list, key) === cursor ? key : null
}

const letters = /[\p{L}\p{M}]+/gu
const address = /(?<![\w.%+-])[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/gi
const whole = (name: string): RegExp => new RegExp(`(?<![\\p{L}\\p{M}])${name.split(' ').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+')}(?![\\p{L}\\p{M}])`, 'giu')

/**
 * Takes these people's names, and every mail address, out of a text that a team wrote. Names of one word stay: they may be any word.
 * Only names whose first word is in the text are looked for, so that thousands of names cost nothing.
 */
export function withoutPeople (names: string[]): <T extends string | null>(text: T) => T | string {
  const full = names.map(name => name.trim().split(/\s+/).join(' ')).filter(name => name.includes(' '))
  const byFirst = Map.groupBy(new Set(full), name => name.toLowerCase().match(letters)?.[0] ?? '')
  return (text) => {
    if (text === null) return text
    const words = new Set(text.toLowerCase().match(letters))
    const nameless = [...words].flatMap(word => byFirst.get(word) ?? []).reduce<string>((rest, name) => rest.replace(whole(name), '[a person]'), text)
    return nameless.replace(address, '[an address]')
  }
}

type Changed = { saved_at: string, stopped_at: string | null, progress_at: string | null }

/** When an action last changed: its texts, its progress, or that it was stopped. */
export const changedAt = ({ saved_at: saved, stopped_at: stopped, progress_at: progress }: Changed): string =>
  [saved, stopped ?? '', progress ?? ''].sort().at(-1)!
