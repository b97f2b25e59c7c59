import { renameSync, writeFileSync } from 'node:fs'
import { writeArchive } from '../db/archive.ts'
import { Usage, say, withDatabase } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Write everything but the sign-ins to one zip, with checksums. It can be restored into SQLite or PostgreSQL.',
  usage: 'backup <file>',
  async run ([file, ...more], config) {
    if (!file || more.length > 0) throw new Usage('Name one file to write.')
    return withDatabase(config, async db => {
      const bytes = await writeArchive(db, new Date())
      writeFileSync(`${file}.part`, bytes, { mode: 0o600 })
      renameSync(`${file}.part`, file)
      say(`${file}: ${(bytes.length / 1024).toFixed(0)} KB`)
      return 0
    })
  }
}

export default command
