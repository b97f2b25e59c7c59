import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { record } from '../audit/record.ts'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { keepPdfHash, sha256Of } from './agreement.ts'
import { planFacts } from './facts.ts'
import { PlanParams, ReportQuery } from './forms.ts'
import { findPlan, findSignedCopy } from './queries.ts'
import { buildReport } from './report.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { PlanRoutes } from './address-rules.ts'
import type { PlanFacts } from './facts.ts'

/** The plan as a report, on screen, as PDF and as Word: as it is now, with all progress; or `?copy=<step>`, as it was signed. */
const reports: FastifyPluginAsyncTypebox<PlanRoutes> = async (app, { base: plan, ...can }) => {
  const { db, frameworks, printer } = app
  const base = `${plan}/report`
  const view = { config: { can: can.view }, schema: { params: PlanParams, querystring: ReportQuery } }

  app.get(base, view, async (request, reply) => {
    const { params: { slug, session }, query: { copy } } = request
    const report = await buildPlanReport(db, frameworks, request.viewer, slug, session, copy)
    const home = plan.replace(':slug', slug).replace(':session', session)
    return reply.page('reports/view', { ...reportView(report), breadcrumbs: [{ text: 'Action plan', href: home }], files: downloads(`${home}/report`, copy ? `?copy=${copy}` : '') })
  })

  for (const format of formatNames) {
    app.get(`${base}.${format}`, view, async (request, reply) => {
      const { params: { slug, session }, query: { copy } } = request
      const { plan, place } = await findPlan(db, request.viewer, slug, session)
      const report = await buildPlanReport(db, frameworks, request.viewer, slug, session, copy)
      const file = await formats[format].write(report, printer)
      await db.transaction().execute(async trx => {
        if (copy && format === 'pdf') await keepPdfHash(trx, request.viewer, slug, session, copy, sha256Of(file))
        await record(trx, request.viewer, 'plan.exported', plan.id, { format, copy: copy ?? null }, place.id)
      })
      return sendFile(reply, report, format, file)
    })
  }
}

/** The report of a team's plan, for pages and for the command line; with the id of a signature, from the copy that was kept then. */
export async function buildPlanReport (db: Db, library: Library, viewer: Viewer, slug: string, session: string, copy?: string) {
  if (!copy) return buildReport(await planFacts(db, library, viewer, slug, session))
  const { plan } = await findPlan(db, viewer, slug, session)
  return buildReport((JSON.parse(await findSignedCopy(db, plan, copy)) as { facts: PlanFacts }).facts)
}

export default reports
