import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { addAsk, withdrawAsk } from './changes.ts'
import { AskForm, AskParams, AsksParams } from './forms.ts'
import { asksPage } from './pages.ts'
import { listAsks } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/communities/:slug/:session/asks'

/** What a team asks of the area and the city, in its own words. */
const asks: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get(base, { config: { can: 'team.view' }, schema: { params: AsksParams } }, async (request, reply) => reply.page('common-points/asks', await page(request)))

  app.post(base, { config: { can: 'action.update' }, schema: { params: AsksParams, body: AskForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findTeamSession(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => addAsk(trx, request.viewer, slug, session, request.body.text, app.now().toISOString())))
    if (errors) return reply.code(422).page('common-points/asks', await page(request, request.body, errors))
    return reply.flash('success', 'The City Steering Group sees it from now on.').redirect(`/communities/${slug}/${session}/asks`, 303)
  })

  app.post(`${base}/:ask/withdrawal`, { config: { can: 'action.update' }, schema: { params: AskParams } }, async (request, reply) => {
    const { slug, session, ask } = request.params
    await db.transaction().execute(trx => withdrawAsk(trx, request.viewer, slug, session, ask, app.now().toISOString()))
    return reply.flash('success', 'It has been withdrawn.').redirect(`/communities/${slug}/${session}/asks`, 303)
  })

  async function page (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params as { slug: string, session: string }
    const { community, session } = await findTeamSession(db, request.viewer, slug, name)
    return asksPage(community, session, await listAsks(db, community.id, session), canAt(request.viewer, 'action.update', community), values, errors)
  }
}

export default asks
