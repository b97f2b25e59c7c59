import { linkCookie } from '../../web/link-cookie.ts'
import { findVisitor } from './queries.ts'
import { deadLinkPage } from './link-pages.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import type { Visitor } from './queries.ts'

/** The cookie by which a visitor's browser is known. */
export const visitorCookie = (config: Config) => linkCookie(config, 'visitor')

/** The visitor that asks. Where there is none, what to do has been answered, and the result is null: `if (!visitor) return reply`. */
export async function visitorHere ({ db, config, now }: Pick<FastifyInstance, 'db' | 'config' | 'now'>, request: FastifyRequest, reply: FastifyReply): Promise<Visitor | null> {
  const visitor = await findVisitor(db, request.cookies[visitorCookie(config).name], now())
  if (!visitor) reply.code(403).page('errors/dead-link', deadLinkPage('no-browser'), { layout: 'bare' })
  return visitor
}
