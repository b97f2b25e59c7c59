import { parseArgs } from 'node:util'
import { makeReset } from '../features/people/changes.ts'
import { findAccount } from '../features/sign-in/queries.ts'
import { Usage, actorFor, say, welcomeLink, withDatabase } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Print a link with which a person chooses a new password (30 minutes).',
  usage: 'reset-password --email <address>',
  async run (words, config) {
    const { values: { email } } = parseArgs({ args: words, options: { email: { type: 'string' } } })
    if (!email) throw new Usage('--email is needed.')
    return withDatabase(config, async db => {
      const person = await findAccount(db, email)
      if (!person) throw new Error(`There is no open account with the address ${email}.`)
      const secret = await db.transaction().execute(trx => makeReset(trx, actorFor(person.authority_id), person.id, new Date()))
      say(`${person.name} chooses a new password at ${welcomeLink(config, secret)}`)
      return 0
    })
  }
}

export default command
