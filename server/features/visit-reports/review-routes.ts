import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { NotFound } from '../../lib/errors.ts'
import { count } from '../../lib/text.ts'
import { submit } from '../../web/forms.ts'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { record } from '../audit/record.ts'
import { visitorDoor } from '../focus-groups/door.ts'
import { listThemes } from '../visits/queries.ts'
import { acceptRest, addComment, answerComment, answerDispute, checkPoint, markOf } from './review-changes.ts'
import { AcceptRestForm, AnswerForm, CheckForm, CommentForm, CommentParams, DisputeForm, PointParams, VisitParams } from './forms.ts'
import { answerPage, checkPage, crumbsOf, disputePage, reportHref, startPage, workPage } from './pages.ts'
import { findPoint, findVersion, listComments, listPoints, listUnused, readableReport, reportOf, standingOf } from './queries.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { AtWork } from '../focus-groups/door.ts'
import type { Hand } from './changes.ts'
import type { Standing } from './queries.ts'

const base = '/visits/:visit/report'
const view = { can: 'visit.view' } as const
const lead = { can: 'visit.lead' } as const
const host = { can: 'visit.host' } as const

/** What others do with a report: the partners comment on it, the host checks the facts, and the lead answers both. */
const reviews: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks: library } = app
  const now = () => app.now().toISOString()
  const back = (request: FastifyRequest, id = '') => `${reportHref({ id: (request.params as { visit: string }).visit })}${id && `#p-${id}`}`
  const standing = (request: FastifyRequest) => standingOf(db, request.viewer, (request.params as { visit: string }).visit)
  const hand = async (request: FastifyRequest): Promise<Hand> => ({ visit: (await standing(request)).visit, viewer: request.viewer, library, at: now() })

  app.get(base, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
    const who = await standing(request)
    if (who.leads && !await reportOf(db, who.visit)) return reply.page('visit-reports/start', startPage(who.visit, true))
    return reply.page('visit-reports/work', await work(who))
  })

  app.post(`${base}/comments`, { config: view, schema: { params: VisitParams, body: CommentForm }, attachValidation: true }, async (request, reply) => {
    const who = await standing(request)
    await readableReport(db, who)
    const errors = await submit(request, () => db.transaction().execute(trx => addComment(trx, who.visit, request.viewer, request.viewer, request.body, now())))
    if (errors) return reply.code(422).page('visit-reports/work', await work(who, errors, request.body))
    return reply.flash('success', 'Your comment has been sent to the lead of the visit.').redirect(back(request, request.body.point), 303)
  })

  app.get(`${base}/comments/:comment`, { config: lead, schema: { params: CommentParams } }, async (request, reply) =>
    reply.page('visit-reports/form', await answer(request)))

  app.post(`${base}/comments/:comment`, { config: lead, schema: { params: CommentParams, body: AnswerForm }, attachValidation: true }, async (request, reply) => {
    const by = await hand(request)
    await answer(request)
    const errors = await submit(request, () => db.transaction().execute(trx => answerComment(trx, by, request.params.comment, request.body.text)))
    if (errors) return reply.code(422).page('visit-reports/form', await answer(request, request.body, errors))
    return reply.flash('success', 'The answer has been saved.').redirect(back(request), 303)
  })

  app.get(`${base}/points/:point/check`, { config: host, schema: { params: PointParams } }, async (request, reply) => {
    const { visit, point } = await onePoint(request)
    return reply.page('visit-reports/form', checkPage(visit, point, {}))
  })

  app.post(`${base}/points/:point/check`, { config: host, schema: { params: PointParams, body: CheckForm }, attachValidation: true }, async (request, reply) => {
    const { visit, point } = await onePoint(request)
    const by = await hand(request)
    const errors = await submit(request, () => db.transaction().execute(trx => checkPoint(trx, by, point.id, request.body)))
    if (errors) return reply.code(422).page('visit-reports/form', checkPage(visit, point, request.body, errors))
    return reply.flash('success', 'Saved.').redirect(back(request, point.id), 303)
  })

  app.post(`${base}/accept-rest`, { config: host, schema: { params: VisitParams, body: AcceptRestForm } }, async (request, reply) => {
    const by = await hand(request)
    const accepted = await db.transaction().execute(trx => acceptRest(trx, by, request.body.seen))
    return reply.flash('success', `${count(accepted, 'point')} found right.`).redirect(back(request), 303)
  })

  app.get(`${base}/points/:point/dispute`, { config: lead, schema: { params: PointParams } }, async (request, reply) => {
    const { visit, point } = await onePoint(request)
    return reply.page('visit-reports/form', disputePage(visit, point, {}))
  })

  app.post(`${base}/points/:point/dispute`, { config: lead, schema: { params: PointParams, body: DisputeForm }, attachValidation: true }, async (request, reply) => {
    const { visit, point } = await onePoint(request)
    const by = await hand(request)
    const errors = await submit(request, () => db.transaction().execute(trx => answerDispute(trx, by, point.id, request.body)))
    if (errors) return reply.code(422).page('visit-reports/form', disputePage(visit, point, request.body, errors))
    return reply.flash('success', 'The answer has been saved.').redirect(back(request, point.id), 303)
  })

  await visitors()

  /** Visitors by their link: they read the report once it is with the partners, and comment. */
  async function visitors () {
    const door = visitorDoor(app)
    const partner = (at: AtWork): Standing => ({ visit: at.visit, place: at.place, leads: false, works: true, hosts: false })

    app.get('/visiting/report', { config: door.config }, async (request, reply) => {
      const at = await door.atWork(request, reply)
      return at ? reply.page('visit-reports/work', { ...await work(partner(at), null, {}, at.home), ...at.frame }, at.layout) : reply
    })

    app.post('/visiting/report/comments', { config: door.config, schema: { body: CommentForm }, attachValidation: true }, async (request, reply) => {
      const at = await door.atWork(request, reply)
      if (!at) return reply
      const errors = await submit(request, () => db.transaction().execute(trx => addComment(trx, at.visit, at.author, at.actor, request.body, now())))
      if (errors) return reply.code(422).page('visit-reports/work', { ...await work(partner(at), errors, request.body, at.home), ...at.frame }, at.layout)
      return reply.flash('success', 'Your comment has been sent to the lead of the visit.').redirect(`/visiting/report${request.body.point ? `#p-${request.body.point}` : ''}`, 303)
    })

    app.get('/visiting/report/read', { config: door.config }, async (request, reply) => {
      const at = await door.atWork(request, reply)
      if (!at) return reply
      const document = await given(at)
      return reply.page('reports/view', { ...reportView(document), title: document.title, files: downloads('/visiting/report'), ...at.frame, errors: null }, at.layout)
    })

    for (const format of formatNames) {
      app.get(`/visiting/report.${format}`, { config: door.config }, async (request, reply) => {
        const at = await door.atWork(request, reply)
        if (!at) return reply
        const document = await given(at)
        const file = await formats[format].write(document, app.printer)
        await db.transaction().execute(trx => record(trx, at.actor, 'visit-report.exported', at.visit.id, { format }, at.visit.place_id))
        return sendFile(reply, document, format, file)
      })
    }

    async function given (at: AtWork): Promise<ReportDocument> {
      const { report, steps } = await readableReport(db, partner(at))
      return JSON.parse((await findVersion(db, report, steps.at(-1)!.version)).frozen) as ReportDocument
    }
  }

  async function work (who: Standing, errors: FormErrors | null = null, values: Record<string, unknown> = {}, home = `/visits/${who.visit.id}`) {
    const { report, steps, stage } = await readableReport(db, who)
    const points = await listPoints(db, library, who.visit, report)
    return workPage({
      visit: who.visit, home, frame: { breadcrumbs: crumbsOf(who.visit) }, stage, steps, themes: await listThemes(db, who.visit), points,
      comments: who.works || who.leads ? await listComments(db, report) : [],
      unused: who.leads ? await listUnused(db, library, who.visit, report) : [],
      mark: markOf(points),
      rights: { leads: who.leads, comments: stage === 'partners' && who.works, checks: stage === 'host' && who.hosts }
    }, errors, values)
  }

  async function onePoint (request: FastifyRequest) {
    const who = await standing(request)
    const { report } = await readableReport(db, who)
    return { visit: who.visit, point: await findPoint(db, library, who.visit, report, (request.params as { point: string }).point) }
  }

  async function answer (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { visit } = await standing(request)
    const found = await reportOf(db, visit)
    const comment = found && (await listComments(db, found.report)).find(one => one.id === (request.params as { comment: string }).comment)
    if (!comment) throw new NotFound()
    return answerPage(visit, comment, values, errors)
  }
}

export default reviews
