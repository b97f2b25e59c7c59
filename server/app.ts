import Fastify from 'fastify'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { features } from './features/index.ts'
import { acceptToken } from './features/api/changes.ts'
import draftForgetting from './features/drafts/forgetting.ts'
import { pageLocals } from './features/navigation.ts'
import { findViewer, listKnownNames } from './features/people/queries.ts'
import { sessionStore } from './features/sign-in/session-store.ts'
import { visitorCookie } from './features/visiting/door.ts'
import { findVisitor } from './features/visiting/queries.ts'
import { keepForm } from './features/sign-in/kept-forms.ts'
import { dayOf } from './lib/dates.ts'
import access from './web/access.ts'
import assets from './web/assets.ts'
import { compileWhenAsked } from './web/validation.ts'
import errors from './web/errors.ts'
import { tidyBody } from './web/forms.ts'
import pages from './web/pages.ts'
import personalData from './web/personal-data.ts'
import sameOrigin from './web/same-origin.ts'
import sessions from './web/sessions.ts'
import type { FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import type { Db } from './db/types.ts'
import type { PdfPrinter } from './exports/browser.ts'
import type { Library } from './features/frameworks/library.ts'

declare module 'fastify' {
  interface FastifyInstance { db: Db, config: Config, frameworks: Library, printer: PdfPrinter, now: () => Date, today: () => string }
}

export interface AppParts { db: Db, config: Config, frameworks: Library, printer: PdfPrinter, now?: () => Date }

/** The whole product, ready to listen or to be tested. Plugins in the order a request meets them. */
export async function buildApp ({ db, config, frameworks, printer, now = () => new Date() }: AppParts) {
  const app = Fastify({
    logger: config.LOG_LEVEL === 'silent' ? false : { level: config.LOG_LEVEL },
    trustProxy: config.TRUST_PROXY || false,
    bodyLimit: 1024 * 1024,
    // Long enough for 10 MB from a school with a slow line.
    requestTimeout: 120_000,
    connectionTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { allErrors: true, verbose: true, keywords: ['messages'] } },
    schemaController: { compilersFactory: { buildValidator: compileWhenAsked } }
  })
  app.decorate('db', db)
  app.decorate('config', config)
  app.decorate('frameworks', frameworks)
  app.decorate('printer', printer)
  app.decorate('now', now)
  app.decorate('today', () => dayOf(now()))

  await app.register(helmet, headers(config))
  await app.register(rateLimit, { global: false })
  await app.register(pages, { locals: pageLocals })
  await app.register(errors)
  await app.register(assets)
  app.addHook('onRequest', async (_request, reply) => { reply.header('cache-control', 'no-store') })
  await app.register(sameOrigin, { config })
  await app.register(sessions, { config, store: sessionStore(db, now) })
  await app.register(formbody)
  app.addHook('preValidation', async (request) => {
    if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) tidyBody(request.body as Record<string, unknown>)
  })
  await app.register(access, { viewerFor: personId => findViewer(db, personId), tokenFor: header => acceptToken(db, header, app.today()), keepForm })
  /** Whose people and places somebody who writes may name: those of their authority, or of the one they visit. */
  const authorityOf = async (request: FastifyRequest) => request.viewer?.authorityId ?? (await findVisitor(db, request.cookies[visitorCookie(config).name], now()))?.visit.authority_id
  await app.register(personalData, { knownNames: async request => { const authorityId = await authorityOf(request); return authorityId ? listKnownNames(db, authorityId) : [] } })
  await app.register(draftForgetting)
  for (const feature of features) await app.register(feature)
  return app
}

/** No inline anything, nothing from elsewhere, nobody frames us. */
function headers (config: Config) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], connectSrc: ["'self'"],
        formAction: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"], manifestSrc: ["'self'"]
      }
    },
    referrerPolicy: { policy: 'same-origin' as const },
    strictTransportSecurity: config.ORIGIN.startsWith('https:') ? { maxAge: 63_072_000, includeSubDomains: true } : false as const,
    crossOriginEmbedderPolicy: false
  }
}
