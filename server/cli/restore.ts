import { readFileSync } from 'node:fs'
import { restoreArchive } from '../db/archive.ts'
import { connect } from '../db/connect.ts'
import { Usage, say } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Read a backup into an empty database. All of it is checked before anything is written.',
  usage: 'restore <file>',
  async run ([file, ...more], config) {
    if (!file || more.length > 0) throw new Usage('Name one file to read.')
    const bytes = readFileSync(file)
    const db = await connect(config.DATABASE_URL)
    try {
      say(`${await restoreArchive(db, bytes)} rows restored.`)
      return 0
    } finally {
      await db.destroy()
    }
  }
}

export default command
