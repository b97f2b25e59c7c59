import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { record } from '../audit/record.ts'
import { findVisit } from '../visits/queries.ts'
import { VisitParams } from './forms.ts'
import { crumbsOf } from './pages.ts'
import { readSince } from './since-queries.ts'
import { buildSince } from './since-report.ts'

const view = { can: 'visit.view' } as const

/** A year on: what became of each recommendation, on a page, as PDF and as Word. */
const since: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/visits/:visit/since', { config: view, schema: { params: VisitParams } }, async (request, reply) => {
    const { document, visit } = await find(request)
    return reply.page('reports/view', { ...reportView(document), title: document.title, breadcrumbs: crumbsOf(visit), files: downloads(`/visits/${visit.id}/since`) })
  })

  for (const format of formatNames) {
    app.get(`/visits/:visit/since.${format}`, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
      const { document, visit } = await find(request)
      const file = await formats[format].write(document, app.printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'visit-report.since-exported', visit.id, { format }, visit.place_id))
      return sendFile(reply, document, format, file)
    })
  }

  async function find (request: FastifyRequest) {
    const { visit, place } = await findVisit(db, request.viewer, (request.params as { visit: string }).visit)
    const facts = await readSince(db, frameworks, request.viewer, visit)
    return { visit, document: buildSince(facts, { place: place.name, authority: request.viewer.authorityName, at: app.now().toISOString() }) }
  }
}

export default since
