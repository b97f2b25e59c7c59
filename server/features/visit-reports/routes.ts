import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { count, inWords } from '../../lib/text.ts'
import { submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import { listThemes } from '../visits/queries.ts'
import { addPoint, drawPoints, movePoint, refuseUnlessLead, savePoint, takeOutPoint } from './changes.ts'
import { DrawForm, NewQuery, PointForm, PointParams, PositionForm, StepForm, VersionParams, VisitParams } from './forms.ts'
import { crumbsOf, pointPage, reportHref, versionsPage } from './pages.ts'
import { findPoint, findVersion, readableReport, reportOf, standingOf } from './queries.ts'
import reviewRoutes from './review-routes.ts'
import sinceRoutes from './since-routes.ts'
import { documentOf, startReport, takeStep } from './steps.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Hand } from './changes.ts'
import type { Standing } from './queries.ts'

const base = '/visits/:visit/report'
const view = { can: 'visit.view' } as const
const lead = { can: 'visit.lead' } as const

/** The report of a visit, which its lead writes: points, steps, versions. Partners and host: review-routes.ts. */
const visitReports: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks: library, printer } = app
  await app.register(reviewRoutes)
  await app.register(sinceRoutes)
  const back = (request: FastifyRequest, id = '') => `${reportHref({ id: (request.params as { visit: string }).visit })}${id && `#p-${id}`}`

  app.post(base, { config: lead, schema: { params: VisitParams } }, async (request, reply) => {
    const hand = await leading(request)
    await db.transaction().execute(trx => startReport(trx, hand))
    return reply.flash('success', 'The report has been started.').redirect(back(request), 303)
  })

  app.post(`${base}/draw`, { config: lead, schema: { params: VisitParams, body: DrawForm } }, async (request, reply) => {
    const hand = await leading(request)
    const drawn = await db.transaction().execute(trx => drawPoints(trx, hand, request.body.source))
    return reply.flash('success', `${count(drawn, 'point')} taken over.`).redirect(back(request), 303)
  })

  app.get(`${base}/points/new`, { config: lead, schema: { params: VisitParams, querystring: NewQuery } }, async (request, reply) => {
    const { visit } = await leading(request)
    return reply.page('visit-reports/form', pointPage(visit, await listThemes(db, visit), null, { ...request.query }))
  })

  app.post(`${base}/points`, { config: lead, schema: { params: VisitParams, body: PointForm }, attachValidation: true }, async (request, reply) => {
    const hand = await leading(request)
    let made: { id: string } | undefined
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => addPoint(trx, hand, request.body)) })
    if (errors || !made) return reply.code(422).page('visit-reports/form', pointPage(hand.visit, await listThemes(db, hand.visit), null, request.body, errors))
    return reply.flash('success', 'The point has been added.').redirect(back(request, made.id), 303)
  })

  app.get(`${base}/points/:point`, { config: lead, schema: { params: PointParams } }, async (request, reply) =>
    reply.page('visit-reports/form', await point(request)))

  app.post(`${base}/points/:point`, { config: lead, schema: { params: PointParams, body: PointForm }, attachValidation: true }, async (request, reply) => {
    const hand = await leading(request)
    const page = await point(request)
    const errors = await submit(request, () => db.transaction().execute(trx => savePoint(trx, hand, request.params.point, request.body)))
    if (errors) return reply.code(422).page('visit-reports/form', { ...page, ...await point(request, request.body, errors) })
    return reply.flash('success', 'The point has been saved.').redirect(back(request, request.params.point), 303)
  })

  app.post(`${base}/points/:point/position`, { config: lead, schema: { params: PointParams, body: PositionForm } }, async (request, reply) => {
    const hand = await leading(request)
    await db.transaction().execute(trx => movePoint(trx, hand, request.params.point, request.body.direction))
    return reply.redirect(back(request, request.params.point), 303)
  })

  app.post(`${base}/points/:point/removal`, { config: lead, schema: { params: PointParams } }, async (request, reply) => {
    const hand = await leading(request)
    await db.transaction().execute(trx => takeOutPoint(trx, hand, request.params.point))
    return reply.flash('success', 'The point has been taken out.').redirect(back(request), 303)
  })

  app.post(`${base}/steps`, { config: lead, schema: { params: VisitParams, body: StepForm } }, async (request, reply) => {
    const hand = await leading(request)
    const { step, note = null } = request.body
    const sessions = await db.transaction().execute(trx => takeStep(trx, hand, step, note, app.today()))
    const said = step === 'finalised' ? `The report is final. Its recommendations wait for an answer in the register${sessions.length > 0 ? ` of ${inWords(sessions)}` : ''}.` : 'Done. What the report said is kept as a version.'
    return reply.flash('success', said).redirect(back(request), 303)
  })

  app.get(`${base}/read`, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
    const standing = await standing_(request)
    return shown(await current(standing), standing, `${reportHref(standing.visit)}`)

    function shown (document: ReportDocument, { visit }: Standing, here: string) {
      return reply.page('reports/view', { ...reportView(document), title: document.title, breadcrumbs: crumbsOf(visit, true), files: downloads(here) })
    }
  })

  app.get(`${base}/versions`, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
    const standing = await standing_(request)
    const { steps, stage } = await readableReport(db, standing)
    if (stage !== 'final') refuseUnlessLead(standing.leads)
    return reply.page('visit-reports/versions', versionsPage(standing.visit, standing.leads ? steps : steps.slice(-1)))
  })

  app.get(`${base}/versions/:version`, { config: view, schema: { params: VersionParams } }, async (request, reply) => {
    const { document, visit } = await version(request)
    return reply.page('reports/view', { ...reportView(document), title: document.title, breadcrumbs: crumbsOf(visit, true), files: downloads(`${reportHref(visit)}/versions/${request.params.version}`) })
  })

  for (const format of formatNames) {
    app.get(`${base}.${format}`, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
      const standing = await standing_(request)
      const document = await current(standing)
      const file = await formats[format].write(document, printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'visit-report.exported', standing.visit.id, { format }, standing.place.id))
      return sendFile(reply, document, format, file)
    })

    app.get(`${base}/versions/:version.${format}`, { config: view, schema: { params: VersionParams } }, async (request, reply) => {
      const { document, visit } = await version(request)
      const file = await formats[format].write(document, printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'visit-report.exported', visit.id, { format, version: request.params.version }, visit.place_id))
      return sendFile(reply, document, format, file)
    })
  }

  const standing_ = (request: FastifyRequest) => standingOf(db, request.viewer, (request.params as { visit: string }).visit)

  /** The lead at work. The finder refuses whoever is not. */
  async function leading (request: FastifyRequest): Promise<Hand> {
    const { visit } = await standing_(request)
    return { visit, viewer: request.viewer, library, at: app.now().toISOString() }
  }

  /** The lead reads what is there now; everybody else what was last given out. */
  async function current (standing: Standing): Promise<ReportDocument> {
    const { report, steps, stage } = await readableReport(db, standing)
    const last = steps.at(-1)!
    if (!standing.leads || stage === 'final') return JSON.parse((await findVersion(db, report, last.version)).frozen) as ReportDocument
    return documentOf(db, library, standing.visit, report, { version: last.version, stage, at: app.now().toISOString() })
  }

  async function version (request: FastifyRequest) {
    const standing = await standing_(request)
    const { report, steps, stage } = await readableReport(db, standing)
    const { version: number } = request.params as { version: number }
    if (stage !== 'final' || number !== steps.at(-1)!.version) refuseUnlessLead(standing.leads)
    return { visit: standing.visit, document: JSON.parse((await findVersion(db, report, Number(number))).frozen) as ReportDocument }
  }

  async function point (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { visit } = await standing_(request)
    const found = await reportOf(db, visit)
    return pointPage(visit, await listThemes(db, visit), await findPoint(db, library, visit, found?.report ?? { id: '' }, (request.params as { point: string }).point), values, errors)
  }
}

export default visitReports
