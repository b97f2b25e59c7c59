import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../lib/errors.ts'

/** A parameter that cannot be used, and why. */
export class BadParameter extends Error {
  readonly statusCode = 400
  readonly field: string
  constructor (field: string, message: string) { super(`${field}: ${message}`); this.field = field }
}

/** Answer with a problem of RFC 9457. */
export function sendProblem (reply: FastifyReply, status: number, detail: string, field?: string) {
  return reply.code(status).type('application/problem+json').send({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, field })
}

/** Every error of the programming interface. What is not there and what is out of reach look the same. */
export function problemOf (error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (error.validation) {
    const wrong = badParameter(error.validation[0]!)
    return sendProblem(reply, 400, wrong.message, wrong.field)
  }
  if (error instanceof BadParameter) return sendProblem(reply, 400, error.message, error.field)
  if (error instanceof NotFound) return sendProblem(reply, 404, nothing)
  const status = error.statusCode ?? 500
  if (status >= 500) request.log.error(error)
  return sendProblem(reply, status, status < 500 ? error.message : 'Something went wrong. It has been recorded.')
}

export const nothing = 'There is nothing here: it does not exist, or this token does not reach it.'

function badParameter (failure: NonNullable<FastifyError['validation']>[number]): BadParameter {
  const field = failure.keyword === 'required' ? String(failure.params.missingProperty) : failure.instancePath.slice(1).split('/')[0]!
  const { parentSchema } = failure as { parentSchema?: { description?: string, properties?: Record<string, { description?: string }> } }
  const meaning = failure.keyword === 'required' ? parentSchema?.properties?.[field]?.description : parentSchema?.description
  return new BadParameter(field, `${failure.keyword === 'required' ? 'is needed' : failure.message ?? 'cannot be used'}. ${meaning ?? ''}`.trim())
}
