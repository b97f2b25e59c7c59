import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Forbidden, NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { answerPage, commentPage, commentsPage } from './comment-pages.ts'
import { AnswerForm, CommentForm, CommentParams, StatementParams, VisitParams } from './forms.ts'
import { hrefOf, toVisit } from './pages.ts'
import { findComment, findPrepared, listComments, roundOf, takesPartAs } from './queries.ts'
import { addComment, answerComment } from './versions.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/visits/:visit/preliminary'
const view = { can: 'visit.view' } as const
const lead = { can: 'visit.lead' } as const

/** Comments on a version by people with an account, and what the lead says to them. */
const commentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()

  app.get(`${base}/comments`, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit, themes, asked, looking } = await looked(request, request.params.visit)
    return reply.page('preliminary-reports/comments', { ...commentsPage(themes, asked, asked ? await listComments(db, asked.round) : [], looking, app.today()), breadcrumbs: toVisit(visit), errors: null })
  })

  app.get(`${base}/comments/:statement`, { config: view, schema: { params: StatementParams } }, async (request, reply) =>
    reply.page('preliminary-reports/comment', await one(request, request.params)))

  app.post(`${base}/comments/:statement`, { config: view, schema: { params: StatementParams, body: CommentForm }, attachValidation: true }, async (request, reply) => {
    const { visit, person } = await looked(request, request.params.visit)
    if (!person) throw new Forbidden('Comments are for the people of the visit. Ask its lead to add you.')
    const errors = await submit(request, () => db.transaction().execute(trx => addComment(trx, { person, actor: request.viewer }, visit, request.params.statement, request.body.text, app.today(), now())))
    if (errors) return reply.code(422).page('preliminary-reports/comment', await one(request, request.params, request.body, errors))
    return reply.flash('success', 'Your comment has been sent.').redirect(`${hrefOf(visit)}/comments`, 303)
  })

  app.get(`${base}/answers/:comment`, { config: lead, schema: { params: CommentParams } }, async (request, reply) =>
    reply.page('preliminary-reports/answer', await answer(request, request.params)))

  app.post(`${base}/answers/:comment`, { config: lead, schema: { params: CommentParams, body: AnswerForm }, attachValidation: true }, async (request, reply) => {
    const { visit, comment } = request.params
    const found = await findComment(db, request.viewer, visit, comment)
    const errors = await submit(request, () => db.transaction().execute(trx => answerComment(trx, request.viewer, visit, comment, request.body.answer, now())))
    if (errors) return reply.code(422).page('preliminary-reports/answer', await answer(request, request.params, request.body, errors))
    return reply.flash('success', 'The comment is settled.').redirect(`${hrefOf(found.visit)}/comments/${found.comment.statement_id}`, 303)
  })

  async function looked (request: FastifyRequest, visitId: string) {
    const found = await findPrepared(db, request.viewer, visitId)
    const person = await takesPartAs(db, found.visit, request.viewer)
    const href = hrefOf(found.visit)
    return { ...found, person, asked: await roundOf(db, found.visit), looking: { base: `${href}/comments`, mayComment: person !== null, answers: canAt(request.viewer, 'visit.lead', found.place) ? `${href}/answers` : null } }
  }

  async function one (request: FastifyRequest, params: { visit: string, statement: string }, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { visit, asked, looking } = await looked(request, params.visit)
    const statement = asked?.version.statements.find(({ id }) => id === params.statement)
    if (!asked || !statement) throw new NotFound()
    return { ...commentPage(asked, statement, await listComments(db, asked.round, statement.id), looking, app.today(), values, errors), breadcrumbs: [...toVisit(visit), { text: 'Comments', href: looking.base }] }
  }

  async function answer (request: FastifyRequest, params: { visit: string, comment: string }, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
    const { visit, comment, statement } = await findComment(db, request.viewer, params.visit, params.comment)
    const href = hrefOf(visit)
    return { ...answerPage(statement, comment, { action: `${href}/answers/${comment.id}`, back: `${href}/comments` }, values, errors), breadcrumbs: [...toVisit(visit), { text: 'Comments', href: `${href}/comments` }] }
  }
}

export default commentRoutes
