import fp from 'fastify-plugin'
import { forgetDraft } from './changes.ts'

/** A form that was saved has no draft any more: gone before its answer is sent, so that the next page does not offer it. */
export default fp(async (app) => {
  app.addHook('onSend', async (request, reply) => {
    if (request.method === 'POST' && reply.statusCode === 303 && request.viewer) await forgetDraft(app.db, request.viewer, request.url.split('?')[0]!)
  })
}, { name: 'draft-forgetting' })
