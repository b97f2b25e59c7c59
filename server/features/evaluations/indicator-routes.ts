import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listEvidenceForSession } from '../evidence/queries.ts'
import { listCriteria } from '../local-criteria/queries.ts'
import { criterionWords } from '../local-criteria/rules.ts'
import { canAt } from '../../permissions.ts'
import { fieldErrors, submit } from '../../web/forms.ts'
import { HistoryQuery, IndicatorParams, JudgementForm } from './forms.ts'
import { indicatorPage } from './indicator-page.ts'
import { saveJudgement } from './judgements.ts'
import { historyOfJudgementPage, listVersions } from './judgement-history.ts'
import { lastSessionOf } from './last-session.ts'
import { findJudgement, listCarriedTexts, listCredits, listTalk, listLinkedActions } from './queries.ts'
import { mayChangeTexts } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Session } from '../sessions/queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const path = '/communities/:slug/:session/self-evaluation/indicators/:code'

/** One indicator of a self-evaluation: read it, write it. */
const indicators: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get(path, { config: { can: 'team.view' }, schema: { params: IndicatorParams } }, async (request, reply) => reply.page('evaluations/indicator', await page(request)))

  app.post(path, { config: { can: 'evaluation.edit' }, schema: { params: IndicatorParams, body: JudgementForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, code } = request.params
    const { judgements } = await findJudgement(db, request.viewer, slug, session, code)
    let saved: Awaited<ReturnType<typeof saveJudgement>> | undefined
    const errors = await submit(request, async () => {
      saved = await db.transaction().execute(trx => saveJudgement(trx, request.viewer, slug, session, code, request.body, frameworks, app.now().toISOString()))
    })
    if (errors || !saved) return reply.code(422).page('evaluations/indicator', await page(request, request.body, errors))
    if (Object.keys(saved.missing).length > 0) {
      const missing = fieldErrors(saved.missing)
      return reply.code(422).page('evaluations/indicator', await page(request, { finished: 'yes' }, { ...missing, list: [{ href: '#content', text: 'It has been saved as a draft. To complete it:' }, ...missing.list] }))
    }
    const { copy, confirm, go } = request.body
    const here = `/communities/${slug}/${session}/self-evaluation`
    if (copy || confirm || go === 'stay') return reply.flash('success', copy ? 'Copied and saved. Read it through: it counts as not yet reviewed.' : 'Saved.').redirect(`${here}/indicators/${code}#${copy ?? confirm ?? 'content'}`, 303)
    const next = judgements[judgements.findIndex(row => row.indicator_code === code) + 1]
    const where = go === 'continue' && next ? `${here}/indicators/${next.indicator_code}` : here
    return reply.flash('success', `${code} has been saved${saved.complete ? ' and is complete' : ''}.`).redirect(where, 303)
  })

  app.get(`${path}/history`, { config: { can: 'team.view' }, schema: { params: IndicatorParams, querystring: HistoryQuery } }, async (request, reply) => {
    const { slug, session: name, code } = request.params
    const { page = 1 } = request.query
    const { community, session, judgement } = await findJudgement(db, request.viewer, slug, name, code)
    const { scale } = frameworks.selfEvaluation(session.framework_id, session.framework_version)
    const indicator = frameworks.indicator(session.framework_id, session.framework_version, code)
    return reply.page('evaluations/judgement-history', historyOfJudgementPage({ slug, name: community.name, session: name }, indicator, await listVersions(db, judgement, page), scale, page))
  })

  async function page (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { slug, session: name, code } = request.params as { slug: string, session: string, code: string }
    const { community, session, evaluation, stage, judgement, judgements } = await findJudgement(db, request.viewer, slug, name, code)
    const evidence = await listEvidenceForSession(db, community, session)
    const { scale } = frameworks.selfEvaluation(session.framework_id, session.framework_version)
    return indicatorPage({
      team: { slug: community.slug, name: community.name, session: session.name },
      indicator: frameworks.indicator(session.framework_id, session.framework_version, code),
      scale,
      judgement,
      judgements,
      evidence: evidence.filter(item => item.links.some(link => link.kind === 'indicator' && link.code === code)),
      carried: await listCarriedTexts(db, evaluation),
      credits: await listCredits(db, evaluation),
      added: await addedTo(db, request.viewer, session, code),
      talk: (await listTalk(db, evaluation)).find(row => row.code === code) ?? null,
      last: await lastSessionOf(db, frameworks, community, session, code),
      actions: (await listLinkedActions(db, community, session)).filter(action => action.code === code),
      mayEdit: canAt(request.viewer, 'evaluation.edit', community) && mayChangeTexts(stage) && !community.closed_on
    }, values, errors)
  }
}

/** What the authority adds to an indicator, or null. */
async function addedTo (db: Db, viewer: Viewer, session: Session, code: string) {
  const items = (await listCriteria(db, session)).filter(row => row.indicator_code === code).map(criterionWords)
  return items.length > 0 ? { by: viewer.authorityName, items } : null
}

export default indicators
