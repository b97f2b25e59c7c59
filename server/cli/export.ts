import { renameSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createPdfPrinter } from '../exports/browser.ts'
import { formatNames, formats } from '../exports/formats.ts'
import { buildPlanReport } from '../features/action-plans/report-routes.ts'
import { reportOf } from '../features/evaluations/report-routes.ts'
import { findAuthority, listPlaces } from '../features/organisation/queries.ts'
import { NotFound } from '../lib/errors.ts'
import { Usage, actorFor, say, withDatabase } from './command.ts'
import type { Viewer } from '../permissions.ts'
import type { Format } from '../exports/formats.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Write a team’s plan or self-evaluation of a session to a file.',
  usage: 'export plan|self-evaluation --community <slug> --session 2026-27 --format pdf|docx --out <file>',
  async run (words, config) {
    const option = { type: 'string' } as const
    const { values, positionals: [what] } = parseArgs({ args: words, allowPositionals: true, options: { community: option, session: option, format: { type: 'string', default: 'pdf' }, out: option } })
    const { community, session, format, out } = values
    if (what !== 'plan' && what !== 'self-evaluation') throw new Usage('Say what to export: plan or self-evaluation.')
    if (!community || !session || !out) throw new Usage('All of --community, --session and --out are needed.')
    if (!isFormat(format)) throw new Usage(`There is no format "${format}". Formats: ${formatNames.join(', ')}.`)
    return withDatabase(config, async (db, library) => {
      const { id } = await findAuthority(db, community)
      const authority = (await listPlaces(db, id)).find(place => place.id === id)!
      const viewer: Viewer = { ...actorFor(id), authorityName: authority.name, roles: [{ role: 'steering', placeId: id }], asking: 'team.view' }
      const report = await (what === 'plan' ? buildPlanReport(db, library, viewer, community, session) : reportOf(db, library, viewer, community, session).then(found => found.report))
        .catch(error => { throw error instanceof NotFound ? new Error(`${community} has no ${what} in session ${session}.`) : error })
      const printer = createPdfPrinter({ setting: config.BROWSER_PATH, cacheDir: config.DATA_DIR })
      try {
        writeFileSync(`${out}.part`, await formats[format].write(report, printer))
        renameSync(`${out}.part`, out)
      } finally {
        await printer.close()
      }
      say(`${out}: ${report.title}`)
      return 0
    })
  }
}

const isFormat = (name: string): name is Format => (formatNames as string[]).includes(name)

export default command
