import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { can } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { currentSession } from '../sessions/queries.ts'
import asks from './ask-routes.ts'
import { addSuggestedTags, addTag, placePoint, retireTag, saveTag } from './changes.ts'
import { CityParams, PageQuery, PlacingForm, TagForm, TagOfKindParams, TagParams } from './forms.ts'
import { commonPage, sentencesPage, tagPage, tagsPage } from './pages.ts'
import { findCommon, findTag, listTags } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Kind } from './rules.ts'

const view = { can: 'city.view' } as const
const edit = { can: 'tag.edit' } as const

/** Common strengths, barriers and asks of the teams, by tag, with the sentences behind them. */
const commonPoints: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()
  await app.register(asks)

  app.get('/city/:session/common', { config: view, schema: { params: CityParams } }, async (request, reply) => {
    const found = await findCommon(db, request.viewer, request.params.session)
    const tags = await listTags(db, request.viewer.authorityId)
    return reply.page('common-points/common', commonPage(found, tags.length > 0, can(request.viewer, 'tag.edit')))
  })

  app.get('/city/:session/common/:kind/:tag', { config: view, schema: { params: TagOfKindParams, querystring: PageQuery } }, async (request, reply) => {
    const { session, kind, tag } = request.params
    return reply.page('common-points/sentences', await sentences(request, session, kind, tag, request.query.page ?? 1))
  })

  app.post('/city/:session/common/placings', { config: edit, schema: { params: CityParams, body: PlacingForm }, attachValidation: true }, async (request, reply) => {
    const { session } = request.params
    const [kind = 'strength', tag = 'none'] = (request.body.from ?? '').split('/')
    let placed = ''
    const errors = await submit(request, async () => { placed = (await db.transaction().execute(trx => placePoint(trx, request.viewer, session, request.body, now()))).name })
    if (errors) return reply.code(422).page('common-points/sentences', await sentences(request, session, (kind || 'strength') as Kind, tag, 1, { mark: request.body.mark, errors }))
    return reply.flash('success', request.body.belongs === 'yes' ? `The sentence stands under ${placed} now.` : `The sentence no longer stands under ${placed}.`).redirect(`/city/${session}/common${request.body.from ? `/${request.body.from}` : ''}`, 303)
  })

  app.get('/tags', { config: edit }, async (request, reply) => reply.page('common-points/tags', await tagList(request)))

  app.post('/tags', { config: edit, schema: { body: TagForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => addTag(trx, request.viewer, request.body, now())))
    if (errors) return reply.code(422).page('common-points/tags', await tagList(request, request.body, errors))
    return reply.flash('success', 'The tag has been added.').redirect('/tags', 303)
  })

  app.post('/tags/suggested', { config: edit }, async (request, reply) => {
    await db.transaction().execute(trx => addSuggestedTags(trx, request.viewer, now()))
    return reply.flash('success', 'The tags are there. Change their words to yours.').redirect('/tags', 303)
  })

  app.get('/tags/:tag', { config: edit, schema: { params: TagParams } }, async (request, reply) => {
    const tag = await findTag(db, request.viewer.authorityId, request.params.tag)
    return reply.page('common-points/tag', tagPage(tag, { ...tag }))
  })

  app.post('/tags/:tag', { config: edit, schema: { params: TagParams, body: TagForm }, attachValidation: true }, async (request, reply) => {
    const tag = await findTag(db, request.viewer.authorityId, request.params.tag)
    const errors = await submit(request, () => db.transaction().execute(trx => saveTag(trx, request.viewer, tag.id, request.body, now())))
    if (errors) return reply.code(422).page('common-points/tag', tagPage(tag, request.body, errors))
    return reply.flash('success', 'The tag has been saved.').redirect('/tags', 303)
  })

  app.post('/tags/:tag/retirement', { config: edit, schema: { params: TagParams } }, async (request, reply) => {
    await db.transaction().execute(trx => retireTag(trx, request.viewer, request.params.tag, now()))
    return reply.flash('success', 'The tag is out of use.').redirect('/tags', 303)
  })

  async function sentences (request: FastifyRequest, session: string, kind: Kind, tag: string, page: number, wrong: { mark: string, errors: FormErrors } | null = null) {
    const tags = await listTags(db, request.viewer.authorityId)
    if (tag !== 'none') await findTag(db, request.viewer.authorityId, tag)
    return sentencesPage({ ...await findCommon(db, request.viewer, session), kind, tag, tags, page, mayEdit: can(request.viewer, 'tag.edit') }, wrong)
  }

  const tagList = async (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) =>
    tagsPage(await listTags(db, request.viewer.authorityId), (await currentSession(db, request.viewer.authorityId, app.today()))?.name ?? null, values, errors)
}

export default commonPoints
