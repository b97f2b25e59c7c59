import { Cron } from 'croner'
import { releaseDue } from './changes.ts'
import type { Db } from '../../db/types.ts'

interface Office { db: Db, now: () => Date, log: { error: (details: object, message: string) => void } }

/** Every night, and once at the start for what a machine slept through. @returns what ends it, once the releases in hand are made */
export function startReleases ({ db, now, log }: Office): () => Promise<void> {
  const failed = (error: unknown) => log.error({ message: (error as Error).message }, 'releases: this round failed')
  let round = releaseDue(db, now()).catch(failed)
  const everyNight = new Cron('10 4 * * *', { timezone: 'Europe/London', protect: true, catch: failed, unref: true }, () => {
    round = releaseDue(db, now()).catch(failed)
    return round.then(() => {})
  })
  return async () => {
    everyNight.stop()
    await round
  }
}
