import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { formatNames, formats, sendFile } from '../../exports/formats.ts'
import { NotFound } from '../../lib/errors.ts'
import { submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import { findKept } from '../goals/keeper-queries.ts'
import { teamOf } from '../goals/team-rules.ts'
import { addEvent, closeStudy, eraseStudy, openStudy, recordFollowUp, withdrawConsent } from './changes.ts'
import { EventForm, FollowUpForm, FollowUpParams, StudyForm, StudyParams, TeamParams } from './forms.ts'
import { eventPage, followUpPage, homeOf, listPage, newPage, startValues, studyPage } from './pages.ts'
import { findStudy, listReleasesOf, listStudies, listTexts, storyOf } from './queries.ts'
import releaseRoutes from './release-routes.ts'
import { itemsOf, studyReport } from './report.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const keep = { can: 'goal.keep' } as const
const base = '/communities/:slug/case-studies'
const one = `${base}/:study`
type Values = Record<string, unknown>

/** Children followed over two years, with their consent, for the keepers of the team; and texts in which nobody is recognised, for others. */
const caseStudies: FastifyPluginAsyncTypebox = async (app) => {
  const { db, printer } = app
  const now = () => ({ today: app.today(), at: app.now().toISOString() })
  await app.register(releaseRoutes)

  app.get(base, { config: keep, schema: { params: TeamParams } }, async (request, reply) => {
    const community = await findKept(db, request.viewer, request.params.slug)
    return reply.page('case-studies/index', listPage(teamOf(community), await listStudies(db, community), await listTexts(db, community), app.today()))
  })

  app.get(`${base}/new`, { config: keep, schema: { params: TeamParams } }, async (request, reply) => reply.page('case-studies/new', newPage(teamOf(await findKept(db, request.viewer, request.params.slug)), startValues(app.today()))))

  app.post(base, { config: keep, schema: { params: TeamParams, body: StudyForm }, attachValidation: true }, async (request, reply) => {
    const { slug } = request.params
    const community = await findKept(db, request.viewer, slug)
    let made = ''
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => openStudy(trx, request.viewer, slug, request.body, now())) })
    if (errors) return reply.code(422).page('case-studies/new', newPage(teamOf(community), request.body, errors))
    return reply.flash('success', 'The case study has been opened. Its follow-ups are on your home page when they come due.').redirect(`${homeOf({ slug })}/${made}`, 303)
  })

  app.get(one, { config: keep, schema: { params: StudyParams } }, async (request, reply) => {
    const { community, study } = await findReadable(request, request.params)
    const story = await storyOf(db, study)
    return reply.page('case-studies/study', studyPage(teamOf(community), { study, story, items: itemsOf(study, story), texts: await listReleasesOf(db, study), today: app.today() }))
  })

  for (const format of formatNames) {
    app.get(`${one}/study.${format}`, { config: keep, schema: { params: StudyParams } }, async (request, reply) => {
      const { community, study } = await findReadable(request, request.params)
      const report = studyReport(study, await storyOf(db, study), { team: community.name, authority: request.viewer.authorityName, today: app.today() })
      const file = await formats[format].write(report, printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'case-study.exported', study.id, { format }, community.id))
      return sendFile(reply, report, format, file)
    })
  }

  app.get(`${one}/follow-ups/:followUp`, { config: keep, schema: { params: FollowUpParams } }, async (request, reply) => reply.page('case-studies/form', await followUpForm(request, request.params, { held_on: app.today() })))

  app.post(`${one}/follow-ups/:followUp`, { config: keep, schema: { params: FollowUpParams, body: FollowUpForm }, attachValidation: true }, async (request, reply) => {
    const { slug, study, followUp } = request.params
    await findStudy(db, request.viewer, slug, study)
    const errors = await submit(request, () => db.transaction().execute(trx => recordFollowUp(trx, request.viewer, slug, study, followUp, request.body, now())))
    if (errors) return reply.code(422).page('case-studies/form', await followUpForm(request, request.params, request.body, errors))
    return reply.flash('success', 'The follow-up has been saved.').redirect(`${homeOf({ slug })}/${study}`, 303)
  })

  app.get(`${one}/events/new`, { config: keep, schema: { params: StudyParams } }, async (request, reply) => {
    const { community, study } = await findReadable(request, request.params)
    return reply.page('case-studies/form', eventPage(teamOf(community), study, { from_on: app.today() }))
  })

  app.post(`${one}/events`, { config: keep, schema: { params: StudyParams, body: EventForm }, attachValidation: true }, async (request, reply) => {
    const { slug, study: id } = request.params
    const { community, study } = await findStudy(db, request.viewer, slug, id)
    const errors = await submit(request, () => db.transaction().execute(trx => addEvent(trx, request.viewer, slug, id, request.body, now())))
    if (errors) return reply.code(422).page('case-studies/form', eventPage(teamOf(community), study, request.body, errors))
    return reply.flash('success', 'It stands on the timeline now.').redirect(`${homeOf({ slug })}/${id}`, 303)
  })

  const simple = { closing: [closeStudy, 'The case study is closed.'], withdrawal: [withdrawConsent, 'The consent is withdrawn: the case study is closed, nothing of it is released any more, and it is listed for erasure.'], erasure: [eraseStudy, 'Every word of the case study has been erased.'] } as const
  for (const [end, [change, said]] of Object.entries(simple)) {
    app.post(`${one}/${end}`, { config: keep, schema: { params: StudyParams } }, async (request, reply) => {
      const { slug, study } = request.params
      await db.transaction().execute(trx => change(trx, request.viewer, slug, study, now()))
      return reply.flash('success', said).redirect(end === 'erasure' ? homeOf({ slug }) : `${homeOf({ slug })}/${study}`, 303)
    })
  }

  /** A case study that was erased has no page any more. */
  async function findReadable (request: FastifyRequest, { slug, study: id }: { slug: string, study: string }) {
    const found = await findStudy(db, request.viewer, slug, id)
    if (found.study.erased_at) throw new NotFound()
    return found
  }

  async function followUpForm (request: FastifyRequest, params: { slug: string, study: string, followUp: string }, values: Values, errors: FormErrors | null = null) {
    const { community, study } = await findReadable(request, params)
    const followUp = (await storyOf(db, study)).followUps.find(one => one.id === params.followUp)
    if (!followUp) throw new NotFound()
    return followUpPage(teamOf(community), study, followUp, values, errors)
  }
}

export default caseStudies
