import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { formatNames } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { NotFound } from '../../lib/errors.ts'
import { record } from '../audit/record.ts'
import { findVisit } from '../visits/queries.ts'
import { PartParams, VisitParams } from './forms.ts'
import { packPage, partPage } from './pages.ts'
import { sendPack } from './printing.ts'
import { packFacts } from './queries.ts'
import { buildPack } from './report.ts'
import visitorRoutes from './visitor-routes.ts'

const base = '/visits/:visit/pack'
const view = { can: 'visit.view' } as const

/** The reading pack of a visit: all its papers, page by page, as PDF and as Word. */
const readingPacks: FastifyPluginAsyncTypebox = async (app) => {
  const { db, printer } = app
  await app.register(visitorRoutes)

  app.get(base, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
    const { document, href, breadcrumbs } = await packOf(request, request.params.visit)
    return reply.page('reading-packs/pack', { ...packPage(reportView(document), href), breadcrumbs })
  })

  app.get(`${base}/:part`, { config: view, schema: { params: PartParams } }, async (request, reply) => {
    const { document, href, breadcrumbs } = await packOf(request, request.params.visit)
    const paper = reportView(document)
    const part = paper.sections.find(({ id }) => id === request.params.part)
    if (!part) throw new NotFound()
    return reply.page('reading-packs/part', { ...partPage(paper, part, href), breadcrumbs: [...breadcrumbs, { text: 'Reading pack', href }] })
  })

  for (const format of formatNames) {
    app.get(`${base}.${format}`, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
      const { document, href, visit, breadcrumbs } = await packOf(request, request.params.visit)
      const note = () => db.transaction().execute(trx => record(trx, request.viewer, 'reading-pack.exported', visit.id, { format }, visit.place_id))
      return sendPack(reply, printer, { document, format, base: href, frame: { breadcrumbs }, layout: 'page', note })
    })
  }

  async function packOf (request: FastifyRequest, visitId: string) {
    const found = await findVisit(db, request.viewer, visitId)
    const document = buildPack(await packFacts(db, found), app.now().toISOString())
    return { visit: found.visit, document, href: `/visits/${visitId}/pack`, breadcrumbs: [{ text: 'Visits', href: '/visits' }, { text: found.visit.title, href: `/visits/${visitId}` }] }
  }
}

export default readingPacks
