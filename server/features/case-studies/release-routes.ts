import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import { isKeeper } from '../goals/keeper-queries.ts'
import { teamOf } from '../goals/team-rules.ts'
import { findCommunity } from '../organisation/queries.ts'
import { ReleaseForm, ReleaseParams, ReviewForm, StudyParams, SubmitForm, TeamParams } from './forms.ts'
import { homeOf, textPage } from './pages.ts'
import { findReleasedStudy, findStudy, findText, listReleasedStudies, listTexts } from './queries.ts'
import { releasedListPage, textStatePage } from './release-pages.ts'
import { cluesIn, reviewText, saveText, submitText, withdrawText, writeText } from './releases.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const keep = { can: 'goal.keep' } as const
const view = { can: 'team.view' } as const
const base = '/communities/:slug/case-studies'
const text = `${base}/texts/:released`
type Values = Record<string, unknown>

/** Texts for others: written by a keeper, checked by the chair, reviewed by a second person, then frozen and read by all who read the team. */
const releases: FastifyPluginAsyncTypebox = async (app) => {
  const { db, printer } = app
  const now = () => ({ today: app.today(), at: app.now().toISOString() })

  app.get(`${base}/:study/texts/new`, { config: keep, schema: { params: StudyParams } }, async (request, reply) => {
    const { community, study } = await findStudy(db, request.viewer, request.params.slug, request.params.study)
    return reply.page('case-studies/text-form', textPage(teamOf(community), `${homeOf(community)}/${study.id}/texts`, `${homeOf(community)}/${study.id}`, {}))
  })

  app.post(`${base}/:study/texts`, { config: keep, schema: { params: StudyParams, body: ReleaseForm }, attachValidation: true }, async (request, reply) => {
    const { slug, study: id } = request.params
    const { community } = await findStudy(db, request.viewer, slug, id)
    let made = ''
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => writeText(trx, request.viewer, slug, id, request.body, now())) })
    if (errors) return reply.code(422).page('case-studies/text-form', textPage(teamOf(community), `${homeOf(community)}/${id}/texts`, `${homeOf(community)}/${id}`, request.body, errors))
    return reply.flash('success', 'The text has been saved. Nothing is released yet.').redirect(`${homeOf({ slug })}/texts/${made}`, 303)
  })

  app.get(text, { config: keep, schema: { params: ReleaseParams } }, async (request, reply) => reply.page('case-studies/text', await state(request, request.params)))

  app.get(`${text}/edit`, { config: keep, schema: { params: ReleaseParams } }, async (request, reply) => {
    const { community, release } = await findText(db, request.viewer, request.params.slug, request.params.released)
    return reply.page('case-studies/text-form', textPage(teamOf(community), `${homeOf(community)}/texts/${release.id}`, `${homeOf(community)}/texts/${release.id}`, { ...release }))
  })

  app.post(text, { config: keep, schema: { params: ReleaseParams, body: ReleaseForm }, attachValidation: true }, async (request, reply) => {
    const { slug, released } = request.params
    const { community } = await findText(db, request.viewer, slug, released)
    const here = `${homeOf({ slug })}/texts/${released}`
    const errors = await submit(request, () => db.transaction().execute(trx => saveText(trx, request.viewer, slug, released, request.body, now())))
    if (errors) return reply.code(422).page('case-studies/text-form', textPage(teamOf(community), here, here, request.body, errors))
    return reply.flash('success', 'The text has been saved. What was confirmed before is asked again.').redirect(here, 303)
  })

  app.post(`${text}/submission`, { config: { can: 'goal.keepers' }, schema: { params: ReleaseParams, body: SubmitForm }, attachValidation: true }, async (request, reply) => {
    const { slug, released } = request.params
    await findText(db, request.viewer, slug, released)
    const errors = await submit(request, () => db.transaction().execute(trx => submitText(trx, request.viewer, slug, released, request.body, now())))
    if (errors) return reply.code(422).page('case-studies/text', await state(request, request.params, request.body as Values, errors))
    return reply.flash('success', 'The text has been handed on. A second person reads it before it is released.').redirect(`${homeOf({ slug })}/texts/${released}`, 303)
  })

  app.post(`${text}/review`, { config: keep, schema: { params: ReleaseParams, body: ReviewForm }, attachValidation: true }, async (request, reply) => {
    const { slug, released } = request.params
    await findText(db, request.viewer, slug, released)
    const errors = await submit(request, () => db.transaction().execute(trx => reviewText(trx, request.viewer, slug, released, request.body, now())))
    if (errors) return reply.code(422).page('case-studies/text', await state(request, request.params, request.body as Values, errors))
    return reply.flash('success', request.body.decision === 'release' ? 'The case study is released, frozen as it stands.' : 'The text has been returned with your note.').redirect(`${homeOf({ slug })}/texts/${released}`, 303)
  })

  app.post(`${text}/withdrawal`, { config: keep, schema: { params: ReleaseParams } }, async (request, reply) => {
    const { slug, released } = request.params
    await db.transaction().execute(trx => withdrawText(trx, request.viewer, slug, released, now()))
    return reply.flash('success', 'The text is withdrawn: nobody else can read it any more.').redirect(`${homeOf({ slug })}/texts/${released}`, 303)
  })

  app.get(`${base}/released`, { config: view, schema: { params: TeamParams } }, async (request, reply) => {
    const community = await findCommunity(db, request.viewer, request.params.slug)
    const sees = canAt(request.viewer, 'goal.keepers', community) || await isKeeper(db, request.viewer, community)
    return reply.page('case-studies/released', releasedListPage(teamOf(community), await listReleasedStudies(db, community, app.today()), sees ? await listTexts(db, community) : null))
  })

  app.get(`${base}/released/:released`, { config: view, schema: { params: ReleaseParams } }, async (request, reply) => {
    const { slug, released } = request.params
    const { release } = await findReleasedStudy(db, request.viewer, slug, released, app.today())
    const home = `${homeOf({ slug })}/released`
    return reply.page('reports/view', { ...reportView(JSON.parse(release.content!) as ReportDocument), breadcrumbs: [{ text: 'Released case studies', href: home }], files: downloads(`${home}/${released}/study`) })
  })

  for (const format of formatNames) {
    app.get(`${base}/released/:released/study.${format}`, { config: view, schema: { params: ReleaseParams } }, async (request, reply) => {
      const { community, release } = await findReleasedStudy(db, request.viewer, request.params.slug, request.params.released, app.today())
      const report = JSON.parse(release.content!) as ReportDocument
      const file = await formats[format].write(report, printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'case-study.exported', release.id, { format, released: 'yes' }, community.id))
      return sendFile(reply, report, format, file)
    })
  }

  async function state (request: FastifyRequest, { slug, released }: { slug: string, released: string }, values: Values = {}, errors: FormErrors | null = null) {
    const { community, release, study } = await findText(db, request.viewer, slug, released)
    return textStatePage(teamOf(community), release, { clues: await cluesIn(db, release, study, app.today()), isChair: canAt(request.viewer, 'goal.keepers', community), isSubmitter: release.submitted_by === request.viewer.id }, values, errors)
  }
}

export default releases
