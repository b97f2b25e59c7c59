import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { fieldErrors, formErrors, submit } from '../../web/forms.ts'
import { sendMail } from '../../web/mail.ts'
import { cookieName } from '../../web/sessions.ts'
import { choosePassword, signIn } from './changes.ts'
import { ChooseForm, ForgottenForm, SecretParams, SignInForm, SignInQuery } from './forms.ts'
import { choosePage, deadLinkPage, forgottenPage, forgottenSentPage, keptPage, signInPage } from './pages.ts'
import { findAccount, findKeptForm } from './queries.ts'
import { findToken, makeToken } from './tokens.ts'
import { enter } from './entering.ts'
import account from './account-routes.ts'

const open = { can: 'anyone', holdsPeople: true } as const
const bare = { layout: 'bare' }
/** The second wall, by address; the first counts tries by account (changes.ts). */
const limited = { ...open, rateLimit: { max: 60, timeWindow: '5 minutes' } }

const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, config } = app
  await app.register(account)

  app.get('/sign-in', { config: open, schema: { querystring: SignInQuery } }, async (request, reply) =>
    request.viewer && !request.query.kept ? reply.redirect('/', 303) : reply.page('sign-in/sign-in', signInPage(request.query), bare))

  app.post('/sign-in', { config: limited, schema: { body: SignInForm }, attachValidation: true }, async (request, reply) => {
    const errors = formErrors(request)
    const { email, password, next, kept } = request.body
    const personId = errors ? null : await signIn(db, email, password, request.ip, app.now())
    if (!personId) {
      const wrong = fieldErrors({ email: 'The e-mail address or the password is not right' })
      return reply.code(422).page('sign-in/sign-in', signInPage({ email, next, kept }, errors ?? wrong), bare)
    }
    await enter(request, personId)
    return reply.redirect(kept ? `/kept/${encodeURIComponent(kept)}` : ownPath(next), 303)
  })

  app.post('/sign-in/stay', { config: { can: 'home.view' } }, async (_request, reply) => reply.code(204).send())

  app.post('/sign-out', { config: open }, async (request, reply) => {
    await request.session.destroy()
    return reply.clearCookie(cookieName(config), { path: '/' }).header('clear-site-data', '"cache", "storage"').redirect('/sign-in', 303)
  })

  app.get('/kept/:secret', { config: { can: 'home.view' }, schema: { params: SecretParams } }, async (request, reply) => {
    const form = await findKeptForm(db, request.params.secret, request.viewer.id)
    if (!form) return reply.flash('info', 'The text that was kept belongs to somebody else, or has been thrown away after a week.').redirect('/', 303)
    return reply.page('sign-in/kept', keptPage(form))
  })

  app.get('/sign-in/forgotten', { config: open }, async (_request, reply) => reply.page('sign-in/forgotten', forgottenPage(), bare))

  app.post('/sign-in/forgotten', { config: limited, schema: { body: ForgottenForm }, attachValidation: true }, async (request, reply) => {
    const errors = formErrors(request)
    if (errors) return reply.code(422).page('sign-in/forgotten', forgottenPage(request.body, errors), bare)
    const person = config.SMTP_URL ? await findAccount(db, request.body.email) : undefined
    if (person) {
      const secret = await db.transaction().execute(trx => makeToken(trx, 'reset', person.id, app.now()))
      // Not waited for: the answer takes as long for an address that has no account.
      void sendMail(app, { to: person.email, subject: 'Choose a new password', lines: [`Hello ${person.name},`, 'somebody asked for a new password for your account. If it was you, open this link within 30 minutes:', `/welcome/${secret}`, 'If it was not you, do nothing.'] })
    }
    return reply.page('sign-in/forgotten-sent', forgottenSentPage(config.SMTP_URL !== ''), bare)
  })

  app.get('/welcome/:secret', { config: limited, schema: { params: SecretParams } }, async (request, reply) => {
    const token = await findToken(db, request.params.secret, app.now())
    return token ? reply.page('sign-in/choose', choosePage(token, request.url), bare) : reply.code(404).page('sign-in/dead-link', deadLinkPage(), bare)
  })

  app.post('/welcome/:secret', { config: limited, schema: { params: SecretParams, body: ChooseForm }, attachValidation: true }, async (request, reply) => {
    const { secret } = request.params
    const token = await findToken(db, secret, app.now())
    if (!token) return reply.code(404).page('sign-in/dead-link', deadLinkPage(), bare)
    let personId = ''
    const errors = await submit(request, async () => { personId = await db.transaction().execute(trx => choosePassword(trx, secret, request.body.password, app.now())) })
    if (errors) return reply.code(422).page('sign-in/choose', choosePage(token, request.url, errors), bare)
    await enter(request, personId)
    return reply.flash('success', 'Your password is saved and you are signed in.').redirect('/', 303)
  })
}

/** Only a path of our own may come next. */
const ownPath = (next = '/'): string => /^\/(?![/\\])/.test(next) ? next : '/'

export default routes
