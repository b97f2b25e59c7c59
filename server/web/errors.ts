import fp from 'fastify-plugin'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Clash } from '../lib/errors.ts'
import { clashPage } from './clash.ts'

const titles: Record<number, string> = {
  400: 'This request could not be read',
  403: 'You cannot do this',
  404: 'Page not found',
  409: 'This cannot be done now',
  413: 'That is too large',
  421: 'Wrong address',
  429: 'Too many tries',
  503: 'Not available just now'
}

/** One handler for every error. Messages below 500 are written for people; above, only those of errors that say so (`forPeople`). */
export default fp(async (app) => {
  app.setErrorHandler<FastifyError & { forPeople?: boolean }>((error, request, reply) => {
    if (error instanceof Clash) return reply.code(409).page('errors/clash', clashPage(error, request))
    const status = error.validation ? (error.validationContext === 'body' ? 400 : 404) : error.statusCode ?? (isBadUpload(error) ? 400 : 500)
    if (status >= 500) request.log.error(error)
    const said = (status < 500 && !error.validation && status !== 400) || error.forPeople
    const message = said ? error.message : status < 500 ? 'Check the address, or go back and try again.' : 'Something went wrong. It has been recorded.'
    return errorPage(reply.code(status), request, titles[status] ?? (status < 500 ? 'This cannot be done' : 'Something went wrong'), status === 404 ? notFound : message)
  })
  app.setNotFoundHandler((request, reply) => errorPage(reply.code(404), request, titles[404]!, notFound))
}, { name: 'errors' })

/** A form with files that cannot be taken apart; the parser gives its errors no status. */
const isBadUpload = (error: Error): boolean => /^(Multipart:|Malformed part|Unexpected end of (form|multipart))/.test(error.message)

const notFound = 'If you typed the address, check it. If you followed a link, the page may be gone, or it may belong to another team.'

function errorPage (reply: FastifyReply, request: FastifyRequest, title: string, message: string) {
  const canGoBack = reply.statusCode === 409 || reply.statusCode === 403
  return reply.page('errors/error', { title, message, reference: reply.statusCode >= 500 ? request.id : null, canGoBack })
}
