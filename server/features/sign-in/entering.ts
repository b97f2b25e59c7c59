import type { FastifyRequest } from 'fastify'
import { hashSecret } from '../../lib/ids.ts'

/** A new sign-in under a new id: one that was known before is worth nothing. */
export async function enter (request: FastifyRequest, personId: string) {
  await request.session.regenerate()
  request.session.personId = personId
  request.session.agent = agentFamily(request.headers['user-agent'])
}

/** The hash under which this request's sign-in is kept. */
export const thisSignIn = (request: FastifyRequest): string => hashSecret(request.session.sessionId)

/** 'Firefox on Windows': enough to recognise one's own. */
function agentFamily (agent = ''): string {
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find(name => agent.includes(name))
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'].find(name => agent.includes(name))
  return `${{ Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser ?? 'A browser'}${system ? ` on ${system}` : ''}`
}
