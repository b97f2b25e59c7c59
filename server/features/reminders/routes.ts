import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { submit } from '../../web/forms.ts'
import { saveChoice, tryAgain } from './changes.ts'
import { ChoiceForm, MailParams, MailsQuery } from './forms.ts'
import { choicePage, mailsPage } from './pages.ts'
import { findChoice, listMails, mailsPerPage } from './queries.ts'

/** Which mails one gets, and what became of everybody's. */
const reminders: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const hasRelay = app.config.SMTP_URL !== ''

  app.get('/account/mail', { config: { can: 'home.view' } }, async (request, reply) =>
    reply.page('reminders/choice', choicePage(hasRelay, await findChoice(db, request.viewer))))

  app.post('/account/mail', { config: { can: 'home.view' }, schema: { body: ChoiceForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => saveChoice(trx, request.viewer, request.body)))
    if (errors) return reply.code(422).page('reminders/choice', choicePage(hasRelay, request.body, errors))
    return reply.flash('success', 'Your choice has been saved.').redirect('/account/mail', 303)
  })

  app.get('/mail', { config: { can: 'mail.view' }, schema: { querystring: MailsQuery } }, async (request, reply) => {
    const { page = 1 } = request.query
    return reply.page('reminders/mails', mailsPage(hasRelay, await listMails(db, request.viewer.authorityId, page), page, mailsPerPage))
  })

  app.post('/mail/:mail/another-try', { config: { can: 'mail.view' }, schema: { params: MailParams } }, async (request, reply) => {
    await db.transaction().execute(trx => tryAgain(trx, request.viewer, request.params.mail, app.now().toISOString()))
    return reply.flash('success', 'The mail is tried again within a minute.').redirect('/mail', 303)
  })
}

export default reminders
