import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listActions, planOf } from '../action-plans/queries.ts'
import { record } from '../audit/record.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { countEntries } from '../voice-log/queries.ts'
import { findSettings } from '../settings/queries.ts'
import { disposition, fileName } from '../../exports/document.ts'
import { qrPath, writeLinkPosterPdf } from '../../exports/link-poster.ts'
import { Refusal } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { originOf } from '../../web/mail.ts'
import { closeSurvey, makeLinks, openSurvey, saveSurvey, startReading } from './changes.ts'
import { HeardForm, HeardParams, LinksForm, OpenForm, SurveyForm, SurveyParams, TeamParams } from './forms.ts'
import { linkHeard, unlinkHeard } from './heard.ts'
import { editPage, linksPage, openPage, surveyHref, surveyPage, viewsPage } from './pages.ts'
import { posterOf } from './poster-rules.ts'
import { countAnswers, countLinks, findSurvey, listHeardActions, listSurveys, listTexts } from './queries.ts'
import { surveyState } from './rules.ts'
import importRoutes from './import-routes.ts'
import resultRoutes from './result-routes.ts'
import settingRoutes from './setting-routes.ts'
import textRoutes from './text-routes.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/communities/:slug/:session/views'
const one = `${base}/surveys/:survey`
const view = { can: 'team.view' } as const
const lead = { can: 'survey.lead' } as const
type Values = Record<string, unknown>
type TeamAsked = FastifyRequest & { params: { slug: string, session: string } }
type SurveyAsked = FastifyRequest & { params: { slug: string, session: string, survey: string } }

/** Views: questionnaires opened for a team, their links, and what was heard. Answering them is a feature of its own. */
const surveys: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  await app.register(textRoutes)
  await app.register(importRoutes)
  await app.register(resultRoutes)
  await app.register(settingRoutes)
  const now = () => ({ at: app.now().toISOString(), today: app.today() })
  const back = ({ slug, session, survey }: { slug: string, session: string, survey: string }) => surveyHref({ name: '', slug, session }, { id: survey })

  app.get(base, { config: view, schema: { params: TeamParams } }, async (request, reply) => {
    const { viewer, params: { slug, session: name } } = request
    const { community, session } = await findTeamSession(db, viewer, slug, name)
    const found = await listSurveys(db, { community, session })
    const answers = await countAnswers(db, found)
    return reply.page('surveys/index', viewsPage({
      team: { name: community.name, slug, session: name },
      surveys: found.map(survey => ({ survey, questionnaire: frameworks.questionnaire(survey.questionnaire_id, survey.questionnaire_version), answers: answers.get(survey.id) ?? 0 })),
      entries: await countEntries(db, { community, session }),
      threshold: await thresholdOf(viewer),
      today: app.today(),
      mayLead: canAt(viewer, 'survey.lead', community) && !community.closed_on,
      mayWrite: canAt(viewer, 'views.write', community) && !community.closed_on
    }))
  })

  app.get(`${base}/surveys/new`, { config: lead, schema: { params: TeamParams } }, async (request, reply) => reply.page('surveys/form', await openForm(request as TeamAsked)))

  app.post(`${base}/surveys`, { config: lead, schema: { params: TeamParams, body: OpenForm }, attachValidation: true }, async (request, reply) => {
    const { viewer, params: { slug, session }, body } = request
    await findTeamSession(db, viewer, slug, session)
    let made = ''
    const errors = await submit(request, async () => { made = (await db.transaction().execute(trx => openSurvey(trx, viewer, frameworks, slug, session, body, now()))).id })
    if (errors) return reply.code(422).page('surveys/form', await openForm(request as TeamAsked, body, errors))
    return reply.flash('success', 'It has been set up. Its link and poster are below.').redirect(back({ slug, session, survey: made }), 303)
  })

  app.get(one, { config: view, schema: { params: SurveyParams } }, async (request, reply) => reply.page('surveys/survey', await surveyView(request as SurveyAsked)))

  app.get(`${one}/edit`, { config: lead, schema: { params: SurveyParams } }, async (request, reply) => reply.page('surveys/form', await editForm(request as SurveyAsked)))

  app.post(one, { config: lead, schema: { params: SurveyParams, body: SurveyForm }, attachValidation: true }, async (request, reply) => {
    const { viewer, params: { slug, session, survey }, body } = request
    await findSurvey(db, viewer, slug, session, survey)
    const errors = await submit(request, () => db.transaction().execute(trx => saveSurvey(trx, viewer, slug, session, survey, body, now())))
    if (errors) return reply.code(422).page('surveys/form', await editForm(request as SurveyAsked, body, errors))
    return reply.flash('success', 'Saved.').redirect(back(request.params), 303)
  })

  app.post(`${one}/closing`, { config: lead, schema: { params: SurveyParams } }, async (request, reply) => {
    const { slug, session, survey } = request.params
    await db.transaction().execute(trx => closeSurvey(trx, request.viewer, slug, session, survey, now()))
    return reply.flash('success', 'It is closed. Whoever opens the link is told so, and where else to say what they think.').redirect(back(request.params), 303)
  })

  app.post(`${one}/reading`, { config: lead, schema: { params: SurveyParams } }, async (request, reply) => {
    const { slug, session, survey } = request.params
    const threshold = await thresholdOf(request.viewer)
    await db.transaction().execute(trx => startReading(trx, request.viewer, slug, session, survey, { today: app.today(), threshold }))
    return reply.redirect(`${back(request.params)}/texts`, 303)
  })

  app.post(`${one}/links`, { config: lead, schema: { params: SurveyParams, body: LinksForm }, attachValidation: true }, async (request, reply) => {
    const { viewer, params: { slug, session, survey: id }, body } = request
    const { community, survey } = await findSurvey(db, viewer, slug, session, id)
    let tokens: string[] = []
    const errors = await submit(request, async () => { tokens = await db.transaction().execute(trx => makeLinks(trx, viewer, slug, session, id, body.how_many, app.today())) })
    if (errors) return reply.code(422).page('surveys/survey', await surveyView(request as SurveyAsked, body, errors))
    return reply.page('surveys/links', linksPage({ name: community.name, slug, session }, survey, questionnaireOf(survey), tokens.map(token => `${originOf(app)}/s/${token}`)))
  })

  app.get(`${one}/poster.pdf`, { config: lead, schema: { params: SurveyParams } }, async (request, reply) => {
    const { viewer, params: { slug, session: name, survey: id } } = request
    const { community, session, survey } = await findSurvey(db, viewer, slug, name, id)
    if (surveyState(survey, app.today()) === 'closed') throw new Refusal('It is closed, so there is no poster that asks people to answer.')
    const poster = posterOf({ team: community.name, session: session.name, author: viewer.authorityName, survey, questionnaire: questionnaireOf(survey), languages: frameworks.answerLanguages(), address: `${originOf(app)}/s/${survey.link}`, at: now().at })
    const file = await writeLinkPosterPdf(poster, app.printer)
    await db.transaction().execute(trx => record(trx, viewer, 'survey.poster-made', survey.id, {}, community.id))
    return reply.header('content-disposition', disposition(fileName(poster, 'pdf'))).type('application/pdf').send(file)
  })

  app.post(`${one}/heard`, { config: lead, schema: { params: SurveyParams, body: HeardForm }, attachValidation: true }, async (request, reply) => {
    const { viewer, params: { slug, session, survey }, body } = request
    await findSurvey(db, viewer, slug, session, survey)
    const errors = await submit(request, () => db.transaction().execute(trx => linkHeard(trx, viewer, slug, session, survey, body)))
    if (errors) return reply.code(422).page('surveys/survey', await surveyView(request as SurveyAsked, body, errors))
    return reply.flash('success', 'Linked. It is offered under “You said – we did”.').redirect(body.text_id ? `${back(request.params)}/results` : back(request.params), 303)
  })

  app.post(`${one}/heard/:heard/removal`, { config: lead, schema: { params: HeardParams } }, async (request, reply) => {
    const { slug, session, survey, heard } = request.params
    await db.transaction().execute(trx => unlinkHeard(trx, request.viewer, slug, session, survey, heard))
    return reply.flash('success', 'The link has been taken away.').redirect(back(request.params), 303)
  })

  const thresholdOf = async (viewer: { authorityId: string }) => (await findSettings(db, viewer.authorityId)).threshold

  const questionnaireOf = (survey: { questionnaire_id: string, questionnaire_version: string }) => frameworks.questionnaire(survey.questionnaire_id, survey.questionnaire_version)

  async function openForm (request: TeamAsked, values: Values = {}, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params
    const { community } = await findTeamSession(db, request.viewer, slug, name)
    const all = frameworks.questionnaires()
    // The newest version of each, which stands first.
    return openPage({ team: { name: community.name, slug, session: name }, questionnaires: all.filter((one, at) => all.findIndex(other => other.id === one.id) === at), languages: frameworks.answerLanguages(), today: app.today() }, values, errors)
  }

  async function editForm (request: SurveyAsked, values: Values = {}, errors: FormErrors | null = null) {
    const { slug, session: name, survey: id } = request.params
    const { community, survey } = await findSurvey(db, request.viewer, slug, name, id)
    return editPage({ name: community.name, slug, session: name }, survey, questionnaireOf(survey), values, errors)
  }

  async function surveyView (request: SurveyAsked, values: Values = {}, errors: FormErrors | null = null) {
    const { viewer, params: { slug, session: name, survey: id } } = request
    const { community, session, survey } = await findSurvey(db, viewer, slug, name, id)
    const plan = await planOf(db, community, session)
    const texts = await listTexts(db, survey, false)
    return surveyPage({
      team: { name: community.name, slug, session: name },
      survey,
      questionnaire: questionnaireOf(survey),
      languages: frameworks.answerLanguages(),
      answers: (await countAnswers(db, [survey])).get(survey.id) ?? 0,
      links: await countLinks(db, survey),
      threshold: await thresholdOf(viewer),
      today: app.today(),
      origin: originOf(app),
      qr: qrPath(`${originOf(app)}/s/${survey.link}`),
      mayLead: canAt(viewer, 'survey.lead', community) && !community.closed_on,
      mayErase: canAt(viewer, 'record.erase', community),
      waiting: texts.filter(text => text.state === 'waiting').length,
      released: texts.filter(text => text.state === 'released').length,
      heard: (await listHeardActions(db, [survey])).filter(one => one.text_id === null),
      actions: plan ? (await listActions(db, plan)).filter(action => !action.stopped_at) : []
    }, values, errors)
  }
}

export default surveys
