import { readFileSync } from 'node:fs'
import path from 'node:path'

const doors = /support\/database\.ts$|server\/db\/connect\.ts$/
const known = new Map<string, boolean>()

/** Whether a test file can open a database, by what it imports of the tests and which programs it starts. What cannot is the same on every database. */
export function opensDatabase (file: string): boolean {
  const answer = known.get(file)
  if (answer !== undefined) return answer
  known.set(file, false)
  const source = readFileSync(file, 'utf8')
  const imports = [...source.matchAll(/^import (?!type ).*? from '(\.[^']+)'/gm)].map(([, name]) => path.join(path.dirname(file), name!))
  const opens = doors.test(file) || /server\/main|spawn/.test(source) || imports.some(one => doors.test(one) || (/(^|\/)tests\//.test(one) && opensDatabase(one)))
  known.set(file, opens)
  return opens
}
