import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { record } from '../audit/record.ts'
import { findArea } from '../organisation/queries.ts'
import { currentSession, findSession, listSessionIndicators, listSessions } from '../sessions/queries.ts'
import opening from './opening-routes.ts'
import { boardPage, publishedPage } from './pages.ts'
import { findPublishedReport, listPublished, publishedPerPage, readBoard } from './queries.ts'

const AreaParams = Type.Object({ area: Type.String({ maxLength: 80 }) })
const BoardParams = Type.Object({ ...AreaParams.properties, session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) })
const PublishedQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) })
const ReportParams = Type.Object({ evaluation: Type.String({ format: 'uuid', maxLength: 36 }) })

const board = { can: 'area.view' } as const
const published = { can: 'published.view' } as const

/** The year for many teams: opening a session, an area's board, and what teams have published. */
const cycle: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  await app.register(opening)

  app.get('/areas/:area', { config: board, schema: { params: AreaParams } }, async (request, reply) => {
    const area = await findArea(db, request.viewer, request.params.area)
    const session = await currentSession(db, area.authority_id, app.today())
    if (!session) throw new NotFound()
    return reply.redirect(`/areas/${area.slug}/${session.name}`, 303)
  })

  app.get('/areas/:area/:session', { config: board, schema: { params: BoardParams } }, async (request, reply) => {
    const area = await findArea(db, request.viewer, request.params.area)
    const session = await findSession(db, area.authority_id, request.params.session)
    return reply.page('cycle/board', boardPage({
      area,
      session,
      sessions: await listSessions(db, area.authority_id),
      board: await readBoard(db, area, session),
      asked: (await listSessionIndicators(db, session)).length,
      today: app.today(),
      mayModerate: canAt(request.viewer, 'moderation.lead', area)
    }))
  })

  app.get('/published', { config: published, schema: { querystring: PublishedQuery } }, async (request, reply) => {
    const { page = 1 } = request.query
    return reply.page('cycle/published', publishedPage(await listPublished(db, request.viewer, page), publishedPerPage, page))
  })

  app.get('/published/:evaluation', { config: published, schema: { params: ReportParams } }, async (request, reply) => {
    const report = await findPublishedReport(db, request.viewer, request.params.evaluation)
    return reply.page('reports/view', { ...reportView(report), breadcrumbs: [{ text: 'Published self-evaluations', href: '/published' }], files: downloads(request.url) })
  })

  for (const format of formatNames) {
    app.get(`/published/:evaluation.${format}`, { config: published, schema: { params: ReportParams } }, async (request, reply) => {
      const { evaluation } = request.params
      const report = await findPublishedReport(db, request.viewer, evaluation)
      const file = await formats[format].write(report, app.printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'self-evaluation.published-read', evaluation, { format }))
      return sendFile(reply, report, format, file)
    })
  }
}

export default cycle
