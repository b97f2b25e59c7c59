import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { disposition } from '../../exports/document.ts'
import { tableName, tableTypes, writeCsv, writeWorkbook } from '../../exports/tables.ts'
import { sessionLabel } from '../../lib/dates.ts'
import { record } from '../audit/record.ts'
import { findEvaluation, findSelfEvaluation } from '../evaluations/queries.ts'
import { reportFacts } from '../evaluations/report-facts.ts'
import { judgementsTable } from '../evaluations/tables-report.ts'
import { listEvidenceForExport } from '../evidence/queries.ts'
import { evidenceTable } from '../evidence/register-table.ts'
import { listAllItems } from '../lists/queries.ts'
import { logTable } from '../monthly-log/log-report.ts'
import { listEntries } from '../monthly-log/queries.ts'
import { sessionDays } from '../monthly-log/rules.ts'
import { canAt } from '../../permissions.ts'
import { listSessionRecommendations } from '../sessions/reports.ts'
import { PlanParams } from './forms.ts'
import { stageWords } from './pages.ts'
import { planTables } from './sheet-facts.ts'
import { aboutActions, actionsTable, answeredTable, reviewsTable, stepsTable, updatesTable } from './tables-report.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Marking } from '../../exports/document.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { PlanRoutes } from './address-rules.ts'

type Found = Awaited<ReturnType<typeof planTables>>

/** A plan as tables: its actions as CSV, all of it as a workbook; and for a team everything it wrote in one workbook. */
const sheets: FastifyPluginAsyncTypebox<PlanRoutes> = async (app, { base, view }) => {
  const { db, frameworks } = app
  const reader = { config: { can: view }, schema: { params: PlanParams } }
  const find = (request: FastifyRequest) => {
    const { slug, session } = request.params as { slug: string, session: string }
    return planTables(db, frameworks, request.viewer, slug, session)
  }
  const recommendationsOf = ({ session }: Found) => listSessionRecommendations(db, frameworks, session)

  app.get(`${base}/actions.csv`, reader, async (request, reply) => {
    const found = await find(request)
    return send(request, reply, found, 'action plan', 'csv', writeCsv(actionsTable(found.facts)))
  })

  app.get(`${base}/plan.xlsx`, reader, async (request, reply) => {
    const found = await find(request)
    const recommendations = await recommendationsOf(found)
    const tables = [...planSheets(found), ...recommendations.length > 0 ? [answeredTable(found.facts, recommendations)] : []]
    return send(request, reply, found, 'action plan', 'xlsx', await writeWorkbook([...titleOf(request, found, 'action plan'), ...aboutActions], tables))
  })

  if (base.startsWith('/communities/')) {
    app.get('/communities/:slug/:session/workbook.xlsx', reader, async (request, reply) => {
      const found = await find(request)
      const { place, session } = found
      const { scale, attribution } = frameworks.selfEvaluation(session.framework_id, session.framework_version)
      const judgements = judgementsTable(await findSelfEvaluation(db, place, session)
        ? await reportFacts(db, frameworks, request.viewer.authorityName, await findEvaluation(db, request.viewer, place.slug, session.name))
        : { framework: { scale }, indicators: [], readings: [], credits: [], dissent: [], carried: [], names: new Map() })
      const about = [
        ...titleOf(request, found, 'everything the team wrote'),
        'Judgements: a row for each indicator. A level is a judgement of the team together; it is not worked out from anything, and levels are not to be averaged.',
        'Evidence: a row for each piece that belongs to this session, withdrawn pieces too.',
        ...aboutActions,
        'Recommendations: a row for each of the reports’, with the team’s actions that answer it.',
        attribution
      ]
      const log = await logSheet(request, found)
      const tables = [judgements, evidenceTable(await listEvidenceForExport(db, place, session)), ...planSheets(found), answeredTable(found.facts, await recommendationsOf(found)), ...log ? [log] : []]
      return send(request, reply, found, 'workbook', 'xlsx', await writeWorkbook(log ? about.map(withLog) : about, tables), log ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL')
    })
  }

  /** The monthly log goes along for those who were in the room, and nobody else. */
  async function logSheet ({ viewer }: FastifyRequest, { place, session }: Found) {
    if (place.kind !== 'community' || !canAt(viewer, 'log.write', place)) return null
    const { from, to } = sessionDays(session.name)
    const entries = await listEntries(db, place, from, to)
    return entries.length > 0 ? logTable(await listAllItems(db, viewer.authorityId), entries) : null
  }

  async function send (request: FastifyRequest, reply: FastifyReply, { place, session, plan }: Found, what: string, format: 'csv' | 'xlsx', file: Buffer, marking: Marking = 'OFFICIAL') {
    await db.transaction().execute(trx => record(trx, request.viewer, 'plan.exported', plan?.id ?? place.id, { format, what }, place.id))
    return reply.header('content-disposition', disposition(tableName(place.name, what, session.name, format, marking))).type(tableTypes[format]).send(file)
  }
}

/** The marking of the workbook and what its last sheet holds, where the team's own log is in it. */
const withLog = (line: string): string => line.replace('Marking: OFFICIAL.', 'Marking: OFFICIAL-SENSITIVE, because small numbers of the monthly log are in it: for the team alone.')

const planSheets = ({ facts }: Found): SheetTable[] => [actionsTable(facts), stepsTable(facts), updatesTable(facts), reviewsTable(facts)]

const titleOf = (request: FastifyRequest, { place, session, plan, stage }: Found, what: string): string[] => [
  `${place.name}: ${what}, session ${sessionLabel(session.name)}`,
  `${request.viewer.authorityName}. Marking: OFFICIAL. Plan: ${plan ? stageWords[stage] : 'not started yet'}.`
]

export default sheets
