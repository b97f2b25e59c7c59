import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { kinds, trailPage } from './pages.ts'
import { eventsPerPage, listEvents } from './queries.ts'

const TrailQuery = Type.Object({
  before: Type.Optional(Type.String({ maxLength: 40 })),
  kind: Type.Optional(Type.String({ maxLength: 40 })),
  person: Type.Optional(Type.String({ maxLength: 40 }))
})

/** Who did what and when. Texts are not kept here, only codes and counts. */
const audit: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/trail', { config: { can: 'trail.view' }, schema: { querystring: TrailQuery } }, async (request, reply) => {
    const { before, kind, person } = request.query
    const filters = { kind: kind && kind in kinds ? kind : undefined, person: person || undefined }
    const events = await listEvents(app.db, request.viewer.authorityId, { before: before || undefined, ...filters })
    return reply.page('audit/trail', trailPage(events, eventsPerPage, filters))
  })
}

export default audit
