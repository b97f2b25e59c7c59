import { parseArgs } from 'node:util'
import { addFurtherAuthority } from '../features/set-up/changes.ts'
import { Usage, say, welcomeLink, withDatabase } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Add another authority to this installation, with this year’s session, and print the link with which its administrator chooses a password (72 hours). No authority sees another.',
  usage: 'add-authority --authority <name> --name <administrator> --email <address>',
  async run (words, config) {
    const option = { type: 'string' } as const
    const { values: { authority, name, email } } = parseArgs({ args: words, options: { authority: option, name: option, email: option } })
    if (!authority || !name || !email) throw new Usage('All of --authority, --name and --email are needed.')
    return withDatabase(config, async (db, library) => {
      const secret = await db.transaction().execute(trx => addFurtherAuthority(trx, library, { authority, name, email }, new Date()))
      say(`${name}, administrator of ${authority}, chooses a password at ${welcomeLink(config, secret)}`)
      return 0
    })
  }
}

export default command
