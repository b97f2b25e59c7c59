import type { FastifyInstance } from 'fastify'
import { createTransport } from 'nodemailer'

/** `choiceHref`: the page on which people choose which mails they get. `id`: the same mail keeps its id however often it is tried. */
export interface Mail { to: string, subject: string, lines: string[], id?: string, choiceHref?: string }
type Sender = Pick<FastifyInstance, 'config' | 'server'>

/** What came of a mail: the relay has it; there is no relay; it will never take this one; it may take it later; it cannot be reached. */
export type Handed = { how: 'handed-over' | 'no-relay', reason: null } | { how: 'refused' | 'put-off' | 'down', reason: string }

/** The public address that links in mails and on screen begin with. Never taken from a request. */
export function originOf (app: Sender): string {
  const address = app.server.address()
  return app.config.ORIGIN || `http://${app.config.HOST}:${typeof address === 'object' && address ? address.port : app.config.PORT}`
}

/** Hand a plain mail to the council's relay. A line that begins with / becomes a full link. Never throws. */
export async function handOver (app: Sender, { to, subject, lines, id, choiceHref }: Mail): Promise<Handed> {
  if (!app.config.SMTP_URL) return { how: 'no-relay', reason: null }
  const origin = originOf(app)
  const transport = createTransport({ url: app.config.SMTP_URL, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }, { from: app.config.MAIL_FROM })
  try {
    await transport.sendMail({
      to: { name: '', address: to },
      subject: `LC-JST Toolkit: ${subject}`,
      text: lines.join('\n\n').replace(/^\//gm, `${origin}/`),
      messageId: id && `<${id}@${new URL(origin).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...choiceHref && app.config.ORIGIN ? { 'List-Unsubscribe': `<${origin}${choiceHref}>` } : {} }
    })
    return { how: 'handed-over', reason: null }
  } catch (error) {
    return whatWentWrong(error as SmtpError)
  } finally {
    transport.close()
  }
}

interface SmtpError extends Error { code?: string, command?: string, response?: string, responseCode?: number }

/** Only a relay that refuses the recipient for good will not change its mind; a wrong password or sender can be put right. */
function whatWentWrong ({ code, command, response, responseCode, message }: SmtpError): Handed {
  const reason = (response ?? message).slice(0, 200)
  if (command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500) return { how: 'refused', reason }
  return { how: responseCode === undefined || code === 'EAUTH' ? 'down' : 'put-off', reason }
}

/** Send a mail now, or not at all. @returns whether it was handed over; a relay that fails is logged, not thrown */
export async function sendMail (app: Sender & Pick<FastifyInstance, 'log'>, mail: Mail): Promise<boolean> {
  const { how, reason } = await handOver(app, mail)
  if (reason) app.log.error({ message: reason }, 'mail was not handed over')
  return how === 'handed-over'
}
