import { parseArgs } from 'node:util'
import { listPlaces } from '../features/organisation/queries.ts'
import { invitePerson } from '../features/people/changes.ts'
import { findAuthority } from '../features/organisation/queries.ts'
import { roles } from '../permissions.ts'
import { Usage, actorFor, say, welcomeLink, withDatabase } from './command.ts'
import type { Role } from '../permissions.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: `Add a person with a role and print the link with which they choose a password (72 hours). Roles: ${roles.join(', ')}. --place is the slug of the learning community, area or authority.`,
  usage: 'add-user --name <name> --email <address> --role <role> --place <slug>',
  async run (words, config) {
    const option = { type: 'string' } as const
    const { values: { name, email, role, place: slug } } = parseArgs({ args: words, options: { name: option, email: option, role: option, place: option } })
    if (!name || !email || !role || !slug) throw new Usage('All of --name, --email, --role and --place are needed.')
    if (!(roles as readonly string[]).includes(role)) throw new Usage(`There is no role "${role}". Roles: ${roles.join(', ')}.`)
    return withDatabase(config, async db => {
      const authority = await findAuthority(db, slug)
      const place = (await listPlaces(db, authority.id)).find(other => other.slug === slug)!
      const { secret } = await db.transaction().execute(trx => invitePerson(trx, actorFor(authority.id), { name, email, role: role as Role, placeId: place.id }, new Date()))
      say(`${name} chooses a password at ${welcomeLink(config, secret)}`)
      return 0
    })
  }
}

export default command
