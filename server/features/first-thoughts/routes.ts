import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { findEvaluation, listIndicatorsJudged, listJudgements } from '../evaluations/queries.ts'
import { isAgreed } from '../evaluations/rules.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { originOf, sendMail } from '../../web/mail.ts'
import { askByLink, askForThoughts, giveThought, renewLink, revokeLink, takePassage } from './changes.ts'
import { AskForm, CodeParams, ContributorParams, LinkForm, TakeForm, TeamParams, ThoughtForm } from './forms.ts'
import linkRoutes from './link-routes.ts'
import { askPage, hubPage, linkPage, outcomesPage, spreadPage, thoughtPage } from './pages.ts'
import { contributorOf, countGiven, findRequest, listContributors, listOutcomes, listOwnThoughts, listSpreads, listTaken, requestOf } from './queries.ts'
import { spreadView } from './spread-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/communities/:slug/:session/first-thoughts'
const give = { can: 'thought.give' } as const
const lead = { can: 'evaluation.lead' } as const
type Values = Record<string, unknown>
interface Place { slug: string, session: string }

/** First thoughts: each person's own view before the team agrees, and what is shown of them once the meeting is opened. */
const firstThoughts: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  await app.register(linkRoutes)
  const now = () => app.now().toISOString()

  app.get(base, { config: give, schema: { params: TeamParams } }, async (request, reply) => hub(request, reply))

  app.post(base, { config: lead, schema: { params: TeamParams, body: AskForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findEvaluation(db, request.viewer, slug, session)
    let asked: Awaited<ReturnType<typeof askForThoughts>> | undefined
    const errors = await submit(request, async () => { asked = await db.transaction().execute(trx => askForThoughts(trx, request.viewer, slug, session, request.body, now())) })
    if (errors || !asked) return hub(request, reply.code(422), request.body, errors)
    for (const person of asked.people.filter(person => person.id !== request.viewer.id)) {
      void sendMail(app, { to: person.email, subject: `${asked.community.name}: your first thoughts`, lines: [`Hello ${person.name},`, `${request.viewer.name} asks for your first thoughts before the team meets. It takes a few minutes, and nobody sees them before the meeting:`, homeOf(request.params), 'You get this because you are a member of the team.'] })
    }
    return reply.flash('success', `The team has been asked: ${asked.people.length} with an account. Add people without one below.`).redirect(homeOf(request.params), 303)
  })

  app.post(`${base}/people`, { config: { ...lead, holdsPeople: true }, schema: { params: TeamParams, body: LinkForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findRequest(db, request.viewer, slug, session)
    let made: Awaited<ReturnType<typeof askByLink>> | undefined
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => askByLink(trx, request.viewer, slug, session, request.body, app.now())) })
    if (errors || !made) return hub(request, reply.code(422), request.body, errors)
    return reply.page('first-thoughts/link', await offer(request, made))
  })

  app.post(`${base}/people/:contributor/link`, { config: lead, schema: { params: ContributorParams } }, async (request, reply) => {
    const { slug, session, contributor } = request.params
    const made = await db.transaction().execute(trx => renewLink(trx, request.viewer, slug, session, contributor, app.now()))
    return reply.page('first-thoughts/link', await offer(request, made))
  })

  app.post(`${base}/people/:contributor/revocation`, { config: lead, schema: { params: ContributorParams } }, async (request, reply) => {
    const { slug, session, contributor } = request.params
    await db.transaction().execute(trx => revokeLink(trx, request.viewer, slug, session, contributor, now()))
    return reply.flash('success', 'The link has been taken back. It no longer opens.').redirect(homeOf(request.params), 303)
  })

  app.get(`${base}/mine`, { config: give, schema: { params: TeamParams } }, async (request, reply) => {
    const { slug, session: name } = request.params
    const { community, session, stage, request: asked } = await findRequest(db, request.viewer, slug, name)
    const contributor = await contributorOf(db, asked, request.viewer)
    const judgements = await listJudgements(db, community, session)
    return reply.page('first-thoughts/outcomes', outcomesPage({
      own: contributor ? await listOwnThoughts(db, contributor) : [],
      taken: contributor ? await listOutcomes(db, contributor) : [],
      agreed: isAgreed(stage),
      titles: titlesOf(session),
      texts: new Map(judgements.map(judgement => [judgement.indicator_code, { ...judgement } as unknown as Record<string, string | null>]))
    }, [{ text: 'First thoughts', href: homeOf(request.params) }]))
  })

  app.get(`${base}/mine/:code`, { config: give, schema: { params: CodeParams } }, async (request, reply) => {
    const { request: asked } = await findRequest(db, request.viewer, request.params.slug, request.params.session)
    if (asked.opened_at) return reply.redirect(`${homeOf(request.params)}/${request.params.code}`, 303)
    return reply.page('first-thoughts/thought', await form(request))
  })

  app.post(`${base}/mine/:code`, { config: give, schema: { params: CodeParams, body: ThoughtForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, code } = request.params
    await findRequest(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => giveThought(trx, request.viewer, slug, session, code, request.body, frameworks, now())))
    if (errors) return reply.code(422).page('first-thoughts/thought', await form(request, request.body, errors))
    return reply.flash('success', `${code}: your first thoughts are saved. Nobody sees them before the meeting.`).redirect(homeOf(request.params), 303)
  })

  app.get(`${base}/:code`, { config: give, schema: { params: CodeParams } }, async (request, reply) => {
    const { slug, session: name, code } = request.params
    const { community, session, request: asked } = await findRequest(db, request.viewer, slug, name)
    if (!asked.opened_at) return reply.redirect(homeOf(request.params), 303)
    const { scale } = frameworks.selfEvaluation(session.framework_id, session.framework_version)
    const mayTake = canAt(request.viewer, 'evaluation.edit', community)
    const taken = new Set((await listTaken(db, asked)).map(row => row.id))
    const view = spreadView((await listSpreads(db, asked)).get(code), scale, taken, mayTake)
    return reply.page('first-thoughts/spread', spreadPage(teamOf(community, name), frameworks.indicator(session.framework_id, session.framework_version, code), view, mayTake))
  })

  app.post(`${base}/:code/taking`, { config: { can: 'evaluation.edit' }, schema: { params: CodeParams, body: TakeForm } }, async (request, reply) => {
    const { slug, session, code } = request.params
    await db.transaction().execute(trx => takePassage(trx, request.viewer, slug, session, code, request.body.passage, null, frameworks, now()))
    return reply.flash('success', 'Taken into the agreed text, credited as from first thoughts.').redirect(`${homeOf(request.params)}/${code}`, 303)
  })

  const titlesOf = (session: { framework_id: string, framework_version: string }) =>
    new Map(frameworks.indicators(session.framework_id, session.framework_version).map(indicator => [indicator.code, indicator.title]))

  async function hub (request: FastifyRequest, reply: { page: (name: string, model: object) => unknown }, values: Values = {}, errors: FormErrors | null = null) {
    const { slug, session: name } = request.params as Place
    const { community } = await findTeamSession(db, request.viewer, slug, name)
    const found = await findEvaluation(db, request.viewer, slug, name)
    const asked = await requestOf(db, found.evaluation)
    const titles = titlesOf(found.session)
    const mayLead = canAt(request.viewer, 'evaluation.lead', community) && !community.closed_on
    if (!asked) {
      const codes = (await listIndicatorsJudged(db, found)).map(judgement => judgement.indicator_code)
      const judged = codes.map(code => ({ code, title: titles.get(code) ?? '' }))
      return reply.page('first-thoughts/ask', askPage(teamOf(community, name), judged, mayLead, errors ? values : { indicators: codes, ...values }, errors))
    }
    const contributor = await contributorOf(db, asked, request.viewer)
    return reply.page('first-thoughts/hub', hubPage({
      team: teamOf(community, name),
      request: asked,
      titles,
      contributors: mayLead ? await listContributors(db, asked) : [],
      counts: await countGiven(db, asked),
      own: contributor ? await listOwnThoughts(db, contributor) : [],
      mayLead,
      now: now()
    }, values, errors))
  }

  async function form (request: FastifyRequest, values: Values = {}, errors: FormErrors | null = null) {
    const { slug, session: name, code } = request.params as Place & { code: string }
    const { community, session, request: asked } = await findRequest(db, request.viewer, slug, name)
    const contributor = await contributorOf(db, asked, request.viewer)
    const home = homeOf({ slug, session: name })
    return thoughtPage({
      base: `${home}/mine`,
      indicator: frameworks.indicator(session.framework_id, session.framework_version, code),
      scale: frameworks.selfEvaluation(session.framework_id, session.framework_version).scale,
      own: contributor ? (await listOwnThoughts(db, contributor)).find(thought => thought.indicator_code === code) : undefined,
      position: `Indicator ${asked.codes.indexOf(code) + 1} of ${asked.codes.length}`,
      breadcrumbs: [{ text: community.name, href: `/communities/${slug}/${name}` }, { text: 'First thoughts', href: home }]
    }, values, errors)
  }

  /** Mail the link, or show it once when there is no mail or no address. */
  async function offer (request: FastifyRequest, { contributor, secret }: Awaited<ReturnType<typeof askByLink>>) {
    const { community } = await findTeamSession(db, request.viewer, (request.params as Place).slug, (request.params as Place).session)
    const path = `/contribute/link/${secret}`
    const sent = contributor.email !== null && await sendMail(app, {
      to: contributor.email,
      subject: `${community.name}: your first thoughts`,
      lines: [`Hello ${contributor.name},`, `${request.viewer.name} asks for your first thoughts before the team meets. This link is yours alone and works in the first browser that opens it:`, path, 'You get this because the chair of the team gave your address.']
    })
    return linkPage(teamOf(community, (request.params as Place).session), contributor, sent ? null : originOf(app) + path)
  }
}

const teamOf = (community: { slug: string, name: string }, session: string) => ({ slug: community.slug, name: community.name, session })
const homeOf = ({ slug, session }: Place): string => `/communities/${slug}/${session}/first-thoughts`

export default firstThoughts
