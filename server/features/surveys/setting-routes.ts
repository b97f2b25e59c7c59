import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { audiences } from '../frameworks/questionnaire-format.ts'
import { submit } from '../../web/forms.ts'
import { SettingForm } from './forms.ts'
import { saveSetting } from './heard.ts'
import { settingPage } from './pages.ts'
import { findSetting } from './queries.ts'

const edit = { can: 'lists.edit' } as const

/** What an authority says around its questionnaires: where to get help, and videos in sign language. */
const settingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get('/survey-settings', { config: edit }, async (request, reply) => reply.page('surveys/setting', settingPage(await valuesOf(request.viewer.authorityId))))

  app.post('/survey-settings', { config: { ...edit, holdsPeople: ['help_young', 'help_adults'] }, schema: { body: SettingForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => saveSetting(trx, request.viewer, request.body, app.now().toISOString())))
    if (errors) return reply.code(422).page('surveys/setting', settingPage(request.body, errors))
    return reply.flash('success', 'Saved. Everybody who answers from now on sees it.').redirect('/survey-settings', 303)
  })

  async function valuesOf (authorityId: string) {
    const { help, bsl, revision } = await findSetting(db, authorityId)
    return { revision, help_young: help.young, help_adults: help.adults, ...Object.fromEntries(audiences.map(audience => [`bsl_${audience}`, bsl[audience] ?? ''])) }
  }
}

export default settingRoutes
