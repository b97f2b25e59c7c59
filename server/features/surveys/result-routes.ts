import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listActions, planOf } from '../action-plans/queries.ts'
import { listReleased, listReleases } from '../figures/queries.ts'
import { canAt } from '../../permissions.ts'
import { SurveyParams } from './forms.ts'
import { findSurvey, listHeardActions, listTexts } from './queries.ts'
import { resultsPage } from './result-pages.ts'
import { setCode } from './rules.ts'

const view = { can: 'team.view' } as const
type Asked = FastifyRequest & { params: { slug: string, session: string, survey: string } }

/** What people said, as everybody who may read the team's work sees it: released figures only, and texts that the chair shows. */
const resultRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/communities/:slug/:session/views/surveys/:survey/results', { config: view, schema: { params: SurveyParams } }, async (request, reply) => {
    const { viewer, params: { slug, session: name, survey: id } } = request as Asked
    const { community, session, survey } = await findSurvey(db, viewer, slug, name, id)
    const release = survey.release_id ? (await listReleases(db, community.authority_id, 'views')).filter(one => one.id === survey.release_id) : []
    const set = setCode(survey)
    const plan = await planOf(db, community, session)
    return reply.page('surveys/results', resultsPage({
      team: { name: community.name, slug, session: name },
      place: community.id,
      survey,
      questionnaire: frameworks.questionnaire(survey.questionnaire_id, survey.questionnaire_version),
      tables: (await listReleased(db, release, [community.id])).filter(one => one.code === set || one.code.startsWith(`${set}.`)),
      texts: await listTexts(db, survey, true),
      heard: await listHeardActions(db, [survey]),
      actions: plan ? (await listActions(db, plan)).filter(action => !action.stopped_at) : [],
      mayLead: canAt(viewer, 'survey.lead', community) && !community.closed_on
    }))
  })
}

export default resultRoutes
