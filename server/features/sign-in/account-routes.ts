import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { FormErrors } from '../../lib/form-errors.ts'
import { roleNames } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { changePassword, endOtherSignIns, endSignIn } from './changes.ts'
import { ChangeForm, EndForm } from './forms.ts'
import { accountPage } from './pages.ts'
import { findOwnAccount, listOwnRoles, listSignIns } from './queries.ts'
import { enter, thisSignIn } from './entering.ts'

const own = { can: 'home.view', holdsPeople: true } as const

/** One's own account: details, password, and where one is signed in. */
const account: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get('/account', { config: own }, async (request, reply) => reply.page('account/index', await page(request)))

  app.post('/account/password', { config: own, schema: { body: ChangeForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => changePassword(trx, request.viewer, request.body)))
    if (errors) return reply.code(422).page('account/index', await page(request, errors))
    await enter(request, request.viewer.id)
    return reply.flash('success', 'Your password has been changed. You were signed out everywhere else.').redirect('/account', 303)
  })

  app.post('/account/sign-ins/end', { config: own, schema: { body: EndForm } }, async (request, reply) => {
    await db.transaction().execute(trx => endSignIn(trx, request.viewer, request.body.signIn))
    return reply.flash('success', 'That sign-in has been ended.').redirect('/account', 303)
  })

  app.post('/account/sign-ins/end-others', { config: own }, async (request, reply) => {
    await db.transaction().execute(trx => endOtherSignIns(trx, request.viewer, request.session.sessionId))
    return reply.flash('success', 'You are signed in here only.').redirect('/account', 303)
  })

  async function page (request: FastifyRequest, errors: FormErrors | null = null) {
    const person = await findOwnAccount(db, request.viewer.id)
    const roles = (await listOwnRoles(db, request.viewer.id)).map(held => `${roleNames[held.role].name}, ${held.place}`)
    return accountPage(person, roles, await listSignIns(db, person.id, app.now()), thisSignIn(request), errors)
  }
}

export default account
