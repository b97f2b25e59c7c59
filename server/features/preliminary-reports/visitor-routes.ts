import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { reportView } from '../../exports/html.ts'
import { NotFound } from '../../lib/errors.ts'
import { submit } from '../../web/forms.ts'
import { byLink } from '../../web/link-cookie.ts'
import { actorOf, recordReading } from '../visiting/changes.ts'
import { visitorHere } from '../visiting/door.ts'
import { visitorFrame } from '../visiting/link-pages.ts'
import { listThemes } from '../visits/queries.ts'
import { commentPage, commentsPage } from './comment-pages.ts'
import { CommentForm, OwnStatementParams } from './forms.ts'
import { listComments, roundOf, versionOf } from './queries.ts'
import { addComment } from './versions.ts'
import type { Visitor } from '../visiting/queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const here = '/visiting/preliminary'
const looking = { base: `${here}/comments`, mayComment: true, answers: null }
const layout = { layout: 'visiting' }

/** The newest version, and comments on the one that people are asked about, for visitors by their link. */
const visitorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get(here, { config: byLink }, async (request, reply) => {
    const visitor = await visitorHere(app, request, reply)
    if (!visitor) return reply
    const version = await versionOf(db, visitor.visit)
    if (!version) return reply.page('visiting/not-yet', { ...visitorFrame(visitor, here), title: 'Preliminary report', about: 'The preliminary report is still being prepared. Come back later: your link stays the same.', errors: null }, layout)
    await db.transaction().execute(trx => recordReading(trx, visitor, `Preliminary report, version ${version.number}`))
    const asked = await roundOf(db, visitor.visit)
    return reply.page('preliminary-reports/for-visitors', { ...visitorFrame(visitor, here), ...reportView(version.document), files: [], errors: null, commentsHref: asked ? looking.base : null }, layout)
  })

  app.get(looking.base, { config: byLink }, async (request, reply) => {
    const visitor = await visitorHere(app, request, reply)
    if (!visitor) return reply
    const asked = await roundOf(db, visitor.visit)
    await db.transaction().execute(trx => recordReading(trx, visitor, 'Comments on the preliminary report'))
    const page = commentsPage(await listThemes(db, visitor.visit), asked, asked ? await listComments(db, asked.round) : [], looking, app.today())
    return reply.page('preliminary-reports/comments', { ...visitorFrame(visitor, here), ...page, errors: null }, layout)
  })

  app.get(`${looking.base}/:statement`, { config: byLink, schema: { params: OwnStatementParams } }, async (request, reply) => {
    const visitor = await visitorHere(app, request, reply)
    return visitor ? reply.page('preliminary-reports/comment', await one(visitor, request.params.statement), layout) : reply
  })

  app.post(`${looking.base}/:statement`, { config: byLink, schema: { params: OwnStatementParams, body: CommentForm }, attachValidation: true }, async (request, reply) => {
    const visitor = await visitorHere(app, request, reply)
    if (!visitor) return reply
    const { statement } = request.params
    const errors = await submit(request, () => db.transaction().execute(trx => addComment(trx, { person: visitor.person, actor: actorOf(visitor) }, visitor.visit, statement, request.body.text, app.today(), app.now().toISOString())))
    if (errors) return reply.code(422).page('preliminary-reports/comment', await one(visitor, statement, request.body, errors), layout)
    return reply.redirect(`${looking.base}/${statement}`, 303)
  })

  async function one (visitor: Visitor, statementId: string, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const asked = await roundOf(db, visitor.visit)
    const statement = asked?.version.statements.find(({ id }) => id === statementId)
    if (!asked || !statement) throw new NotFound()
    return { ...visitorFrame(visitor, here), ...commentPage(asked, statement, await listComments(db, asked.round, statement.id), looking, app.today(), values, errors) }
  }
}

export default visitorRoutes
