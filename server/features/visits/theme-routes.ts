import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { NotFound } from '../../lib/errors.ts'
import { submit } from '../../web/forms.ts'
import { PositionForm, QuestionForm, QuestionParams, QuestionsForm, ThemeForm, ThemeParams, VisitParams } from './forms.ts'
import { findQuestion, findVisit, listThemes, mayLead } from './queries.ts'
import { questionPage, themePage, themesPage } from './theme-pages.ts'
import { addQuestions, addTheme, moveQuestion, moveTheme, removeQuestion, removeTheme, saveQuestion, saveTheme } from './themes.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const view = { can: 'visit.view' } as const
const lead = { can: 'visit.lead' } as const

/** The review themes of a visit and their focus questions. */
const themes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()
  const home = ({ visit }: { visit: string }) => `/visits/${visit}/themes`

  app.get('/visits/:visit/themes', { config: view, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit, place } = await findVisit(db, request.viewer, request.params.visit)
    return reply.page('visits/themes', themesPage(visit, await listThemes(db, visit), mayLead(request.viewer, place)))
  })

  app.get('/visits/:visit/themes/new', { config: lead, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    return reply.page('visits/theme', themePage(visit, null))
  })

  app.post('/visits/:visit/themes', { config: lead, schema: { params: VisitParams, body: ThemeForm }, attachValidation: true }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    const errors = await submit(request, () => db.transaction().execute(trx => addTheme(trx, request.viewer, visit.id, request.body, now())))
    if (errors) return reply.code(422).page('visits/theme', themePage(visit, null, request.body, errors))
    return reply.flash('success', 'The theme has been added.').redirect(home(request.params), 303)
  })

  app.get('/visits/:visit/themes/:theme', { config: lead, schema: { params: ThemeParams } }, async (request, reply) => reply.page('visits/theme', await form(request, request.params)))

  app.post('/visits/:visit/themes/:theme', { config: lead, schema: { params: ThemeParams, body: ThemeForm }, attachValidation: true }, async (request, reply) => {
    const { visit, theme } = request.params
    await form(request, request.params)
    const errors = await submit(request, () => db.transaction().execute(trx => saveTheme(trx, request.viewer, visit, theme, request.body, now())))
    if (errors) return reply.code(422).page('visits/theme', await form(request, request.params, request.body, errors))
    return reply.flash('success', 'The theme has been saved.').redirect(home(request.params), 303)
  })

  app.post('/visits/:visit/themes/:theme/position', { config: lead, schema: { params: ThemeParams, body: PositionForm } }, async (request, reply) => {
    const { visit, theme } = request.params
    await db.transaction().execute(trx => moveTheme(trx, request.viewer, visit, theme, request.body.direction))
    return reply.redirect(home(request.params), 303)
  })

  app.post('/visits/:visit/themes/:theme/removal', { config: lead, schema: { params: ThemeParams } }, async (request, reply) => {
    const { visit, theme } = request.params
    await db.transaction().execute(trx => removeTheme(trx, request.viewer, visit, theme))
    return reply.flash('success', 'The theme has been removed.').redirect(home(request.params), 303)
  })

  app.post('/visits/:visit/themes/:theme/questions', { config: lead, schema: { params: ThemeParams, body: QuestionsForm }, attachValidation: true }, async (request, reply) => {
    const { visit, theme } = request.params
    await form(request, request.params)
    const errors = await submit(request, () => db.transaction().execute(trx => addQuestions(trx, request.viewer, visit, theme, request.body.questions, now())))
    if (errors) return reply.code(422).page('visits/theme', await form(request, request.params, request.body, errors))
    return reply.flash('success', 'The questions have been added.').redirect(`${home(request.params)}/${theme}`, 303)
  })

  app.get('/visits/:visit/questions/:question', { config: lead, schema: { params: QuestionParams } }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    const { theme, question } = await findQuestion(db, visit, request.params.question)
    return reply.page('visits/question', questionPage(visit, theme, question))
  })

  app.post('/visits/:visit/questions/:question', { config: lead, schema: { params: QuestionParams, body: QuestionForm }, attachValidation: true }, async (request, reply) => {
    const { visit } = await findVisit(db, request.viewer, request.params.visit)
    const { theme, question } = await findQuestion(db, visit, request.params.question)
    const errors = await submit(request, () => db.transaction().execute(trx => saveQuestion(trx, request.viewer, visit.id, question.id, request.body, now())))
    if (errors) return reply.code(422).page('visits/question', questionPage(visit, theme, question, request.body, errors))
    return reply.flash('success', 'The question has been saved.').redirect(`${home(request.params)}/${theme.id}`, 303)
  })

  app.post('/visits/:visit/questions/:question/position', { config: lead, schema: { params: QuestionParams, body: PositionForm } }, async (request, reply) => {
    const { visit, question } = request.params
    const themeId = await themeOf(request, visit, question)
    await db.transaction().execute(trx => moveQuestion(trx, request.viewer, visit, question, request.body.direction))
    return reply.redirect(`${home(request.params)}/${themeId}`, 303)
  })

  app.post('/visits/:visit/questions/:question/removal', { config: lead, schema: { params: QuestionParams } }, async (request, reply) => {
    const { visit, question } = request.params
    const themeId = await themeOf(request, visit, question)
    await db.transaction().execute(trx => removeQuestion(trx, request.viewer, visit, question))
    return reply.flash('success', 'The question has been removed.').redirect(`${home(request.params)}/${themeId}`, 303)
  })

  async function themeOf (request: FastifyRequest, visitId: string, questionId: string): Promise<string> {
    const { visit } = await findVisit(db, request.viewer, visitId)
    return (await findQuestion(db, visit, questionId)).theme.id
  }

  /** A theme's page. What is typed in one of its two forms leaves the other as it is stored. */
  async function form (request: FastifyRequest, params: { visit: string, theme: string }, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
    const { visit } = await findVisit(db, request.viewer, params.visit)
    const theme = (await listThemes(db, visit)).find(one => one.id === params.theme)
    if (!theme) throw new NotFound()
    return themePage(visit, theme, values && { ...theme, questions: '', ...values }, errors)
  }
}

export default themes
