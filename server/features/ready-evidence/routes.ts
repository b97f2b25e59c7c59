import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { canAt } from '../../permissions.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { acceptOffer, setOfferAside } from './changes.ts'
import { AcceptForm, SetAsideForm, TeamParams } from './forms.ts'
import { readyPage } from './pages.ts'
import { listOffers } from './queries.ts'

const view = { can: 'team.view' } as const
const edit = { can: 'evidence.edit' } as const
const url = '/communities/:slug/:session/ready-evidence'

/** Evidence from the monthly log, goals and views, waiting to be taken into the register. */
const readyEvidence: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get(url, { config: view, schema: { params: TeamParams } }, async (request, reply) => {
    const team = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const indicators = frameworks.indicators(team.session.framework_id, team.session.framework_version)
    return reply.page('ready-evidence/index', readyPage(team, await listOffers(db, team), indicators, canAt(request.viewer, 'evidence.edit', team.community)))
  })

  // What was released or heard was read before; it is not asked about again.
  app.post(url, { config: { ...edit, holdsPeople: true }, schema: { params: TeamParams, body: AcceptForm } }, async (request, reply) => {
    const { params, body, viewer } = request
    const { title } = await db.transaction().execute(trx => acceptOffer(trx, viewer, frameworks, params, body, app.now().toISOString()))
    return reply.flash('success', `“${title}” is in the evidence register.`).redirect(`/communities/${params.slug}/${params.session}/ready-evidence`, 303)
  })

  app.post(`${url}/setting-aside`, { config: { ...edit, holdsPeople: true }, schema: { params: TeamParams, body: SetAsideForm } }, async (request, reply) => {
    const { params, body, viewer } = request
    await db.transaction().execute(trx => setOfferAside(trx, viewer, params, body.offer, app.now().toISOString()))
    return reply.flash('success', 'It has been set aside.').redirect(`/communities/${params.slug}/${params.session}/ready-evidence`, 303)
  })
}

export default readyEvidence
