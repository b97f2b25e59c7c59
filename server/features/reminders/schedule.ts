import { Cron } from 'croner'
import { queueDigests, tidyMails } from './changes.ts'
import { sendDue } from './sending.ts'
import type { PostOffice } from './sending.ts'

/**
 * Every minute: queue the week's digests once Monday 08:00 in London has passed, and send what is due. What a machine slept through, or a
 * server was down for, is made up for in its first minute; a clock change needs nothing of its own. Two rounds never overlap.
 * @returns what ends it, once the mail in hand has left
 */
export function startReminders (office: PostOffice, pattern = '* * * * *'): () => Promise<void> {
  const stopping = new AbortController()
  let round = Promise.resolve()
  const failed = (error: unknown) => office.log.error({ message: (error as Error).message }, 'reminders: this round failed')
  const go = async () => {
    await queueDigests(office)
    await sendDue(office, stopping.signal)
  }
  const everyMinute = new Cron(pattern, { protect: true, catch: failed, unref: true }, () => {
    round = go()
    return round
  })
  const everyNight = new Cron('30 3 * * *', { timezone: 'Europe/London', protect: true, catch: failed, unref: true }, () => tidyMails(office.db, office.now()))
  return async () => {
    everyMinute.stop()
    everyNight.stop()
    stopping.abort()
    await round.catch(() => {})
  }
}
