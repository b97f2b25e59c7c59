import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { submit } from '../../web/forms.ts'
import { addCriterion, withdrawCriterion } from './changes.ts'
import { CriteriaQuery, CriterionForm, CriterionParams } from './forms.ts'
import { criteriaPage } from './pages.ts'
import { findCriterion, listAllCriteria } from './queries.ts'
import type { Viewer } from '../../permissions.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const edit = { can: 'local-criteria.edit' } as const

/** What an authority adds to the indicators: a third layer, beside the framework's text and the notes of its file. */
const localCriteria: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/local-criteria', { config: edit, schema: { querystring: CriteriaQuery } }, async (request, reply) =>
    reply.page('local-criteria/index', await page(request.viewer, request.query.framework)))

  app.post('/local-criteria', { config: edit, schema: { body: CriterionForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => addCriterion(trx, request.viewer, request.body, frameworks, app.now().toISOString())))
    if (errors) return reply.code(422).page('local-criteria/index', await page(request.viewer, request.body.framework, request.body, errors))
    return reply.flash('success', 'It has been added. Teams see it from now on.').redirect(`/local-criteria?framework=${encodeURIComponent(request.body.framework)}`, 303)
  })

  app.post('/local-criteria/:criterion/withdrawal', { config: edit, schema: { params: CriterionParams } }, async (request, reply) => {
    const { framework_id: framework } = await findCriterion(db, request.viewer.authorityId, request.params.criterion)
    await db.transaction().execute(trx => withdrawCriterion(trx, request.viewer, request.params.criterion, app.now().toISOString()))
    const version = choices().find(choice => choice.key.startsWith(`${framework}@`))
    return reply.flash('success', 'It has been withdrawn. Sessions that have ended keep it.').redirect(`/local-criteria${version ? `?framework=${encodeURIComponent(version.key)}` : ''}`, 303)
  })

  const choices = () => frameworks.selfEvaluationFrameworks().map(({ id, version, title }) => ({ key: `${id}@${version}`, title: `${title}, version ${version}` }))

  async function page (viewer: Viewer, chosen?: string, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const all = choices()
    const framework = all.find(choice => choice.key === chosen) ?? all[0]!
    const [id, version] = framework.key.split('@') as [string, string]
    return criteriaPage({
      authority: viewer.authorityName,
      framework,
      others: all.filter(choice => choice !== framework),
      indicators: frameworks.indicators(id, version).map(({ code, title }) => ({ code, title })),
      criteria: await listAllCriteria(db, viewer.authorityId, id)
    }, values, errors)
  }
}

export default localCriteria
