import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { deviceOf } from '../../lib/devices.ts'
import { byLink } from '../../web/link-cookie.ts'
import { bindBrowser } from './changes.ts'
import { visitorCookie, visitorHere } from './door.ts'
import { SecretParams } from './forms.ts'
import { deadLinkPage, doorPage, visitorHomePage } from './link-pages.ts'
import { findByLink, findVisitor } from './queries.ts'
import { deadBecause } from './rules.ts'

/** A visit by a personal link, without an account. It opens in one browser, on a click: what merely fetches the address opens nothing. */
const linkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, config } = app
  const { name: cookie, options } = visitorCookie(config)
  const schema = { params: SecretParams }

  app.get('/visiting/link/:secret', { config: byLink, schema }, async (request, reply) => {
    const visitor = await door(request, reply)
    return visitor ? reply.page('visiting/door', doorPage(visitor, request.url), { layout: 'bare' }) : reply
  })

  app.post('/visiting/link/:secret', { config: byLink, schema }, async (request, reply) => {
    const visitor = await door(request, reply)
    if (!visitor) return reply
    const secret = await db.transaction().execute(trx => bindBrowser(trx, visitor, deviceOf(request.headers['user-agent']), app.now()))
    const maxAge = Math.ceil((Date.parse(visitor.link.expires_at) - app.now().getTime()) / 1000)
    return reply.setCookie(cookie, secret, { ...options, maxAge }).redirect('/visiting', 303)
  })

  app.get('/visiting', { config: byLink }, async (request, reply) => {
    const visitor = await visitorHere(app, request, reply)
    return visitor ? reply.page('visiting/home', visitorHomePage(visitor), { layout: 'visiting' }) : reply
  })

  app.post('/visiting/leaving', { config: byLink }, async (_request, reply) =>
    reply.clearCookie(cookie, { path: '/' }).header('clear-site-data', '"cache", "storage"').page('visiting/left', { title: 'Thank you', errors: null }, { layout: 'bare' }))

  /** The door of a link that may be opened here; else the reason is shown. */
  async function door (request: FastifyRequest<{ Params: { secret: string } }>, reply: FastifyReply) {
    const visitor = await findByLink(db, request.params.secret)
    if (!visitor) return dead(reply.code(404), 'unknown')
    const why = deadBecause(visitor.link, app.now())
    if (why) return dead(reply.code(410), why, visitor.link)
    if ((await findVisitor(db, request.cookies[cookie], app.now()))?.link.id === visitor.link.id) { reply.redirect('/visiting', 303); return null }
    return visitor.link.browser_hash ? dead(reply.code(403), 'other-browser', visitor.link) : visitor
  }

  function dead (reply: FastifyReply, ...reason: Parameters<typeof deadLinkPage>) {
    reply.page('errors/dead-link', deadLinkPage(...reason), { layout: 'bare' })
    return null
  }
}

export default linkRoutes
