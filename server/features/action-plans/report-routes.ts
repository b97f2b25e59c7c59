import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { record } from '../audit/record.ts'
import { disposition, fileName } from '../../exports/document.ts'
import { reportView } from '../../exports/html.ts'
import { writePdf } from '../../exports/pdf.ts'
import { linkButton } from '../../lib/fields.ts'
import { keepPdfHash, sha256Of } from './agreement.ts'
import { planFacts } from './facts.ts'
import { PlanParams, ReportQuery } from './forms.ts'
import { findPlan, findSignedCopy } from './queries.ts'
import { buildReport } from './report.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { PlanFacts } from './facts.ts'

const base = '/communities/:slug/:session/plan/report'
const view = { config: { can: 'team.view' }, schema: { params: PlanParams, querystring: ReportQuery } } as const

/** The plan as a report, on screen and as PDF: as it is now, with all progress; or `?copy=<step>`, as it was signed. */
const reports: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, printer } = app

  app.get(base, view, async (request, reply) => {
    const { params: { slug, session }, query: { copy } } = request
    const report = await buildPlanReport(db, frameworks, request.viewer, slug, session, copy)
    const home = `/communities/${slug}/${session}/plan`
    const pdf = linkButton('Download as PDF', `${home}/report.pdf${copy ? `?copy=${copy}` : ''}`)
    return reply.page('reports/view', { ...reportView(report), breadcrumbs: [{ text: 'Action plan', href: home }], wide: true, pdf })
  })

  app.get(`${base}.pdf`, view, async (request, reply) => {
    const { params: { slug, session }, query: { copy } } = request
    const { plan, community } = await findPlan(db, request.viewer, slug, session)
    const report = await buildPlanReport(db, frameworks, request.viewer, slug, session, copy)
    const pdf = await writePdf(report, printer)
    await db.transaction().execute(async trx => {
      if (copy) await keepPdfHash(trx, request.viewer, slug, session, copy, sha256Of(pdf))
      await record(trx, request.viewer, 'plan.exported', plan.id, { format: 'pdf', copy: copy ?? null }, community.id)
    })
    return reply.header('content-disposition', disposition(fileName(report, 'pdf'))).type('application/pdf').send(pdf)
  })
}

/** The report of a team's plan, for pages and for the command line; with the id of a signature, from the copy that was kept then. */
export async function buildPlanReport (db: Db, library: Library, viewer: Viewer, slug: string, session: string, copy?: string) {
  if (!copy) return buildReport(await planFacts(db, library, viewer, slug, session))
  const { plan } = await findPlan(db, viewer, slug, session)
  return buildReport((JSON.parse(await findSignedCopy(db, plan, copy)) as { facts: PlanFacts }).facts)
}

export default reports
