import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { posterFormats, sendFile } from '../../exports/formats.ts'
import { NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { originOf } from '../../web/mail.ts'
import { record } from '../audit/record.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { addLine, moveLine, releaseLines, removeLine, saveLine, withdrawRelease } from './changes.ts'
import { LineForm, LineParams, PositionForm, PosterQuery, PublicParams, ReleaseForm, SourceQuery, TeamParams } from './forms.ts'
import { homeOf, linePage, listPage, publicPage } from './pages.ts'
import { findLine, findPublicCopy, isUsed, listActionsTold, listLines, listSuggestions, publicCopy } from './queries.ts'
import { copyOf, posterOf } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/communities/:slug/:session/you-said'
const view = { can: 'team.view' } as const
const edit = { can: 'plan.edit' } as const
/** Many people behind one address of a school's network open it in the same lesson. */
const open = { can: 'anyone', rateLimit: { max: 600, timeWindow: '5 minutes' } } as const
type Asked = FastifyRequest & { params: { slug: string, session: string } }

/** What people said and what the team did about it: a list, a poster, and a page for everybody once the chair releases it. */
const youSaid: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()
  const back = ({ slug, session }: { slug: string, session: string }) => homeOf({ name: '', slug, session })

  app.get(base, { config: view, schema: { params: TeamParams } }, async (request, reply) => reply.page('you-said/index', await list(request as Asked)))

  app.get(`${base}/lines/new`, { config: edit, schema: { params: TeamParams, querystring: SourceQuery } }, async (request, reply) =>
    reply.page('you-said/line', await form(request as Asked, request.query.source)))

  app.post(`${base}/lines`, { config: edit, schema: { params: TeamParams, body: LineForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findTeamSession(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => addLine(trx, request.viewer, slug, session, request.body, now())))
    if (errors) return reply.code(422).page('you-said/line', await form(request as Asked, request.body.source, request.body, errors))
    return reply.flash('success', 'The line has been added. Nothing is public before you release it.').redirect(back(request.params), 303)
  })

  app.get(`${base}/lines/:line`, { config: edit, schema: { params: LineParams } }, async (request, reply) => reply.page('you-said/line', await lineForm(request, request.params)))

  app.post(`${base}/lines/:line`, { config: edit, schema: { params: LineParams, body: LineForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, line } = request.params
    await findLine(db, request.viewer, slug, session, line)
    const errors = await submit(request, () => db.transaction().execute(trx => saveLine(trx, request.viewer, slug, session, line, request.body, now())))
    if (errors) return reply.code(422).page('you-said/line', await lineForm(request, request.params, request.body, errors))
    return reply.flash('success', 'The line has been saved.').redirect(back(request.params), 303)
  })

  app.post(`${base}/lines/:line/position`, { config: edit, schema: { params: LineParams, body: PositionForm } }, async (request, reply) => {
    const { slug, session, line } = request.params
    await db.transaction().execute(trx => moveLine(trx, request.viewer, slug, session, line, request.body.direction))
    return reply.redirect(back(request.params), 303)
  })

  app.post(`${base}/lines/:line/removal`, { config: edit, schema: { params: LineParams } }, async (request, reply) => {
    const { slug, session, line } = request.params
    await db.transaction().execute(trx => removeLine(trx, request.viewer, slug, session, line))
    return reply.flash('success', 'The line has been taken out.').redirect(back(request.params), 303)
  })

  app.post(`${base}/release`, { config: edit, schema: { params: TeamParams, body: ReleaseForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findTeamSession(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => releaseLines(trx, request.viewer, slug, session, request.body, now())))
    if (errors) return reply.code(422).page('you-said/index', await list(request as Asked, request.body, errors))
    return reply.flash('success', 'The lines are public now, as they are. Changing them here changes nothing there until you release again.').redirect(back(request.params), 303)
  })

  app.post(`${base}/withdrawal`, { config: edit, schema: { params: TeamParams } }, async (request, reply) => {
    const { slug, session } = request.params
    await db.transaction().execute(trx => withdrawRelease(trx, request.viewer, slug, session, now()))
    return reply.flash('success', 'Nothing is public any more.').redirect(back(request.params), 303)
  })

  for (const format of ['pdf', 'docx'] as const) {
    app.get(`${base}/poster.${format}`, { config: view, schema: { params: TeamParams, querystring: PosterQuery } }, async (request, reply) => {
      const { viewer, params: { slug, session: name }, query } = request
      const { community, session } = await findTeamSession(db, viewer, slug, name)
      const shown = await publicCopy(db, community)
      if (query.copy && !shown) throw new NotFound()
      const poster = query.copy
        ? posterOf(shown!.copy, { at: shown!.release.at, draft: false })
        : posterOf(copyOf({ team: community.name, session: session.name, authority: viewer.authorityName }, await listLines(db, { community, session }), shown?.copy.contact ?? null), { at: now(), draft: 'Draft, not released' })
      const file = await posterFormats[format](poster, app.printer)
      await db.transaction().execute(trx => record(trx, viewer, 'you-said.exported', community.id, { format, copy: query.copy ?? 'draft' }, community.id))
      return sendFile(reply, poster, format, file)
    })
  }

  app.get('/you-said/:slug', { config: open, schema: { params: PublicParams } }, async (request, reply) => {
    reply.header('x-robots-tag', 'noindex')
    const found = await findPublicCopy(db, request.params.slug)
    return reply.removeHeader('x-robots-tag').page('you-said/public', publicPage(found), { layout: 'public' })
  })

  async function list (request: Asked, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { viewer, params: { slug, session: name } } = request
    const { community, session } = await findTeamSession(db, viewer, slug, name)
    const chairs = canAt(viewer, 'plan.edit', community)
    const lines = await listLines(db, { community, session })
    const suggestions = chairs ? (await listSuggestions(db, { community, session })).filter(one => !isUsed(lines, one)) : []
    return listPage({
      team: { name: community.name, slug, session: session.name },
      lines,
      suggestions,
      actions: (await listActionsTold(db, { community, session })).length,
      shown: community.closed_on ? null : await publicCopy(db, community),
      origin: originOf(app),
      mayEdit: chairs && !community.closed_on,
      mayWithdraw: chairs
    }, values, errors)
  }

  async function form (request: Asked, source: string | undefined, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params
    const { community, session } = await findTeamSession(db, request.viewer, slug, name)
    const suggestion = source ? (await listSuggestions(db, { community, session })).find(one => one.key === source) : null
    if (suggestion === undefined) throw new NotFound()
    return linePage({ team: { name: community.name, slug, session: session.name }, line: null, suggestion, actions: await listActionsTold(db, { community, session }) }, values, errors)
  }

  async function lineForm (request: FastifyRequest, { slug, session: name, line: id }: { slug: string, session: string, line: string }, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
    const { community, session, line } = await findLine(db, request.viewer, slug, name, id)
    return linePage({ team: { name: community.name, slug, session: session.name }, line, suggestion: null, actions: await listActionsTold(db, { community, session }) }, values, errors)
  }
}

export default youSaid
