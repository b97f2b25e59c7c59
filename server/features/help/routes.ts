import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { glossary } from './glossary.ts'

const open = { config: { can: 'anyone' } } as const
const layoutFor = (viewer: unknown) => ({ layout: viewer ? 'page' : 'bare' })

/** Pages for everybody, signed in or not. */
const help: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/help', open, async (request, reply) => reply.page('help/index', { title: 'Help and glossary', glossary }, layoutFor(request.viewer)))
  app.get('/accessibility', open, async (request, reply) => reply.page('help/accessibility', { title: 'Accessibility statement' }, layoutFor(request.viewer)))
  app.get('/privacy', open, async (request, reply) => reply.page('help/privacy', { title: 'Privacy and how data is used' }, layoutFor(request.viewer)))
}

export default help
