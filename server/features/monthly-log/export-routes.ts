import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { disposition, fileName } from '../../exports/document.ts'
import { formatNames, formats, sendFile } from '../../exports/formats.ts'
import { tableTypes, writeCsv, writeWorkbook } from '../../exports/tables.ts'
import { addDays, sessionLabel } from '../../lib/dates.ts'
import { record } from '../audit/record.ts'
import { listAllItems } from '../lists/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { listSessionReports } from '../sessions/reports.ts'
import { LogParams } from './forms.ts'
import { buildPicture, correctionsTable, logTable, marking } from './log-report.ts'
import { baselineOf } from './picture-rules.ts'
import { listCorrections, listEntries } from './queries.ts'
import { sessionDays } from './rules.ts'

const base = '/communities/:slug/:session/log'
const reader = { config: { can: 'log.write' }, schema: { params: LogParams } } as const

/** The log for the team's own use: as a table, and its picture on paper. */
const logExports: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, printer } = app

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`${base}/log.${format}`, reader, async (request, reply) => {
      const found = await find(request)
      const { from, to } = sessionDays(found.session.name)
      const table = logTable(found.items, [...found.entries, ...await listEntries(db, found.community, from, to, { removed: true })])
      const about = [`${found.community.name}: monthly log, session ${sessionLabel(found.session.name)}`, `${request.viewer.authorityName}. Marking: ${marking}.`, 'A row for each meeting, in numbers. Small numbers can tell who a child is, so this file is for the team alone. Empty: not recorded.']
      await exported(request, found, format)
      const named = { marking, team: found.community.name, kind: 'monthly log', session: found.session.name, draft: false } as const
      return reply.header('content-disposition', disposition(fileName(named, format))).type(tableTypes[format]).send(format === 'csv' ? writeCsv(table) : await writeWorkbook(about, [table, correctionsTable(found.items, await listCorrections(db, found.community, from, to))]))
    })
  }

  for (const format of formatNames) {
    app.get(`${base}/picture.${format}`, reader, async (request, reply: FastifyReply) => {
      const found = await find(request)
      const { from } = sessionDays(found.session.name)
      const [answered] = await listSessionReports(db, frameworks, found.session)
      const report = buildPicture({
        team: { name: found.community.name, slug: found.community.slug, session: found.session.name },
        items: found.items,
        entries: found.entries,
        earlier: await listEntries(db, found.community, `${Number(from.slice(0, 4)) - 1}-08-01`, addDays(from, -1)),
        baseline: answered ? baselineOf(answered) : null,
        authority: request.viewer.authorityName,
        at: app.now().toISOString(),
        today: app.today()
      })
      const file = await formats[format].write(report, printer)
      await exported(request, found, format)
      return sendFile(reply, report, format, file)
    })
  }

  async function find (request: FastifyRequest) {
    const { slug, session: name } = request.params as { slug: string, session: string }
    const found = await findTeamSession(db, request.viewer, slug, name)
    const { from, to } = sessionDays(found.session.name)
    return { ...found, items: await listAllItems(db, request.viewer.authorityId), entries: await listEntries(db, found.community, from, to) }
  }

  const exported = (request: FastifyRequest, { community, session }: Awaited<ReturnType<typeof find>>, format: string) =>
    db.transaction().execute(trx => record(trx, request.viewer, 'monthly-log.exported', session.id, { format }, community.id))
}

export default logExports
