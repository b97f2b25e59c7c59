import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { administrationPage } from './pages.ts'

/** The way to everything that an authority looks after for its teams. */
const administration: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/administration', { config: { can: 'administration.view' } }, async (request, reply) => reply.page('administration/index', administrationPage(request.viewer)))
}

export default administration
