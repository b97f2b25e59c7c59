import { releaseDue } from '../features/releases/changes.ts'
import { count } from '../lib/text.ts'
import { Usage, say, withDatabase } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Release the figures of every term whose day has come, for the authorities that have chosen releases by themselves. The server does the same every night.',
  usage: 'release-figures',
  async run (words, config) {
    if (words.length > 0) throw new Usage('It takes no words.')
    return withDatabase(config, async db => {
      say(`${count(await releaseDue(db, new Date()), 'release')} made.`)
      return 0
    })
  }
}

export default command
