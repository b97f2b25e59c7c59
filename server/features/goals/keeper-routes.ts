import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { findCommunity } from '../organisation/queries.ts'
import { listMembers } from '../people/queries.ts'
import { KeeperForm, KeeperParams, TeamParams } from './forms.ts'
import { isKeeper, listKeepers } from './keeper-queries.ts'
import { endKeeper, nameKeeper } from './keepers.ts'
import { homeOf } from './pages.ts'
import { keepersPage, totalsPage } from './result-pages.ts'
import { teamOf } from './team-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/communities/:slug/goals'
const lead = { can: 'goal.keepers' } as const

/** Who keeps a team's goals, and what everybody else sees of them. */
const keepers: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()

  app.get(`${base}/totals`, { config: { can: 'team.view' }, schema: { params: TeamParams } }, async (request, reply) => {
    const { viewer, params } = request
    const community = await findCommunity(db, viewer, params.slug)
    const keepers = await listKeepers(db, community)
    return reply.page('goals/totals', totalsPage(teamOf(community), {
      keepers: keepers.filter(keeper => keeper.reads).map(keeper => keeper.name), mayName: canAt(viewer, 'goal.keepers', community), keeps: await isKeeper(db, viewer, community), released: { text: 'Released figures of this team', href: `/figures/${community.slug}` }
    }))
  })

  app.get(`${base}/keepers`, { config: lead, schema: { params: TeamParams } }, async (request, reply) => reply.page('goals/keepers', await page(request, request.params.slug)))

  app.post(`${base}/keepers`, { config: lead, schema: { params: TeamParams, body: KeeperForm }, attachValidation: true }, async (request, reply) => {
    const { slug } = request.params
    await findCommunity(db, request.viewer, slug)
    const errors = await submit(request, () => db.transaction().execute(trx => nameKeeper(trx, request.viewer, slug, request.body.person, now())))
    if (errors) return reply.code(422).page('goals/keepers', await page(request, slug, errors))
    return reply.flash('success', 'The keeper has been named.').redirect(`${homeOf({ slug })}/keepers`, 303)
  })

  app.post(`${base}/keepers/:keeper/ending`, { config: lead, schema: { params: KeeperParams } }, async (request, reply) => {
    const { slug, keeper } = request.params
    await db.transaction().execute(trx => endKeeper(trx, request.viewer, slug, keeper, now()))
    return reply.flash('success', 'This person no longer reads the goals of the team’s children.').redirect(`${homeOf({ slug })}/keepers`, 303)
  })

  async function page (request: FastifyRequest, slug: string, errors: FormErrors | null = null) {
    const community = await findCommunity(db, request.viewer, slug)
    return keepersPage(teamOf(community), await listKeepers(db, community), await listMembers(db, community), errors)
  }
}

export default keepers
