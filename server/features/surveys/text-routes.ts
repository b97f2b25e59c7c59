import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listKnownNames } from '../people/queries.ts'
import { submit } from '../../web/forms.ts'
import { PageQuery, SurveyParams, TextForm, TextParams } from './forms.ts'
import { decideText } from './heard.ts'
import { surveyHref } from './pages.ts'
import { findSurvey, listTexts } from './queries.ts'
import { textsPage } from './text-pages.ts'

const one = '/communities/:slug/:session/views/surveys/:survey'
const lead = { can: 'survey.lead' } as const
type Asked = FastifyRequest & { params: { slug: string, session: string, survey: string }, query: { page?: number } }

/** What people wrote: the chair reads each text and shows it to the team, or leaves it out. */
const textRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get(`${one}/texts`, { config: lead, schema: { params: SurveyParams, querystring: PageQuery } }, async (request, reply) => reply.page('surveys/texts', await texts(request as Asked)))

  // What is taken out is typed here on purpose.
  app.post(`${one}/texts/:text`, { config: { ...lead, holdsPeople: true }, schema: { params: TextParams, querystring: PageQuery, body: TextForm }, attachValidation: true }, async (request, reply) => {
    const { viewer, params: { slug, session, survey, text }, body, query } = request
    await findSurvey(db, viewer, slug, session, survey)
    const errors = await submit(request, () => db.transaction().execute(trx => decideText(trx, viewer, slug, session, survey, text, body, app.now().toISOString())))
    if (errors) return reply.code(422).page('surveys/texts', await texts(request as Asked, { id: text, values: body, errors }))
    return reply.flash('success', body.decision === 'release' ? 'The team can read it now. Its original has been removed.' : 'It has been left out, and removed.')
      .redirect(`${surveyHref({ name: '', slug, session }, { id: survey })}/texts?page=${query.page ?? 1}`, 303)
  })

  async function texts (request: Asked, tried: Parameters<typeof textsPage>[1] = null) {
    const { viewer, params: { slug, session, survey: id }, query } = request
    const { community, survey } = await findSurvey(db, viewer, slug, session, id)
    return textsPage({
      team: { name: community.name, slug, session },
      survey,
      questionnaire: frameworks.questionnaire(survey.questionnaire_id, survey.questionnaire_version),
      texts: await listTexts(db, survey, false),
      page: query.page ?? 1,
      today: app.today(),
      known: await listKnownNames(db, viewer.authorityId)
    }, tried)
  }
}

export default textRoutes
