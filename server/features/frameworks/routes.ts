import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { previousOf } from './checks.ts'
import { findFramework, listMadeReports } from './made-reports.ts'
import { frameworksPage, provenance, selfEvaluationPage } from './pages.ts'
import { listFrameworksInUse } from './queries.ts'
import { questionnairePage } from './questionnaire-pages.ts'
import { reportPage } from './report-pages.ts'
import { NotFound } from '../../lib/errors.ts'
import { compareVersions } from './versions.ts'
import type { ImprovementReport, SelfEvaluationFramework } from './format.ts'

const FrameworkParams = Type.Object({ frameworkId: Type.String({ maxLength: 60 }), version: Type.String({ maxLength: 6 }) })

const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/frameworks', { config: { can: 'framework.view' } }, async (request, reply) =>
    reply.page('frameworks/index', frameworksPage([...frameworks.all().filter(framework => framework.kind !== 'answering-words'), ...await listMadeReports(db, request.viewer.authorityId)], await listFrameworksInUse(db), frameworks.has)))

  app.get('/frameworks/:frameworkId/:version', { config: { can: 'framework.view' }, schema: { params: FrameworkParams } }, async (request, reply) => {
    const framework = await findFramework(db, frameworks, request.viewer.authorityId, request.params.frameworkId, request.params.version)
    if (framework.kind === 'self-evaluation') return reply.page('frameworks/self-evaluation', selfEvaluationPage(framework, comparisonFor(framework)))
    if (framework.kind === 'questionnaire') return reply.page('frameworks/questionnaire', questionnairePage(framework, provenance(framework), frameworks.answerLanguages()))
    if (framework.kind === 'answering-words') throw new NotFound()
    return reply.page('frameworks/report', reportPage(framework, provenance(framework), titlesFor(framework)))
  })

  function comparisonFor (framework: SelfEvaluationFramework) {
    const previous = previousOf(framework, frameworks.all())
    return previous && { with: `${previous.short_title}, version ${previous.version}`, result: compareVersions(frameworks, previous, framework) }
  }

  /** The titles of the indicators a report's suggestions name, from the newest version that has them. */
  function titlesFor (report: ImprovementReport) {
    const items = frameworks.selfEvaluationFrameworks()
      .filter(framework => framework.id === report.suggestions_from).flatMap(framework => framework.items)
    return (code: string) => items.find(item => item.code === code)?.title ?? ''
  }
}

export default routes
