import { connect } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { say } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Bring the database up to date.',
  usage: 'migrate',
  async run (_words, config) {
    const db = await connect(config.DATABASE_URL)
    try {
      const done = await migrate(db)
      say(done.length > 0 ? `Done: ${done.join(', ')}` : 'The database is up to date.')
      return 0
    } finally {
      await db.destroy()
    }
  }
}

export default command
