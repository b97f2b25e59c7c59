import { migrate } from '../db/migrate.ts'
import { connect } from '../db/connect.ts'
import { loadLibrary } from '../features/frameworks/library.ts'
import { refuseChangedFrameworks } from '../features/frameworks/queries.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/types.ts'
import type { Library } from '../features/frameworks/library.ts'

export interface Command {
  summary: string
  usage: string
  /** @returns the exit code. @throws Usage when the words are wrong */
  run (words: string[], config: Config): Promise<number>
}

/** The words after a command were wrong. */
export class Usage extends Error {}

/** Open the database up to date, with the frameworks it was used with, do the work, and close. */
export async function withDatabase<T> (config: Config, work: (db: Db, library: Library) => Promise<T>): Promise<T> {
  const library = loadLibrary(config.FRAMEWORKS_DIR)
  const db = await connect(config.DATABASE_URL)
  try {
    await migrate(db)
    await refuseChangedFrameworks(db, library)
    return await work(db, library)
  } finally {
    await db.destroy()
  }
}

export const say = (text: string) => { process.stdout.write(`${text}\n`) }

/** Who the trail names for what the command line did. */
export const actorFor = (authorityId: string) => ({ id: 'command-line', name: 'Command line', authorityId })

/** The address at which a link of an invitation or reset is opened. */
export const welcomeLink = (config: Config, secret: string): string => `${config.ORIGIN || `http://${config.HOST}:${config.PORT}`}/welcome/${secret}`
