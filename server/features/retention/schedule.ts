import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Cron } from 'croner'
import { scrub } from '../../db/connect.ts'
import { removeDue } from './changes.ts'
import { erasedTables } from './kept.ts'
import { shortestBackupDays } from './queries.ts'
import type { Db } from '../../db/types.ts'

interface Office { db: Db, now: () => Date, config: { DATA_DIR: string }, log: { error: (details: object, message: string) => void } }

/** One round: remove what was kept long enough, leave no trace of it in the database's files, and let old copies of the database go. */
export async function keepRetention ({ db, now, config }: Office): Promise<number> {
  const removed = await removeDue(db, now())
  if (removed > 0) await scrub(db, erasedTables)
  await dropOldCopies(path.join(config.DATA_DIR, 'backups'), now().getTime() - await shortestBackupDays(db) * 86_400_000)
  return removed
}

/** Every night, and once at the start. @returns what ends it */
export function startRetention (office: Office): () => Promise<void> {
  const failed = (error: unknown) => office.log.error({ message: (error as Error).message }, 'retention: this round failed')
  let round: Promise<unknown> = keepRetention(office).catch(failed)
  const everyNight = new Cron('40 3 * * *', { timezone: 'Europe/London', protect: true, catch: failed, unref: true }, () => {
    round = keepRetention(office).catch(failed)
    return round.then(() => {})
  })
  return async () => {
    everyNight.stop()
    await round
  }
}

/** The copies the toolkit itself makes before it changes its tables. Other files are not ours. */
async function dropOldCopies (folder: string, before: number) {
  for (const name of (await readdir(folder).catch(() => [])).filter(name => /^before-\d{4}-.*\.sqlite$/.test(name))) {
    const file = path.join(folder, name)
    if ((await stat(file)).mtimeMs < before) await rm(file)
  }
}
