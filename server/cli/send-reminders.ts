import { buildApp } from '../app.ts'
import { createPdfPrinter } from '../exports/browser.ts'
import { queueDigests } from '../features/reminders/changes.ts'
import { sendDue } from '../features/reminders/sending.ts'
import { count } from '../lib/text.ts'
import { Usage, say, withDatabase } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Queue this week’s reminders, if Monday 08:00 has passed, and send every mail that is due. The server does the same every minute. Ends with 1 when a mail could not be handed over.',
  usage: 'send-reminders',
  async run (words, config) {
    if (words.length > 0) throw new Usage('It takes no words.')
    if (!config.SMTP_URL) throw new Error('There is no mail relay: name one in the setting SMTP_URL.')
    return withDatabase(config, async (db, frameworks) => {
      const app = await buildApp({ db, config, frameworks, printer: createPdfPrinter({ setting: config.BROWSER_PATH, cacheDir: config.DATA_DIR }) })
      const queued = await queueDigests(app)
      const { sent, dropped, failed, givenUp } = await sendDue(app)
      await app.close()
      say(`${count(queued, 'reminder')} queued; ${sent} sent, ${dropped} not needed any more, ${failed} to be tried again, ${givenUp} given up.`)
      return failed + givenUp > 0 ? 1 : 0
    })
  }
}

export default command
