import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Forbidden, NoToken } from '../lib/errors.ts'
import { can } from '../permissions.ts'
import type { Permission, Viewer } from '../permissions.ts'

declare module 'fastify' {
  interface FastifyContextConfig { can?: RouteRow['can'] }
  interface FastifyInstance { routeTable: RouteRow[] }
  interface FastifyRequest { viewer: Viewer, token: TokenHeld, signedOut: boolean }
}

/** `token`: for programs, which show a token and have no sign-in. */
export interface RouteRow { method: string, url: string, can: Permission | 'anyone' | 'token' }

/** The token a program showed: it reaches this place and what is below it. */
export interface TokenHeld { id: string, authorityId: string, place: { id: string, kind: 'authority' | 'area' | 'community' } }

export interface AccessOptions {
  /** The person behind a sign-in with the roles they hold now, or null when they may not come in any more. */
  viewerFor: (personId: string) => Promise<Omit<Viewer, 'asking'> | null>
  /** The token behind an `Authorization` header, or null when it does not work (any more). */
  tokenFor: (header: string | undefined) => Promise<TokenHeld | null>
  /** What happens to a form that arrives when its sign-in has ended: keeps it, and answers. */
  keepForm: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

/** Who is asking, and whether they may. Every route says who may use it (config.can), or the server does not start. */
export default fp<AccessOptions>(async (app, { viewerFor, tokenFor, keepForm }) => {
  app.decorate('routeTable', [])
  app.addHook('onRoute', (route) => {
    if (!route.config?.can) throw new Error(`${String(route.method)} ${route.url} does not say who may use it (config.can)`)
    for (const method of [route.method].flat()) app.routeTable.push({ method, url: route.url, can: route.config.can })
  })
  app.decorateRequest('viewer')
  app.decorateRequest('token')
  app.decorateRequest('signedOut', false)

  app.addHook('onRequest', async (request, reply) => {
    const needed = request.routeOptions.config.can
    if (needed === 'token') {
      const token = await tokenFor(request.headers.authorization)
      if (!token) {
        reply.header('www-authenticate', 'Bearer realm="LC-JST Toolkit"')
        throw new NoToken()
      }
      request.token = token
      return
    }
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
