import { foldName } from './first-names.ts'

const words = (text: string): string => ` ${foldName(text.replace(/[’']s(?!\p{L})/giu, '')).replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `

/** The first of these people whose whole name is in the text; null when nobody is named. */
export function nameIn (text: string, people: string[]): string | null {
  const said = words(text)
  return people.find(person => /\S\s+\S/.test(person) && said.includes(words(person))) ?? null
}
