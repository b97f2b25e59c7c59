import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { record } from '../audit/record.ts'
import { disposition } from '../../exports/document.ts'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { tableName, tableTypes, writeCsv, writeWorkbook } from '../../exports/tables.ts'
import { listEvidenceForExport } from '../evidence/queries.ts'
import { evidenceTable } from '../evidence/register-table.ts'
import { NotFound } from '../../lib/errors.ts'
import { listCriteria } from '../local-criteria/queries.ts'
import { criterionWords } from '../local-criteria/rules.ts'
import { findTeamSession, listSessionIndicators } from '../sessions/queries.ts'
import { buildBlankForm } from './blank-form.ts'
import { ReportQuery, TeamParams } from './forms.ts'
import { findEvaluation, findSelfEvaluation, listIndicatorsJudged, listWork } from './queries.ts'
import { buildReport } from './report.ts'
import { reportFacts } from './report-facts.ts'
import { isAgreed } from './rules.ts'
import { aboutWorkbook, judgementsTable, workTables } from './tables-report.ts'
import { keepPdfHash } from './sign-off.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReportDocument } from '../../exports/document.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { EvaluationFound } from './queries.ts'
import type { ReportFacts } from './report-facts.ts'

const base = '/communities/:slug/:session/self-evaluation/report'
const view = { config: { can: 'team.view' }, schema: { params: TeamParams, querystring: ReportQuery } } as const

/** The self-evaluation as a report, on screen, as PDF and as Word. What is signed off is shown from the copy that was kept. */
const reports: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, printer } = app

  app.get(base, view, async (request, reply) => {
    const { slug, session } = request.params
    const { report } = await reportOf(db, frameworks, request.viewer, slug, session, request.query.copy)
    const home = `/communities/${slug}/${session}/self-evaluation`
    const files = downloads(`${home}/report`, request.query.copy ? `?copy=${request.query.copy}` : '')
    return reply.page('reports/view', { ...reportView(report), title: report.title, breadcrumbs: [{ text: 'Self-evaluation', href: home }], files })
  })

  for (const format of formatNames) {
    app.get(`${base}.${format}`, view, async (request, reply) => {
      const { slug, session } = request.params
      const { report, found, stepId } = await reportOf(db, frameworks, request.viewer, slug, session, request.query.copy)
      const file = await formats[format].write(report, printer)
      await db.transaction().execute(async trx => {
        if (stepId && format === 'pdf') await keepPdfHash(trx, request.viewer, found, stepId, file)
        await record(trx, request.viewer, 'self-evaluation.exported', found.evaluation.id, { format }, found.community.id)
      })
      return sendFile(reply, report, format, file)
    })
  }

  for (const format of formatNames) {
    app.get(`/communities/:slug/:session/self-evaluation/blank.${format}`, view, async (request, reply) => {
      const { community, session } = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
      const evaluation = await findSelfEvaluation(db, community, session)
      const codes = evaluation ? (await listIndicatorsJudged(db, { community, session, evaluation })).map(row => row.indicator_code) : await listSessionIndicators(db, session)
      const criteria = await listCriteria(db, session)
      const form = buildBlankForm({
        added: code => criteria.filter(row => row.indicator_code === code).map(criterionWords),
        authority: request.viewer.authorityName, team: community.name, session, framework: frameworks.selfEvaluation(session.framework_id, session.framework_version),
        indicators: codes.map(code => frameworks.indicator(session.framework_id, session.framework_version, code))
      })
      return sendFile(reply, form, format, await formats[format].write(form, printer))
    })
  }

  app.get('/communities/:slug/:session/self-evaluation/judgements.csv', view, async (request, reply) => {
    const { facts, found } = await tables(request)
    await exported(request.viewer, found, 'csv')
    return sendTable(reply, facts, 'judgements', 'csv', writeCsv(judgementsTable(facts)))
  })

  app.get('/communities/:slug/:session/self-evaluation/workbook.xlsx', view, async (request, reply) => {
    const { facts, found } = await tables(request)
    await exported(request.viewer, found, 'xlsx')
    return sendTable(reply, facts, 'self-evaluation', 'xlsx', await writeWorkbook(aboutWorkbook(facts), [
      judgementsTable(facts), evidenceTable(await listEvidenceForExport(db, found.community, found.session)), ...workTables(await listWork(db, found.evaluation, found.session), facts.framework.scale)
    ]))
  })

  async function tables (request: FastifyRequest<{ Params: { slug: string, session: string } }>) {
    const found = await findEvaluation(db, request.viewer, request.params.slug, request.params.session)
    return { found, facts: await reportFacts(db, frameworks, request.viewer.authorityName, found) }
  }

  const exported = (viewer: Viewer, found: EvaluationFound, format: string) =>
    db.transaction().execute(trx => record(trx, viewer, 'self-evaluation.exported', found.evaluation.id, { format }, found.community.id))
}

const sendTable = (reply: FastifyReply, { community, session }: ReportFacts, what: string, extension: 'csv' | 'xlsx', file: Buffer) =>
  reply.header('content-disposition', disposition(tableName(community.name, what, session.name, extension))).type(tableTypes[extension]).send(file)

/** The report as it is now; signed off, or asked for by the id of its step, from the copy that was kept then. */
export async function reportOf (db: Db, library: Library, viewer: Viewer, slug: string, name: string, copy?: string) {
  const found = await findEvaluation(db, viewer, slug, name)
  const step = copy ? found.steps.find(one => one.id === copy) : isAgreed(found.stage) ? found.steps.findLast(one => one.frozen) : undefined
  if (copy && !step?.frozen) throw new NotFound()
  if (step?.frozen) return { found, stepId: step.id, report: (JSON.parse(step.frozen) as { report: ReportDocument }).report }
  return { found, stepId: null, report: buildReport(await reportFacts(db, library, viewer.authorityName, found)) }
}

export default reports
