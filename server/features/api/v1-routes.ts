import swagger from '@fastify/swagger'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { findSession } from '../sessions/queries.ts'
import { originOf } from '../../web/mail.ts'
import { listActionRows, listRecommendationRows } from './action-queries.ts'
import { ActionQuery, FigureQuery, JudgementQuery, ListQuery, OneSessionQuery, SessionQuery } from './forms.ts'
import { listFigureRows } from './figure-queries.ts'
import { openapi } from './openapi.ts'
import { BadParameter, nothing, problemOf, sendProblem } from './problems.ts'
import { cursorOf, readCursor } from './rules.ts'
import { ActionRow, FigureRow, JudgementRow, Problem, RecommendationRow, SelfEvaluationRow, SessionRow, TeamRow, pageOf } from './schemas.ts'
import { listEvaluationRows, listJudgementRows, listSessionRows, listTeamRows } from './team-queries.ts'
import type { Window } from './team-queries.ts'

const config = { can: 'token' } as const
const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })

/** A list as it is described and answered. */
const list = <Query extends TSchema, Row extends TSchema>(summary: string, querystring: Query, row: Row, description?: string) => ({
  config,
  schema: {
    tags: ['Lists'],
    summary,
    description,
    security: [{ token: [] }],
    querystring,
    response: {
      200: pageOf(row),
      400: problem('A parameter cannot be used; `field` names it.'),
      401: problem('No token, or one that does not work.'),
      404: problem('There is nothing here for this token.'),
      429: problem('Too many requests; `Retry-After` says how many seconds to wait.')
    }
  }
})

/** The read-only programming interface, version 1, under /api/v1: seven lists, each only of what the token's place reaches. */
const v1: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  app.setErrorHandler(problemOf)
  app.setNotFoundHandler((request, reply) => ['GET', 'HEAD'].includes(request.method)
    ? sendProblem(reply, 404, nothing)
    : sendProblem(reply.header('allow', 'GET, HEAD'), 405, 'Nothing can be changed here: only GET and HEAD are answered.'))
  // One limit for all lists together, by token; for what needs none, by address.
  app.addHook('onRequest', app.rateLimit({ max: 120, timeWindow: '1 minute', keyGenerator: request => request.token?.id ?? request.ip }))
  app.addHook('preValidation', async (request) => {
    const { properties = {} } = (request.routeOptions.schema?.querystring ?? {}) as { properties?: object }
    const odd = request.is404 ? undefined : Object.keys(request.query as object).find(name => !(name in properties))
    if (odd !== undefined) throw new BadParameter(odd.slice(0, 60), 'is not a parameter of this address.')
  })
  await app.register(swagger, { openapi })

  app.get('/sessions', list('School sessions, with their frameworks and dates', ListQuery, SessionRow), async (request, reply) =>
    paged(request, reply, await listSessionRows(db, request.token, windowOf(request))))

  app.get('/teams', list('Teams (learning communities), closed ones too', ListQuery, TeamRow), async (request, reply) =>
    paged(request, reply, await listTeamRows(db, request.token, windowOf(request))))

  app.get('/self-evaluations', list('Self-evaluations that were started, with their stage', SessionQuery, SelfEvaluationRow), async (request, reply) =>
    paged(request, reply, await listEvaluationRows(db, request.token, { sessionId: await sessionId(request) }, windowOf(request))))

  app.get('/judgements', list('Levels of agreed self-evaluations', JudgementQuery, JudgementRow,
    'Only of self-evaluations that stand signed off or published: what is not agreed does not leave. One that is reopened disappears until it is agreed again.'), async (request, reply) =>
    paged(request, reply, await listJudgementRows(db, frameworks, request.token, { sessionId: await sessionId(request), indicator: request.query.indicator }, windowOf(request))))

  app.get('/actions', list('Actions of action plans', ActionQuery, ActionRow,
    'Plans in draft too; `plan_stage` tells them apart. With `updated_since`, what changed since a day or moment.'), async (request, reply) => {
    const { status, updated_since: since } = request.query
    const filters = { sessionId: await sessionId(request), status, since: since && momentOf(since) }
    return paged(request, reply, await listActionRows(db, request.token, filters, windowOf(request), app.today()))
  })

  app.get('/recommendations', list('Recommendations of a session’s improvement reports, and how many teams act on them', OneSessionQuery, RecommendationRow), async (request, reply) => {
    const { after, limit } = windowOf(request)
    const session = await findSession(db, request.token.authorityId, request.query.session)
    const rows = (await listRecommendationRows(db, frameworks, request.token, session)).map(row => ({ ...row, id: row.code }))
    const from = after === '' ? 0 : rows.findIndex(({ code }) => code === after) + 1
    if (after !== '' && from === 0) throw badCursor()
    return paged(request, reply, rows.slice(from, from + limit + 1))
  })

  app.get('/figures', list('Released figures about children, small numbers suppressed', FigureQuery, FigureRow,
    'Only as they were released, once a term: nothing is ever worked out anew for a program.'), async (request, reply) =>
    paged(request, reply, await listFigureRows(db, request.token, request.query.subject, windowOf(request))))

  app.get('/openapi.json', { config: { can: 'anyone' }, schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').send({ ...app.swagger(), servers: [{ url: originOf(app) }] }))

  const sessionId = async ({ token, query }: FastifyRequest<{ Querystring: { session?: string } }>): Promise<string | undefined> =>
    query.session === undefined ? undefined : (await findSession(db, token.authorityId, query.session)).id
}

type Listing = FastifyRequest<{ Querystring: { limit?: number, after?: string } }>
const nameOf = (request: FastifyRequest): string => request.routeOptions.url!.split('/').at(-1)!

/** A day or moment as rows keep it. @throws BadParameter for a moment that is written well and never was, such as a leap second */
function momentOf (text: string): string {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime())) throw new BadParameter('updated_since', 'is not a real moment.')
  return moment.toISOString()
}
const badCursor = () => new BadParameter('after', 'is not from this list. Begin again without it, and then follow the address in next.')

/** Which rows a request asks for. @throws BadParameter for a cursor that this list did not give */
function windowOf (request: Listing): Window {
  const { after, limit = 100 } = request.query
  if (after === undefined) return { after: '', limit }
  const key = readCursor(nameOf(request), after)
  if (key === null) throw badCursor()
  return { after: key, limit }
}

/** A page of one row more than was asked for: without that row, and with the address of the next page if it was there. */
function paged<Row extends { id: string }> (request: Listing, reply: FastifyReply, rows: Row[]): { data: Row[], next: string | null } {
  const { limit = 100 } = request.query
  const data = rows.slice(0, limit)
  if (rows.length <= limit) return { data, next: null }
  const query = new URLSearchParams(Object.entries({ ...request.query, limit, after: cursorOf(nameOf(request), data.at(-1)!.id) }).map(([name, value]) => [name, String(value)]))
  const next = `${request.routeOptions.url}?${query}`
  reply.header('link', `<${next}>; rel="next"`)
  return { data, next }
}

export default v1
