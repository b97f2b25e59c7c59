import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../lib/errors.ts'
import { fieldErrors, formErrors, submit } from '../../web/forms.ts'
import { setUpAuthority, useUpFirstRunKey } from './changes.ts'
import { AuthorityForm, KeyForm, KeyQuery } from './forms.ts'
import { authorityPage, demoPage, keyPage } from './pages.ts'
import { isEmpty, isFirstRunKey } from './queries.ts'

const open = { can: 'anyone', holdsPeople: true } as const
const layout = { layout: 'bare' }

/** The first run. Reachable only while nobody is here, and only with the key that the terminal printed. */
const setUp: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  const limit = { ...open, rateLimit: { max: 20, timeWindow: '5 minutes' } }

  app.addHook('preHandler', async () => { if (!await isEmpty(db)) throw new NotFound() })

  app.get('/set-up', { config: limit, schema: { querystring: KeyQuery } }, async (request, reply) => {
    const { key } = request.query
    if (key && await isFirstRunKey(db, key)) return enter(request, reply)
    return request.session.firstRun ? reply.page('set-up/authority', authorityPage(), layout) : reply.page('set-up/key', keyPage(), layout)
  })

  app.post('/set-up/key', { config: limit, schema: { body: KeyForm }, attachValidation: true }, async (request, reply) => {
    const errors = formErrors(request) ?? (await isFirstRunKey(db, request.body.key) ? null : fieldErrors({ key: 'This is not the key. Copy it from the terminal, where it was printed last' }))
    return errors ? reply.code(422).page('set-up/key', keyPage(request.body, errors), layout) : enter(request, reply)
  })

  app.post('/set-up', { config: open, schema: { body: AuthorityForm }, attachValidation: true, preHandler: withKey }, async (request, reply) => {
    let personId = ''
    const errors = await submit(request, async () => {
      personId = (await db.transaction().execute(trx => setUpAuthority(trx, frameworks, request.body, app.now()))).id
    })
    if (errors) return reply.code(422).page('set-up/authority', authorityPage(request.body, errors), layout)
    await request.session.regenerate()
    request.session.personId = personId
    return reply.flash('success', 'The toolkit is set up. Bring in your areas and learning communities next.').redirect('/organisation/import', 303)
  })

  app.post('/set-up/demonstration', { config: open, preHandler: withKey }, async (request, reply) => {
    const { demoPassword, loadDemo } = await import('../../demo/load.ts')
    const cast = await loadDemo(db, frameworks, app.now())
    await db.transaction().execute(trx => useUpFirstRunKey(trx, app.now()))
    await request.session.regenerate()
    return reply.page('set-up/demonstration', demoPage(cast, demoPassword), layout)
  })

  async function enter (request: FastifyRequest, reply: FastifyReply) {
    await request.session.regenerate()
    request.session.firstRun = true
    return reply.redirect('/set-up', 303)
  }

  async function withKey (request: FastifyRequest) {
    if (!request.session.firstRun) throw new NotFound()
  }
}

export default setUp
