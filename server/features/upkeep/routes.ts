import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'

const deadlineSeconds = 2

/** /healthz: the process answers. /readyz: the database answers, too, before a deadline. For load balancers, not for people. */
const upkeep: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/healthz', { config: { can: 'anyone' } }, async () => ({ alive: true }))

  app.get('/readyz', { config: { can: 'anyone' } }, async (_request, reply) => {
    const late = new Promise((_resolve, reject) => setTimeout(() => reject(new Error('late')), deadlineSeconds * 1000).unref())
    try {
      await Promise.race([sql`select 1`.execute(app.db), late])
      return { ready: true }
    } catch {
      return reply.code(503).send({ ready: false })
    }
  })
}

export default upkeep
