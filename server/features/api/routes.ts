import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listPlaces } from '../organisation/queries.ts'
import { sessionName } from '../../lib/dates.ts'
import { submit } from '../../web/forms.ts'
import { originOf } from '../../web/mail.ts'
import { makeToken, revokeToken } from './changes.ts'
import { TokenForm, TokenParams } from './forms.ts'
import { tokenPage, tokensPage } from './pages.ts'
import { listTokens } from './queries.ts'
import v1 from './v1-routes.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const config = { can: 'api.tokens' } as const

/** The programming interface, and the page on which administrators make and take back its tokens. */
const api: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  await app.register(v1, { prefix: '/api/v1' })

  app.get('/api-tokens', { config }, async (request, reply) => reply.page('api/tokens', await page(request)))

  app.post('/api-tokens', { config, schema: { body: TokenForm }, attachValidation: true }, async (request, reply) => {
    let made: Awaited<ReturnType<typeof makeToken>> | undefined
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => makeToken(trx, request.viewer, request.body, app.now())) })
    if (errors || !made) return reply.code(422).page('api/tokens', await page(request, request.body, errors))
    return reply.page('api/token', tokenPage(made.token, made.place, made.secret, originOf(app), sessionName(app.today())))
  })

  app.post('/api-tokens/:token/revocation', { config, schema: { params: TokenParams } }, async (request, reply) => {
    await db.transaction().execute(trx => revokeToken(trx, request.viewer, request.params.token, app.now().toISOString()))
    return reply.flash('success', 'The token has been taken back. It no longer works.').redirect('/api-tokens', 303)
  })

  async function page ({ viewer }: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const [tokens, places] = [await listTokens(db, viewer.authorityId), await listPlaces(db, viewer.authorityId)]
    return tokensPage({ tokens, places, origin: originOf(app), today: app.today() }, sessionName(app.today()), values, errors)
  }
}

export default api
