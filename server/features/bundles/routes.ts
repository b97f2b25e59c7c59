import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { disposition } from '../../exports/document.ts'
import { submit } from '../../web/forms.ts'
import { currentSession, listSessions } from '../sessions/queries.ts'
import { askForBundle, cancelBundle, handOut, removeBundle, tryAgain } from './changes.ts'
import { BundleForm, BundleParams } from './forms.ts'
import { bundlePage, bundleState, bundlesPage } from './pages.ts'
import { findBundle, listBundles, withProgress } from './queries.ts'
import { zipName } from './rules.ts'
import { openZip } from './zip.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Viewer } from '../../permissions.ts'

const make = { can: 'bundle.make' } as const
const one = { config: make, schema: { params: BundleParams } }

/** Documents of many teams as one ZIP, made in the background (worker.ts). A bundle is its person's alone. */
const bundles: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get('/bundles', { config: make }, async (request, reply) => {
    const session = await currentSession(db, request.viewer.authorityId, app.today())
    return reply.page('bundles/index', await page(request, { session: session?.name, what: ['plan'], format: 'pdf' }))
  })

  app.post('/bundles', { config: make, schema: { body: BundleForm }, attachValidation: true }, async (request, reply) => {
    let id = ''
    const errors = await submit(request, async () => {
      id = await db.transaction().execute(trx => askForBundle(trx, request.viewer, request.body, app.now()))
    })
    if (errors) return reply.code(422).page('bundles/index', await page(request, request.body, errors))
    return reply.flash('success', 'The ZIP is being made. You can leave this page and come back.').redirect(`/bundles/${id}`, 303)
  })

  app.get('/bundles/:bundle', one, async (request, reply) => reply.page('bundles/bundle', bundlePage(await shown(request.viewer, request.params.bundle))))
  app.get('/bundles/:bundle/state', one, async (request) => bundleState(await shown(request.viewer, request.params.bundle)))

  app.get('/bundles/:bundle/file', { ...one, exposeHeadRoute: false }, async (request, reply) => {
    const { bundle, parts } = await db.transaction().execute(trx => handOut(trx, request.viewer, request.params.bundle))
    const { length, stream } = openZip(db, bundle, parts)
    return reply.header('content-disposition', disposition(zipName(bundle, parts.map(part => part.name ?? '')))).header('content-length', length).type('application/zip').send(stream)
  })

  app.post('/bundles/:bundle/cancellation', one, async (request, reply) => {
    await db.transaction().execute(trx => cancelBundle(trx, request.viewer, request.params.bundle, app.now()))
    return reply.flash('success', 'It has been cancelled. Nothing of it is kept.').redirect('/bundles', 303)
  })

  app.post('/bundles/:bundle/retry', one, async (request, reply) => {
    await db.transaction().execute(trx => tryAgain(trx, request.viewer, request.params.bundle))
    return reply.flash('success', 'What failed is being made again.').redirect(`/bundles/${request.params.bundle}`, 303)
  })

  app.post('/bundles/:bundle/removal', one, async (request, reply) => {
    await db.transaction().execute(trx => removeBundle(trx, request.viewer, request.params.bundle))
    return reply.flash('success', 'It has been removed.').redirect('/bundles', 303)
  })

  async function shown (viewer: Viewer, id: string) {
    const [found] = await withProgress(db, [await findBundle(db, viewer, id)])
    return found!
  }

  async function page (request: FastifyRequest, values: Record<string, unknown>, errors: FormErrors | null = null) {
    return bundlesPage(await listBundles(db, request.viewer), await listSessions(db, request.viewer.authorityId), values, errors)
  }
}

export default bundles
