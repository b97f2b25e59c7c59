import { checkLinks } from '../features/evidence/dead-links.ts'
import { askLink } from '../web/ask-link.ts'
import { count } from '../lib/text.ts'
import { Usage, say, withDatabase } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Ask every web link of the evidence whether it still leads somewhere. What leads nowhere is shown with the evidence. Addresses inside your own network are left alone unless LINKS_MAY_BE_PRIVATE is yes.',
  usage: 'check-links',
  async run (words, config) {
    if (words.length > 0) throw new Usage('It takes no words.')
    return withDatabase(config, async db => {
      const ask = (link: string) => askLink(link, { mayBePrivate: config.LINKS_MAY_BE_PRIVATE === 'yes' })
      const { alive, dead, unasked } = await checkLinks(db, ask, () => new Date().toISOString())
      say(`${count(alive + dead + unasked, 'link')}: ${alive} lead somewhere, ${dead} lead nowhere, ${unasked} not tried because they are inside a private network.`)
      return 0
    })
  }
}

export default command
