import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { endRole, invitePerson } from './changes.ts'
import { MemberForm, MemberParams, TeamParams } from './forms.ts'
import { offerLink } from './links.ts'
import { membersPage } from './pages.ts'
import { listMembers } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Viewer } from '../../permissions.ts'

/** Who is in a team, and the chair's invitations. */
const members: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get('/communities/:slug/:session/members', { config: { can: 'team.view' }, schema: { params: TeamParams } }, async (request, reply) =>
    reply.page('people/members', await page(request.viewer, request.params)))

  app.post('/communities/:slug/:session/members', { config: { can: 'team.invite', holdsPeople: true }, schema: { params: TeamParams, body: MemberForm }, attachValidation: true }, async (request, reply) => {
    const { community } = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    let invited: Awaited<ReturnType<typeof invitePerson>> | undefined
    const errors = await submit(request, async () => {
      invited = await db.transaction().execute(trx => invitePerson(trx, request.viewer, { ...request.body, role: 'member', placeId: community.id }, app.now()))
    })
    if (errors || !invited) return reply.code(422).page('people/members', await page(request.viewer, request.params, request.body, errors))
    return reply.page('people/link', await offerLink(app, invited.person, 'invitation', invited.secret, { text: 'Back to the members', href: request.url }))
  })

  app.post('/communities/:slug/:session/members/:roleId/end', { config: { can: 'team.invite' }, schema: { params: MemberParams } }, async (request, reply) => {
    const { slug, session, roleId } = request.params
    const { community } = await findTeamSession(db, request.viewer, slug, session)
    await db.transaction().execute(trx => endRole(trx, request.viewer, roleId, app.now(), { placeId: community.id, role: 'member' }))
    return reply.flash('success', 'The membership has ended.').redirect(`/communities/${slug}/${session}/members`, 303)
  })

  async function page (viewer: Viewer, { slug, session }: { slug: string, session: string }, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { community } = await findTeamSession(db, viewer, slug, session)
    return membersPage({ name: community.name, slug, session }, await listMembers(db, community), canAt(viewer, 'team.invite', community), values, errors)
  }
}

export default members
