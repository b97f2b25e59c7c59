import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import commentRoutes from './comment-routes.ts'
import { CompareQuery, PageQuery, RoundForm, VersionForm, VersionParams, VisitParams } from './forms.ts'
import { crumbs, hrefOf, overviewPage } from './pages.ts'
import { findPrepared, findVersion, listComments, listStatements, listVersions, mapChanges, roundOf, scopeOf, versionsPerPage } from './queries.ts'
import statementRoutes from './statement-routes.ts'
import { comparisonPage } from './version-pages.ts'
import { closeRound, openRound, saveVersion } from './versions.ts'
import visitorRoutes from './visitor-routes.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/visits/:visit/preliminary'
const lead = { can: 'visit.lead' } as const
const view = { can: 'visit.view' } as const

/** The preliminary report of a visit: drawn from what is there already, saved in versions, commented on by partners. */
const preliminaryReports: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, printer } = app
  await app.register(statementRoutes)
  await app.register(commentRoutes)
  await app.register(visitorRoutes)
  const now = () => app.now().toISOString()

  app.get(base, { config: lead, schema: { params: VisitParams, querystring: PageQuery } }, async (request, reply) =>
    reply.page('preliminary-reports/overview', await overview(request, request.params.visit, request.query.page)))

  app.post(`${base}/versions`, { config: lead, schema: { params: VisitParams, body: VersionForm }, attachValidation: true }, async (request, reply) => {
    const { visit } = request.params
    let number = 0
    const errors = await submit(request, async () => { number = await db.transaction().execute(trx => saveVersion(trx, request.viewer, visit, request.body.note ?? null, now())) })
    if (errors) return reply.code(422).page('preliminary-reports/overview', await overview(request, visit, 1, request.body, errors))
    return reply.flash('success', `Version ${number} has been saved. It stays as it is now.`).redirect(hrefOf({ id: visit }), 303)
  })

  app.get(`${base}/versions/:number`, { config: view, schema: { params: VersionParams } }, async (request, reply) => {
    const { visit } = await findPrepared(db, request.viewer, request.params.visit)
    const { document, number } = await findVersion(db, visit, request.params.number)
    return reply.page('reports/view', { ...reportView(document), title: document.title, breadcrumbs: crumbs(visit), files: downloads(`${hrefOf(visit)}/versions/${number}`) })
  })

  for (const format of formatNames) {
    app.get(`${base}/versions/:number.${format}`, { config: view, schema: { params: VersionParams } }, async (request, reply) => {
      const { visit, place } = await findPrepared(db, request.viewer, request.params.visit)
      const { document, number } = await findVersion(db, visit, request.params.number)
      const file = await formats[format].write(document, printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'preliminary-report.exported', visit.id, { number, format }, place.id))
      return sendFile(reply, document, format, file)
    })
  }

  app.get(`${base}/versions/:number/comparison`, { config: view, schema: { params: VersionParams, querystring: CompareQuery } }, async (request, reply) => {
    const { visit, themes } = await findPrepared(db, request.viewer, request.params.visit)
    const after = await findVersion(db, visit, request.params.number)
    const before = await findVersion(db, visit, request.query.with ?? after.number - 1)
    return reply.page('preliminary-reports/comparison', comparisonPage(visit, themes, before, after))
  })

  app.post(`${base}/rounds`, { config: lead, schema: { params: VisitParams, body: RoundForm }, attachValidation: true }, async (request, reply) => {
    const { visit } = request.params
    const errors = await submit(request, () => db.transaction().execute(trx => openRound(trx, request.viewer, visit, request.body, app.today(), now())))
    if (errors) return reply.code(422).page('preliminary-reports/overview', await overview(request, visit, 1, request.body as Record<string, unknown>, errors))
    return reply.flash('success', 'The people of the visit can comment now, with their account or by their link.').redirect(hrefOf({ id: visit }), 303)
  })

  app.post(`${base}/rounds/closing`, { config: lead, schema: { params: VisitParams } }, async (request, reply) => {
    await db.transaction().execute(trx => closeRound(trx, request.viewer, request.params.visit, now()))
    return reply.flash('success', 'The comments are closed. They can still be read and answered.').redirect(hrefOf({ id: request.params.visit }), 303)
  })

  async function overview (request: FastifyRequest, visitId: string, page = 1, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const found = await findPrepared(db, request.viewer, visitId)
    const statements = await listStatements(db, found.visit)
    const round = await roundOf(db, found.visit)
    return overviewPage({
      ...found,
      statements,
      changed: await mapChanges(db, await scopeOf(db, found, frameworks), statements),
      ...await listVersions(db, found.visit, page),
      page,
      perPage: versionsPerPage,
      round,
      comments: round ? await listComments(db, round.round) : [],
      today: app.today()
    }, values, errors)
  }
}

export default preliminaryReports
