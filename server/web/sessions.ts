import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import cookie from '@fastify/cookie'
import fastifySession from '@fastify/session'
import type { SessionStore } from '@fastify/session'
import fp from 'fastify-plugin'
import type { Config } from '../config.ts'

export interface Flash { kind: 'success' | 'info' | 'warning', text: string }

declare module 'fastify' {
  interface Session { personId?: string, flash?: Flash, agent?: string, returnTo?: string, firstRun?: boolean }
  interface FastifyReply { flash (kind: Flash['kind'], text: string): FastifyReply }
}

/** The name of the sign-in cookie: with the strict prefix wherever the public address is https. */
export const cookieName = (config: Config): string => config.ORIGIN.startsWith('https:') ? '__Host-sid' : 'sid'

/** Server-side sign-ins behind a cookie, and the message that a redirect carries to the next page. */
export default fp<{ config: Config, store: SessionStore }>(async (app, { config, store }) => {
  // Programs show a token: a sign-in that happens to come along is not looked at.
  app.addHook('onRequest', async (request) => { if (request.routeOptions.config.can === 'token') delete request.raw.headers.cookie })
  await app.register(cookie)
  await app.register(fastifySession, {
    secret: sessionSecret(config),
    store,
    cookieName: cookieName(config),
    cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure: config.ORIGIN.startsWith('https:') },
    saveUninitialized: false,
    rolling: false,
    idGenerator: () => randomBytes(32).toString('base64url')
  })
  app.decorateReply('flash', function (kind: Flash['kind'], text: string) {
    this.request.session.flash = { kind, text }
    return this
  })
}, { name: 'sessions' })

/** The secret behind cookies: as set, or made once and kept in the data folder. */
export function sessionSecret (config: Config): string {
  if (config.SESSION_SECRET) return config.SESSION_SECRET
  const file = path.join(config.DATA_DIR, 'session-secret')
  try {
    return readFileSync(file, 'utf8')
  } catch {
    const secret = randomBytes(48).toString('base64url')
    writeFileSync(file, secret, { mode: 0o600 })
    return secret
  }
}
