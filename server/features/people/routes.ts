import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { submit } from '../../web/forms.ts'
import { listPlaces } from '../organisation/queries.ts'
import { disablePerson, enablePerson, endRole, giveRole, invitePerson, makeInvitation, makeReset } from './changes.ts'
import { HeldParams, InviteForm, ListQuery, PersonParams, RoleForm } from './forms.ts'
import { offerLink } from './links.ts'
import members from './members-routes.ts'
import { invitePage, peoplePage, permissionsPage, personPage } from './pages.ts'
import { findPerson, listPeople, listRoles, peoplePerPage } from './queries.ts'
import type { Viewer } from '../../permissions.ts'

const view = { can: 'people.view' } as const
const edit = { can: 'people.edit', holdsPeople: true } as const

const people: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  await app.register(members)

  app.get('/permissions', { config: { can: 'home.view' } }, async (_request, reply) => reply.page('people/permissions', permissionsPage()))

  app.get('/people', { config: view, schema: { querystring: ListQuery } }, async (request, reply) => {
    const { words = '', page = 1 } = request.query
    return reply.page('people/index', peoplePage(await listPeople(db, request.viewer.authorityId, words, page), words, page, peoplePerPage))
  })

  app.get('/people/invite', { config: edit }, async (request, reply) => reply.page('people/invite', invitePage(await listPlaces(db, request.viewer.authorityId))))

  app.post('/people', { config: edit, schema: { body: InviteForm }, attachValidation: true }, async (request, reply) => {
    const { place: placeId, ...input } = request.body
    let invited: Awaited<ReturnType<typeof invitePerson>> | undefined
    const errors = await submit(request, async () => { invited = await db.transaction().execute(trx => invitePerson(trx, request.viewer, { ...input, placeId }, app.now())) })
    if (errors || !invited) return reply.code(422).page('people/invite', invitePage(await listPlaces(db, request.viewer.authorityId), request.body, errors))
    return reply.page('people/link', await offerLink(app, invited.person, 'invitation', invited.secret, { text: 'Back to people', href: '/people' }))
  })

  app.get('/people/:personId', { config: view, schema: { params: PersonParams } }, async (request, reply) =>
    reply.page('people/person', personPage(...await personParts(request.viewer, request.params.personId))))

  app.post('/people/:personId/roles', { config: edit, schema: { params: PersonParams, body: RoleForm }, attachValidation: true }, async (request, reply) => {
    const { personId } = request.params
    const errors = await submit(request, () => db.transaction().execute(trx => giveRole(trx, request.viewer, personId, request.body.role, request.body.place)))
    if (errors) return reply.code(422).page('people/person', personPage(...await personParts(request.viewer, personId), request.body, errors))
    return reply.flash('success', 'The role has been given. It counts from now on.').redirect(`/people/${personId}`, 303)
  })

  app.post('/people/:personId/roles/:roleId/end', { config: edit, schema: { params: HeldParams } }, async (request, reply) => {
    await db.transaction().execute(trx => endRole(trx, request.viewer, request.params.roleId, app.now()))
    return reply.flash('success', 'The role has ended.').redirect(`/people/${request.params.personId}`, 303)
  })

  app.post('/people/:personId/invitation', { config: edit, schema: { params: PersonParams } }, async (request, reply) => {
    const { personId } = request.params
    const secret = await db.transaction().execute(trx => makeInvitation(trx, request.viewer, personId, app.now()))
    return reply.page('people/link', await offerLink(app, await findPerson(db, request.viewer.authorityId, personId), 'invitation', secret, { text: 'Back', href: `/people/${personId}` }))
  })

  app.post('/people/:personId/reset', { config: edit, schema: { params: PersonParams } }, async (request, reply) => {
    const { personId } = request.params
    const secret = await db.transaction().execute(trx => makeReset(trx, request.viewer, personId, app.now()))
    return reply.page('people/link', await offerLink(app, await findPerson(db, request.viewer.authorityId, personId), 'reset', secret, { text: 'Back', href: `/people/${personId}` }))
  })

  app.post('/people/:personId/closure', { config: edit, schema: { params: PersonParams } }, async (request, reply) => {
    await db.transaction().execute(trx => disablePerson(trx, request.viewer, request.params.personId, app.now()))
    return reply.flash('success', 'The account is closed, and all its sign-ins have ended.').redirect(`/people/${request.params.personId}`, 303)
  })

  app.post('/people/:personId/reopening', { config: edit, schema: { params: PersonParams } }, async (request, reply) => {
    await db.transaction().execute(trx => enablePerson(trx, request.viewer, request.params.personId))
    return reply.flash('success', 'The account is open again.').redirect(`/people/${request.params.personId}`, 303)
  })

  async function personParts (viewer: Viewer, personId: string) {
    const person = await findPerson(db, viewer.authorityId, personId)
    return [person, await listRoles(db, [personId]), await listPlaces(db, viewer.authorityId), person.id === viewer.id] as const
  }
}

export default people
