import type { FastifyReply, FastifyRequest } from 'fastify'
import { hashSecret, newId, newSecret } from '../../lib/ids.ts'
import { cookieName } from '../../web/sessions.ts'

/**
 * A form sent after its sign-in had ended is kept, and offered again once its writer has signed in.
 * Only a browser that still shows a sign-in of ours has something to lose; others are just asked to sign in.
 */
export async function keepForm (request: FastifyRequest, reply: FastifyReply) {
  const { db, config, now } = request.server
  const signed = request.cookies[cookieName(config)] ?? ''
  const id = signed.slice(0, signed.lastIndexOf('.'))
  const ended = id && await db.selectFrom('sign_in').select('person_id').where('id_hash', '=', hashSecret(id)).executeTakeFirst()
  if (!ended || !ended.person_id) return reply.redirect('/sign-in', 303)
  const secret = newSecret()
  await db.insertInto('kept_form').values({
    id: newId(), secret_hash: hashSecret(secret), person_id: ended.person_id, path: request.url, body: JSON.stringify(request.body ?? {}), kept_at: now().toISOString()
  }).execute()
  return reply.redirect(`/sign-in?kept=${secret}`, 303)
}
