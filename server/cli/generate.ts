import { parseArgs } from 'node:util'
import { generate } from '../demo/generate.ts'
import { demoPassword } from '../demo/load.ts'
import { dayOf } from '../lib/dates.ts'
import { Usage, say, withDatabase } from './command.ts'
import type { Command } from './command.ts'

const most = { authorities: 50, teams: 999, sessions: 120, seed: 4_294_967_295 }

const command: Command = {
  summary: 'Fill an empty database with made-up work of many teams over many sessions, to see how the toolkit behaves when it has grown.',
  usage: 'generate [--authorities 1] [--teams 29] [--sessions 3] [--seed 1]',
  async run (words, config) {
    const option = (value: string) => ({ type: 'string' as const, default: value })
    const { values } = parseArgs({ args: words, options: { authorities: option('1'), teams: option('29'), sessions: option('3'), seed: option('1') } })
    const number = (name: keyof typeof most) => {
      const n = Number(values[name])
      if (!Number.isInteger(n) || n < 1 || n > most[name]) throw new Usage(`--${name} is a whole number from 1 to ${most[name]}.`)
      return n
    }
    const scale = { authorities: number('authorities'), teams: number('teams'), sessions: number('sessions'), seed: number('seed') }
    return withDatabase(config, async (db, library) => {
      const began = performance.now()
      const written = await generate(db, library, scale, dayOf(new Date()))
      for (const [table, rows] of written) say(`${rows.toLocaleString('en-GB').padStart(12)}  ${table}`)
      say(`Done in ${Math.round((performance.now() - began) / 1000)} seconds. Sign in as steering.1@example.org with the password ${demoPassword}`)
      return 0
    })
  }
}

export default command
