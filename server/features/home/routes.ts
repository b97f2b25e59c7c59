import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { planProgress } from '../action-plans/queries.ts'
import { listChecksToDo, listMyActions, listMySteps, listPlacesLed, listReadingsDue, listReviewsDue, listThoughtsAsked } from '../my-work/queries.ts'
import { countInvited, listTeamStages } from '../cycle/queries.ts'
import { listMyIndicators } from '../discussion/queries.ts'
import { listDrafts } from '../drafts/queries.ts'
import { evaluationProgress } from '../evaluations/queries.ts'
import { stageNames } from '../evaluations/rules.ts'
import { listEvidenceForSession } from '../evidence/queries.ts'
import { listOverviewPlaces } from '../monthly-log/overview-queries.ts'
import { listLogsDue, logProgress } from '../monthly-log/queries.ts'
import { logWords } from '../monthly-log/rules.ts'
import { listFollowUpsDue } from '../case-studies/queries.ts'
import { keptPlaces } from '../goals/keeper-queries.ts'
import { goalsOfTeam, listGoalsDue } from '../goals/queries.ts'
import { findCommunity, listAreas, listCommunities, listFormerNames, listPlaces } from '../organisation/queries.ts'
import { listOffers } from '../ready-evidence/queries.ts'
import { listDue } from '../reminders/queries.ts'
import { dueGroups } from '../reminders/rules.ts'
import { listMembers } from '../people/queries.ts'
import { currentSession, findSession, findTeamSession, listSessionIndicators, listSessions } from '../sessions/queries.ts'
import { addDays } from '../../lib/dates.ts'
import { listTeamVisits } from '../visits/queries.ts'
import { NotFound } from '../../lib/errors.ts'
import { count } from '../../lib/text.ts'
import { viewsWords } from '../surveys/rules.ts'
import { countViews } from '../surveys/queries.ts'
import { can } from '../../permissions.ts'
import { communitiesPage, homePage, teamPage } from './pages.ts'

const TeamParams = Type.Object({ slug: Type.String({ maxLength: 80 }) })
const TeamQuery = Type.Object({ session: Type.Optional(Type.String({ pattern: '^20\\d\\d-\\d\\d$' })) })
const TeamSessionParams = Type.Object({ ...TeamParams.properties, session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) })

const home: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/', { config: { can: 'home.view' } }, async (request, reply) => {
    const { viewer } = request
    const session = await currentSession(db, viewer.authorityId, app.today())
    const stages = can(viewer, 'team.view') ? await listTeamStages(db, viewer, session) : []
    const areas = can(viewer, 'area.view') ? (await listAreas(db, viewer)).map(area => ({ text: `${area.name}: how the teams stand`, href: `/areas/${area.slug}` })) : []
    const criteria = can(viewer, 'local-criteria.edit') ? [{ text: 'Local criteria', href: '/local-criteria' }] : []
    const mails = can(viewer, 'mail.view') ? [{ text: 'Mails', href: '/mail' }] : []
    const logs = session ? (await listOverviewPlaces(db, viewer)).map(place => ({ text: `${place.name}: monthly logs`, href: `/logs/${place.slug}/${session.name}` })) : []
    const own = new Set(viewer.roles.filter(({ role }) => role === 'chair' || role === 'member').map(({ placeId }) => placeId))
    return reply.page('home/index', homePage({
      name: viewer.name,
      session,
      asked: session ? (await listSessionIndicators(db, session)).length : 0,
      own: stages.filter(stage => own.has(stage.community.id)),
      others: stages.filter(stage => !own.has(stage.community.id)),
      actions: await listMyActions(db, viewer),
      waiting: {
        steps: await listMySteps(db, viewer), checks: await listChecksToDo(db, viewer), reviews: await listReviewsDue(db, viewer, app.today()), thoughts: await listThoughtsAsked(db, viewer), readings: await listReadingsDue(db, viewer),
        goals: await listGoalsDue(db, await keptPlaces(db, viewer), addDays(app.today(), 7)),
        followUps: await listFollowUpsDue(db, await keptPlaces(db, viewer), addDays(app.today(), 14), app.today())
      },
      led: await listPlacesLed(db, viewer),
      indicators: (await listMyIndicators(db, viewer)).map(row => ({ ...row, title: frameworks.indicator(row.framework_id, row.framework_version, row.code).title })),
      drafts: await listDrafts(db, viewer),
      invited: can(viewer, 'people.view') ? await countInvited(db, viewer.authorityId) : null,
      reminders: can(viewer, 'team.view') ? dueGroups((await listDue(db, app.today(), [viewer.id])).filter(action => action.as === 'chair'), app.today()) : [],
      logs: await listLogsDue(db, viewer, app.today()),
      today: app.today(),
      links: [{ text: 'Your dates in your calendar', href: '/calendar' }, ...areas, ...logs, ...can(viewer, 'data.import') ? [{ text: 'Bring in logs from a file', href: '/data-import' }] : [], ...criteria, ...mails, ...can(viewer, 'people.view') ? [{ text: 'Invite somebody', href: '/people/invite' }, { text: 'Organisation', href: '/organisation' }, { text: 'Sessions', href: '/sessions' }] : can(viewer, 'session.edit') ? [{ text: 'Sessions', href: '/sessions' }] : []]
    }))
  })

  app.get('/communities', { config: { can: 'team.view' } }, async (request, reply) => {
    const places = await listPlaces(db, request.viewer.authorityId)
    return reply.page('home/communities', communitiesPage(await listCommunities(db, request.viewer), new Map(places.map(place => [place.id, place.name]))))
  })

  app.get('/communities/:slug', { config: { can: 'team.view' }, schema: { params: TeamParams, querystring: TeamQuery } }, async (request, reply) => {
    const community = await findCommunity(db, request.viewer, request.params.slug)
    const session = request.query.session ? await findSession(db, community.authority_id, request.query.session) : await currentSession(db, community.authority_id, app.today())
    if (!session) throw new NotFound()
    return reply.redirect(`/communities/${community.slug}/${session.name}`, 303)
  })

  app.get('/communities/:slug/:session', { config: { can: 'team.view' }, schema: { params: TeamSessionParams } }, async (request, reply) => {
    const { community, session } = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const evaluation = await evaluationProgress(db, community, session)
    const plan = await planProgress(db, community, session)
    return reply.page('home/team', teamPage({
      community,
      session,
      formerNames: await listFormerNames(db, community),
      sessions: await listSessions(db, community.authority_id),
      evaluation: evaluation.stage === 'not-started' || evaluation.stage === 'draft' ? evaluation.sentence : stageNames[evaluation.stage],
      evidence: count((await listEvidenceForSession(db, community, session)).length, 'piece'),
      ready: (await listOffers(db, { community, session })).length,
      plan: plan.sentence,
      goals: await goalsOfTeam(db, request.viewer, community),
      log: logWords(await logProgress(db, community, session.name)),
      views: viewsWords(await countViews(db, { community, session }, app.today())),
      members: (await listMembers(db, community)).length,
      visits: await listTeamVisits(db, community),
      today: app.today()
    }))
  })
}

export default home
