import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listReleases } from '../figures/queries.ts'
import { makeRelease } from './changes.ts'
import figures from './figure-routes.ts'
import { SubjectParams } from './forms.ts'
import { releasesPage } from './pages.ts'
import { listSubjectStates } from './queries.ts'
import { figureSources } from './subjects.ts'

const release = { can: 'figures.release' } as const

/** Releasing figures, and the pages on which released figures are read. */
const releases: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  await app.register(figures)

  app.get('/releases', { config: release }, async (request, reply) => {
    const { authorityId } = request.viewer
    const states = await db.transaction().execute(trx => listSubjectStates(trx, authorityId, app.today()))
    const nameOf = (subject: string): string => figureSources.find(source => source.subject === subject)?.name ?? subject
    return reply.page('releases/index', releasesPage(states, await listReleases(db, authorityId), nameOf))
  })

  app.post('/releases/:subject', { config: release, schema: { params: SubjectParams } }, async (request, reply) => {
    await db.transaction().execute(trx => makeRelease(trx, request.viewer, request.params.subject, app.now().toISOString()))
    return reply.flash('success', 'The figures have been released.').redirect('/releases', 303)
  })
}

export default releases
