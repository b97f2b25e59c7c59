import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { submit } from '../../web/forms.ts'
import { evaluationStage, isAgreed, isSubmitted } from '../evaluations/rules.ts'
import { listEvidenceForSession } from '../evidence/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import areaRoutes from './area-routes.ts'
import { giveReading, giveReply } from './changes.ts'
import { CodeParams, ModerationParams, ReadingForm, ReplyForm, TeamParams } from './forms.ts'
import { moderationPage, readingPage, teamPage } from './pages.ts'
import { findModeration, listModerationsOf, readJudgement } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { FormName } from './pages.ts'

const view = { can: 'moderation.view' } as const

/** Moderation: another team reads blind, the team that was read has the right of reply, and all three levels stay side by side. */
const moderation: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  await app.register(areaRoutes)
  const now = () => app.now().toISOString()

  app.get('/communities/:slug/:session/moderation', { config: view, schema: { params: TeamParams } }, async (request, reply) => {
    const { community, session } = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    return reply.page('moderation/team', teamPage({ slug: community.slug, name: community.name, session: session.name }, await listModerationsOf(db, community, session), community.id))
  })

  app.get('/moderation/:moderation', { config: view, schema: { params: ModerationParams } }, async (request, reply) => {
    const found = await findModeration(db, request.viewer, request.params.moderation)
    const indicators = frameworks.indicators(found.session.framework_id, found.session.framework_version)
    return reply.page('moderation/moderation', moderationPage(found, new Map(indicators.map(indicator => [indicator.code, indicator.title]))))
  })

  app.get('/moderation/:moderation/:code', { config: view, schema: { params: CodeParams } }, async (request, reply) => reply.page('moderation/reading', await page(request)))

  app.post('/moderation/:moderation/:code/reading', { config: { can: 'moderation.read' }, schema: { params: CodeParams, body: ReadingForm }, attachValidation: true }, async (request, reply) => {
    const { moderation: id, code } = request.params
    await findModeration(db, request.viewer, id)
    const errors = await submit(request, () => db.transaction().execute(trx => giveReading(trx, request.viewer, id, code, request.body, frameworks, now())))
    if (errors) return reply.code(422).page('moderation/reading', await page(request, 'reading', request.body, errors))
    return reply.flash('success', 'Your reading is given. Now you see theirs.').redirect(`/moderation/${id}/${code}`, 303)
  })

  app.post('/moderation/:moderation/:code/reply', { config: { can: 'evaluation.lead' }, schema: { params: CodeParams, body: ReplyForm }, attachValidation: true }, async (request, reply) => {
    const { moderation: id, code } = request.params
    await findModeration(db, request.viewer, id)
    const errors = await submit(request, () => db.transaction().execute(trx => giveReply(trx, request.viewer, id, code, request.body, frameworks, now())))
    if (errors) return reply.code(422).page('moderation/reading', await page(request, 'reply', request.body, errors))
    return reply.flash('success', 'Your answer stands beside the reading.').redirect(`/moderation/${id}/${code}`, 303)
  })

  async function page (request: FastifyRequest, name: FormName | null = null, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { moderation: id, code } = request.params as { moderation: string, code: string }
    const found = await findModeration(db, request.viewer, id)
    const { session, read, sides, moderation } = found
    const indicator = frameworks.indicator(session.framework_id, session.framework_version, code)
    const { judgement, lastStep } = await readJudgement(db, moderation, code)
    const stage = evaluationStage(lastStep ? [{ kind: lastStep }] : [])
    // The texts of a draft belong to the team that writes them.
    const maySee = sides.isRead || sides.looksAfter || isSubmitted(stage) || isAgreed(stage)
    const evidence = maySee ? (await listEvidenceForSession(db, read, session)).filter(item => item.links.some(link => link.kind === 'indicator' && link.code === code)) : []
    return readingPage({
      found, indicator, scale: frameworks.selfEvaluation(session.framework_id, session.framework_version).scale, judgement, evidence,
      mayGive: isSubmitted(stage),
      waiting: maySee ? null : `${read.name} has not submitted its self-evaluation yet. You can read it when it has.`
    }, name && { name, values, errors })
  }
}

export default moderation
