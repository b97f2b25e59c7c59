import type { FastifyInstance } from 'fastify'
import { originOf, sendMail } from '../../web/mail.ts'
import { linkPage } from './pages.ts'

/** Mail the link, or show it when there is no mail or the relay failed. */
export async function offerLink (app: FastifyInstance, person: { name: string, email: string }, kind: 'invitation' | 'reset', secret: string, back: { text: string, href: string }) {
  const path = `/welcome/${secret}`
  const sent = await sendMail(app, {
    to: person.email,
    subject: kind === 'invitation' ? 'You are invited' : 'Choose a new password',
    lines: [`Hello ${person.name},`, kind === 'invitation' ? 'you have been invited to the LC-JST Toolkit. Open this link within 72 hours and choose a password:' : 'open this link within 30 minutes to choose a new password:', path]
  })
  return linkPage(person, kind, sent ? null : originOf(app) + path, back)
}
