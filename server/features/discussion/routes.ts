import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { mayChangeTexts } from '../evaluations/rules.ts'
import { listMembers } from '../people/queries.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { addComment, assign, handBack, resolveComment } from './changes.ts'
import { AnswerForm, AssignForm, CodeParams, CommentForm, CommentParams, HandBackForm, ResolveForm } from './forms.ts'
import { discussionPage } from './pages.ts'
import { findDiscussion } from './queries.ts'

const base = '/communities/:slug/:session/self-evaluation/indicators/:code'
const comment = { can: 'evaluation.comment' } as const
interface Place { slug: string, session: string, code: string }
type Form = NonNullable<Parameters<typeof discussionPage>[1]>

/** Working on an indicator together: who looks after it, and threads of comments that can be settled. */
const discussion: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  const now = () => app.now().toISOString()

  app.get(`${base}/discussion`, { config: { can: 'team.view' }, schema: { params: CodeParams } }, async (request, reply) => reply.page('discussion/discussion', await page(request)))

  app.post(`${base}/assignment`, { config: { can: 'evaluation.lead' }, schema: { params: CodeParams, body: AssignForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, code } = request.params
    await findDiscussion(db, request.viewer, slug, session, code)
    const errors = await submit(request, () => db.transaction().execute(trx => assign(trx, request.viewer, slug, session, code, request.body.person, now())))
    if (errors) return reply.code(422).page('discussion/discussion', await page(request, { name: 'assign', values: request.body, errors }))
    return reply.flash('success', 'They find it on their home page.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/hand-back`, { config: { can: 'evaluation.edit' }, schema: { params: CodeParams, body: HandBackForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, code } = request.params
    const { community } = await findDiscussion(db, request.viewer, slug, session, code)
    const mayLead = canAt(request.viewer, 'evaluation.lead', community)
    const errors = await submit(request, () => db.transaction().execute(trx => handBack(trx, request.viewer, slug, session, code, request.body.note, mayLead, now())))
    if (errors) return reply.code(422).page('discussion/discussion', await page(request, { name: 'hand-back', values: request.body, errors }))
    return reply.flash('success', 'It has been handed back with your note.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/comments`, { config: comment, schema: { params: CodeParams, body: CommentForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, code } = request.params
    await findDiscussion(db, request.viewer, slug, session, code)
    const errors = await submit(request, () => db.transaction().execute(trx => addComment(trx, request.viewer, slug, session, code, request.body.text, null, now())))
    if (errors) return reply.code(422).page('discussion/discussion', await page(request, { name: 'comment', values: request.body, errors }))
    return reply.flash('success', 'Your comment is there.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/comments/:comment/answers`, { config: comment, schema: { params: CommentParams, body: AnswerForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, code, comment: of } = request.params
    await findDiscussion(db, request.viewer, slug, session, code)
    const errors = await submit(request, () => db.transaction().execute(trx => addComment(trx, request.viewer, slug, session, code, request.body.answer, of, now())))
    if (errors) return reply.code(422).page('discussion/discussion', await page(request, { name: 'answer', of, values: request.body, errors }))
    return reply.flash('success', 'Your answer is there.').redirect(`${homeOf(request.params)}#comment-${of}`, 303)
  })

  app.post(`${base}/comments/:comment/resolution`, { config: comment, schema: { params: CommentParams, body: ResolveForm } }, async (request, reply) => {
    const { slug, session, code, comment: of } = request.params
    await db.transaction().execute(trx => resolveComment(trx, request.viewer, slug, session, code, of, request.body.resolved === 'yes', now()))
    return reply.flash('success', request.body.resolved === 'yes' ? 'Settled.' : 'Open again.').redirect(`${homeOf(request.params)}#comment-${of}`, 303)
  })

  async function page (request: FastifyRequest, form: Form | null = null) {
    const { slug, session: name, code } = request.params as Place
    const { community, session, stage, assignments, comments } = await findDiscussion(db, request.viewer, slug, name, code)
    const members = await listMembers(db, community)
    return discussionPage({
      team: { slug, name: community.name, session: name },
      code,
      title: frameworks.indicator(session.framework_id, session.framework_version, code).title,
      assignments,
      comments,
      members: [...new Map(members.map(member => [member.id, member])).values()],
      rights: {
        mayLead: canAt(request.viewer, 'evaluation.lead', community) && !community.closed_on,
        mayComment: canAt(request.viewer, 'evaluation.comment', community) && !community.closed_on,
        isMine: assignments.some(row => !row.ended_at && row.person_id === request.viewer.id),
        isOpen: mayChangeTexts(stage)
      }
    }, form)
  }
}

const homeOf = ({ slug, session, code }: Place): string => `/communities/${slug}/${session}/self-evaluation/indicators/${code}/discussion`

export default discussion
