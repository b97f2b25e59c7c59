import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { record } from '../audit/record.ts'
import { disposition, fileName } from '../../exports/document.ts'
import { reportView } from '../../exports/html.ts'
import { writePdf } from '../../exports/pdf.ts'
import { linkButton } from '../../lib/fields.ts'
import { keepPdfHash } from './agreement.ts'
import { planFacts } from './facts.ts'
import { PlanParams } from './forms.ts'
import { findPlan } from './queries.ts'
import { buildReport } from './report.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'

const base = '/communities/:slug/:session/plan/report'
const view = { config: { can: 'team.view' }, schema: { params: PlanParams } } as const

/** The plan as a report, on screen and as PDF. Progress reported since the signature is in it; the signed copy stays on record. */
const reports: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, printer } = app

  app.get(base, view, async (request, reply) => {
    const { slug, session } = request.params
    const report = await buildPlanReport(db, frameworks, request.viewer, slug, session)
    const home = `/communities/${slug}/${session}/plan`
    return reply.page('reports/view', { ...reportView(report), breadcrumbs: [{ text: 'Action plan', href: home }], wide: true, pdf: linkButton('Download as PDF', `${home}/report.pdf`) })
  })

  app.get(`${base}.pdf`, view, async (request, reply) => {
    const { slug, session } = request.params
    const { plan, community, steps, stage } = await findPlan(db, request.viewer, slug, session)
    const report = await buildPlanReport(db, frameworks, request.viewer, slug, session)
    const pdf = await writePdf(report, printer)
    await db.transaction().execute(async trx => {
      const signed = steps.at(-1)
      if (stage === 'signed' && signed && !signed.pdf_sha256) await keepPdfHash(trx, request.viewer, slug, session, signed.id, createHash('sha256').update(pdf).digest('hex'))
      await record(trx, request.viewer, 'plan.exported', plan.id, { format: 'pdf' }, community.id)
    })
    return reply.header('content-disposition', disposition(fileName(report, 'pdf'))).type('application/pdf').send(pdf)
  })
}

/** The report of a team's plan, for pages and for the command line. */
export async function buildPlanReport (db: Db, library: Library, viewer: Viewer, slug: string, session: string) {
  return buildReport(await planFacts(db, library, viewer, slug, session))
}

export default reports
