import { readFileSync } from 'node:fs'
import t from 'tap'
import { commands } from '../server/cli/index.ts'
import { Settings } from '../server/config.ts'

const readme = readFileSync('README.md', 'utf8')
const example = readFileSync('.env.example', 'utf8')

t.test('every setting is in the README and in .env.example, and no other', async t => {
  const names = Object.keys(Settings.properties)
  for (const name of names) {
    t.match(readme, `| \`${name}\` |`, `README: ${name}`)
    t.match(example, new RegExp(`^# ${name}=`, 'm'), `.env.example: ${name}`)
  }
  const told = [...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name)
  t.same(told.filter(name => !names.includes(name!)), [], '.env.example names nothing that is not a setting')
})

t.test('every command is in the README', async t => {
  for (const name of Object.keys(commands)) t.match(readme, new RegExp(`\\| \`${name}[ \`]`), name)
})
