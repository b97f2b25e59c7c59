import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { compareVersions } from '../frameworks/versions.ts'
import { comparedTextsPage, comparisonPage } from './comparison-pages.ts'
import { compareSessions, readSessions } from './comparison-queries.ts'
import { CompareQuery, IndicatorParams, TeamParams } from './forms.ts'
import { findEvaluation, findJudgement } from './queries.ts'

const base = '/communities/:slug/:session/self-evaluation/comparison'
const view = { can: 'team.view' } as const

/** A team's self-evaluations of several sessions side by side. */
const comparison: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get(base, { config: view, schema: { params: TeamParams } }, async (request, reply) => {
    const found = await findEvaluation(db, request.viewer, request.params.slug, request.params.session)
    const { community, session } = found
    const { sessions, rows } = await compareSessions(db, frameworks, found)
    return reply.page('evaluations/comparison', comparisonPage({ slug: community.slug, name: community.name, session: session.name }, sessions, rows, frameworks.selfEvaluation(session.framework_id, session.framework_version).scale))
  })

  app.get(`${base}/:code`, { config: view, schema: { params: IndicatorParams, querystring: CompareQuery } }, async (request, reply) => {
    const { slug, session: name, code } = request.params
    const found = await findJudgement(db, request.viewer, slug, name, code)
    const { community, session } = found
    const all = await readSessions(db, found)
    const team = { slug: community.slug, name: community.name, session: session.name }
    const other = all.find(one => one.session.name === request.query.with && one.session.id !== session.id) ?? all.at(-2)
    if (!other) return reply.redirect(`/communities/${slug}/${name}/self-evaluation/comparison`, 303)
    const versionOf = (of: typeof session) => ({ id: of.framework_id, version: of.framework_version })
    const change = compareVersions(frameworks, versionOf(other.session), versionOf(session)).codes.find(({ to }) => to === code)
    const scaleOf = (of: typeof session) => frameworks.selfEvaluation(of.framework_id, of.framework_version).scale
    return reply.page('evaluations/compared-texts', comparedTextsPage(
      team,
      frameworks.indicator(session.framework_id, session.framework_version, code),
      all.map(one => one.session),
      { session: other.session, judgement: other.judgements.find(row => row.indicator_code === change?.from) ?? null, code: change?.from ?? null, scale: scaleOf(other.session) },
      { session, judgement: found.judgement, code, scale: scaleOf(session) },
      change?.kind === 'not-comparable' ? change.reason ?? 'The framework says so.' : null
    ))
  })
}

export default comparison
