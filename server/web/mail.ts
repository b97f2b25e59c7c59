import type { FastifyInstance } from 'fastify'
import { createTransport } from 'nodemailer'

export interface Mail { to: string, subject: string, lines: string[] }

/** The public address that links in mails and on screen begin with. Never taken from a request. */
export function originOf (app: Pick<FastifyInstance, 'config' | 'server'>): string {
  const address = app.server.address()
  return app.config.ORIGIN || `http://${app.config.HOST}:${typeof address === 'object' && address ? address.port : app.config.PORT}`
}

/**
 * Send a plain mail through the council's relay. A line that begins with / becomes a full link.
 * @returns whether it was handed over; without SMTP_URL nothing is sent. A relay that fails is logged, not thrown
 */
export async function sendMail (app: Pick<FastifyInstance, 'config' | 'server' | 'log'>, { to, subject, lines }: Mail): Promise<boolean> {
  if (!app.config.SMTP_URL) return false
  const transport = createTransport(app.config.SMTP_URL, { from: app.config.MAIL_FROM })
  const text = lines.map(line => line.startsWith('/') ? originOf(app) + line : line).join('\n\n')
  try {
    await transport.sendMail({ to: { name: '', address: to }, subject: `LC-JST Toolkit: ${subject}`, text })
    return true
  } catch (error) {
    app.log.error({ message: (error as Error).message }, 'mail was not handed over')
    return false
  } finally {
    transport.close()
  }
}
