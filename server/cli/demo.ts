import { parseArgs } from 'node:util'
import { demoPassword, loadDemo } from '../demo/load.ts'
import { isEmpty } from '../features/set-up/queries.ts'
import { say, withDatabase } from './command.ts'
import { serve } from './serve.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Load demonstration data into an empty database and print who can sign in. With --serve, start afterwards, even when the data is there already.',
  usage: 'demo [--serve]',
  async run (words, config) {
    const { values } = parseArgs({ args: words, options: { serve: { type: 'boolean', default: false } } })
    await withDatabase(config, async (db, library) => {
      if (values.serve && !await isEmpty(db)) return say('There are people in this database already; nothing was loaded.')
      const cast = await loadDemo(db, library, new Date())
      say(`The demonstration data is ready. Everybody signs in with the password ${demoPassword}`)
      for (const { role, name, email } of cast) say(`  ${email.padEnd(44)} ${name}, ${role}`)
    })
    return values.serve ? serve(config) : 0
  }
}

export default command
