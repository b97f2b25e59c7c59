import { contentOf, listQuarantined, settleScan } from '../features/evidence/attachments.ts'
import { count } from '../lib/text.ts'
import { scanBytes } from '../web/clamd.ts'
import { Usage, actorFor, say, withDatabase } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Scan the files that came in while the virus scanner was down. What holds a virus is deleted. Ends with 1 while the scanner does not answer.',
  usage: 'scan-attachments',
  async run (words, config) {
    if (words.length > 0) throw new Usage('It takes no words.')
    if (!config.CLAMD) throw new Error('There is no virus scanner: name one in the setting CLAMD.')
    return withDatabase(config, async db => {
      const found = { clean: 0, infected: 0 }
      const waiting = await listQuarantined(db)
      for (const one of waiting) {
        const verdict = await scanBytes(config.CLAMD, await contentOf(db, one))
        if (verdict === 'down') {
          process.stderr.write(`The virus scanner at ${config.CLAMD} does not answer. ${count(waiting.length - found.clean - found.infected, 'file')} still waiting.\n`)
          return 1
        }
        await db.transaction().execute(trx => settleScan(trx, actorFor(one.authority_id), one, verdict))
        found[verdict]++
      }
      say(`${count(waiting.length, 'file')} waited: ${found.clean} clean, ${found.infected} with a virus.`)
      return 0
    })
  }
}

export default command
