import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Forbidden } from '../lib/errors.ts'
import { can } from '../permissions.ts'
import type { Permission, Viewer } from '../permissions.ts'

declare module 'fastify' {
  interface FastifyContextConfig { can?: Permission | 'anyone' }
  interface FastifyInstance { routeTable: RouteRow[] }
  interface FastifyRequest { viewer: Viewer, signedOut: boolean }
}

export interface RouteRow { method: string, url: string, can: Permission | 'anyone' }

export interface AccessOptions {
  /** The person behind a sign-in with the roles they hold now, or null when they may not come in any more. */
  viewerFor: (personId: string) => Promise<Omit<Viewer, 'asking'> | null>
  /** What happens to a form that arrives when its sign-in has ended: keeps it, and answers. */
  keepForm: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

/** Who is asking, and whether they may. Every route says who may use it (config.can), or the server does not start. */
export default fp<AccessOptions>(async (app, { viewerFor, keepForm }) => {
  app.decorate('routeTable', [])
  app.addHook('onRoute', (route) => {
    if (!route.config?.can) throw new Error(`${String(route.method)} ${route.url} does not say who may use it (config.can)`)
    for (const method of [route.method].flat()) app.routeTable.push({ method, url: route.url, can: route.config.can })
  })
  app.decorateRequest('viewer')
  app.decorateRequest('signedOut', false)

  app.addHook('onRequest', async (request, reply) => {
    const needed = request.routeOptions.config.can
    const { personId } = request.session
    const person = personId ? await viewerFor(personId) : null
    if (person) request.viewer = { ...person, asking: needed && needed !== 'anyone' ? needed : 'home.view' }
    if (!needed || needed === 'anyone') return
    if (!person) {
      if (request.method === 'POST') request.signedOut = true
      else return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303)
    } else if (!can(person, needed)) throw new Forbidden()
  })

  app.addHook('preValidation', async (request, reply) => {
    if (request.signedOut) return keepForm(request, reply)
  })
}, { name: 'access' })
