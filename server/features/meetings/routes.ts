import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { canAt } from '../../permissions.ts'
import { fieldErrors, submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import { lastSessionOf } from '../evaluations/last-session.ts'
import { findEvaluation, findJudgement, listIndicatorsJudged } from '../evaluations/queries.ts'
import { mayChangeTexts } from '../evaluations/rules.ts'
import { listEvidenceForSession } from '../evidence/queries.ts'
import { listSpreads, listTaken, requestOf } from '../first-thoughts/queries.ts'
import { spreadView } from '../first-thoughts/spread-rules.ts'
import { listMembers } from '../people/queries.ts'
import { closeMeeting, openMeeting, saveInMeeting, savePeople } from './changes.ts'
import { CodeParams, MeetingForm, MeetingParams, OpenForm, PeopleForm, TeamParams } from './forms.ts'
import { minutesFacts } from './minutes-facts.ts'
import { buildMinutes } from './minutes.ts'
import { homePage, indicatorPage } from './pages.ts'
import { findMeeting, listDecided, listMeetings, listNotes, openMeetingOf } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { ReportDocument } from '../../exports/document.ts'

const base = '/communities/:slug/:session/meeting'
const one = `${base}/indicators/:code`
const write = { can: 'meeting.write' } as const
const lead = { can: 'evaluation.lead' } as const
const minutesPath = `${base}/:meeting/minutes`
const read = { config: { can: 'team.view' }, schema: { params: MeetingParams } } as const
type Values = Record<string, unknown>
interface Place { slug: string, session: string }

/** The meeting in which a team agrees its self-evaluation, for a screen everybody sees; and its minutes. */
const meetings: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  const now = () => app.now().toISOString()

  app.get(base, { config: write, schema: { params: TeamParams } }, async (request, reply) => reply.page('meetings/home', await home(request)))

  app.post(base, { config: { ...lead, holdsPeople: ['present', 'apologies'] }, schema: { params: TeamParams, body: OpenForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findEvaluation(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => openMeeting(trx, request.viewer, slug, session, request.body, now())))
    if (errors) return reply.code(422).page('meetings/home', await home(request, request.body, errors))
    return reply.flash('success', 'The meeting is open. First thoughts are shown from now on.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/people`, { config: { ...lead, holdsPeople: true }, schema: { params: TeamParams, body: PeopleForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findEvaluation(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => savePeople(trx, request.viewer, slug, session, request.body)))
    if (errors) return reply.code(422).page('meetings/home', await home(request, request.body, errors))
    return reply.flash('success', 'Saved.').redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/closing`, { config: lead, schema: { params: TeamParams } }, async (request, reply) => {
    const { slug, session } = request.params
    const { id } = await db.transaction().execute(trx => closeMeeting(trx, request.viewer, slug, session, frameworks, now()))
    return reply.flash('success', 'The meeting is closed. These are its minutes.').redirect(`${homeOf(request.params)}/${id}/minutes`, 303)
  })

  app.get(one, { config: write, schema: { params: CodeParams } }, async (request, reply) => {
    const { evaluation } = await findEvaluation(db, request.viewer, request.params.slug, request.params.session)
    if (!await openMeetingOf(db, evaluation)) return reply.redirect(homeOf(request.params), 303)
    return reply.page('meetings/indicator', await indicator(request))
  })

  app.post(one, { config: write, schema: { params: CodeParams, body: MeetingForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, code } = request.params
    const { judgements } = await findJudgement(db, request.viewer, slug, session, code)
    let saved: Awaited<ReturnType<typeof saveInMeeting>> | undefined
    const errors = await submit(request, async () => { saved = await db.transaction().execute(trx => saveInMeeting(trx, request.viewer, slug, session, code, request.body, frameworks, now())) })
    if (errors || !saved) return reply.code(422).page('meetings/indicator', await indicator(request, request.body, errors))
    if (Object.keys(saved.missing).length > 0) {
      const missing = fieldErrors(saved.missing)
      return reply.code(422).page('meetings/indicator', await indicator(request, { finished: 'yes' }, { ...missing, list: [{ href: '#content', text: 'It has been saved. To complete it:' }, ...missing.list] }))
    }
    const next = judgements[judgements.findIndex(row => row.indicator_code === code) + 1]
    const where = request.body.go !== 'continue' ? `/indicators/${code}` : next ? `/indicators/${next.indicator_code}` : ''
    return reply.flash('success', `${code} has been saved.`).redirect(`${homeOf(request.params)}${where}`, 303)
  })

  app.get(minutesPath, read, async (request, reply) => {
    const { document } = await minutes(request)
    const here = `${homeOf(request.params)}/${request.params.meeting}/minutes`
    return reply.page('reports/view', { ...reportView(document), breadcrumbs: [{ text: 'The meeting', href: homeOf(request.params) }], files: downloads(here) })
  })

  for (const format of formatNames) {
    app.get(`${minutesPath}.${format}`, read, async (request, reply) => {
      const { document, community, meeting } = await minutes(request)
      const file = await formats[format].write(document, app.printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'meeting.minutes-exported', meeting.id, { format }, community.id))
      return sendFile(reply, document, format, file)
    })
  }

  /** Minutes as they were kept at the closing; of an open meeting, as they stand. */
  async function minutes (request: FastifyRequest<{ Params: Place & { meeting: string } }>) {
    const { slug, session, meeting: id } = request.params
    const found = await findMeeting(db, request.viewer, slug, session, id)
    const document = found.meeting.minutes ? JSON.parse(found.meeting.minutes) as ReportDocument : buildMinutes(await minutesFacts(db, frameworks, request.viewer.authorityName, found, found.meeting))
    return { ...found, document }
  }

  async function home (request: FastifyRequest, values: Values = {}, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params as Place
    const found = await findEvaluation(db, request.viewer, slug, name)
    const { community, session, evaluation, stage } = found
    const all = await listMeetings(db, evaluation)
    const members = await listMembers(db, community)
    return homePage({
      team: { slug, name: community.name, session: name },
      open: all.find(meeting => !meeting.closed_at) ?? null,
      earlier: all.filter(meeting => meeting.closed_at),
      judgements: await listIndicatorsJudged(db, found),
      titles: new Map(frameworks.indicators(session.framework_id, session.framework_version).map(row => [row.code, row.title])),
      members: [...new Map(members.map(member => [member.id, member])).values()],
      today: app.today(),
      mayLead: canAt(request.viewer, 'evaluation.lead', community) && !community.closed_on,
      mayOpen: mayChangeTexts(stage)
    }, values, errors)
  }

  async function indicator (request: FastifyRequest, values: Values = {}, errors: FormErrors | null = null) {
    const { slug, session: name, code } = request.params as Place & { code: string }
    const { community, session, evaluation, judgement, judgements } = await findJudgement(db, request.viewer, slug, name, code)
    const meeting = await openMeetingOf(db, evaluation)
    const asked = await requestOf(db, evaluation)
    const { scale } = frameworks.selfEvaluation(session.framework_id, session.framework_version)
    const evidence = await listEvidenceForSession(db, community, session)
    return indicatorPage({
      team: { slug, name: community.name, session: name },
      indicator: frameworks.indicator(session.framework_id, session.framework_version, code),
      scale,
      judgement,
      judgements,
      evidence: evidence.filter(item => item.links.some(link => link.kind === 'indicator' && link.code === code)),
      last: await lastSessionOf(db, frameworks, community, session, code),
      spread: spreadView((await listSpreads(db, asked)).get(code), scale, new Set(asked ? (await listTaken(db, asked)).map(row => row.id) : []), true),
      notes: meeting ? (await listNotes(db, meeting)).filter(note => note.indicator_code === code) : [],
      decided: meeting ? (await listDecided(db, meeting)).filter(action => action.indicator_code === code) : [],
      mayPlan: canAt(request.viewer, 'plan.edit', community)
    }, values, errors)
  }
}

const homeOf = ({ slug, session }: Place): string => `/communities/${slug}/${session}/meeting`

export default meetings
