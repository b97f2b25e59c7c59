import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { clockTime, longMoment } from '../../lib/dates.ts'
import { deviceOf } from '../../lib/devices.ts'
import { forgetDraft, saveDraft } from './changes.ts'
import { draftPage } from './pages.ts'
import { draftAt, findDraft } from './queries.ts'
import type { FormValues } from './queries.ts'

const own = { can: 'home.view' } as const
/** An address of our own, never another site's. */
const path = Type.String({ maxLength: 300, pattern: '^/(?![/\\\\])' })
/** `fields` is a JSON list of names and values, as FormData gives them. */
const DraftForm = Type.Object({ path, title: Type.String({ maxLength: 300 }), fields: Type.String({ maxLength: 500_000 }) }, { additionalProperties: false })
const PathQuery = Type.Object({ path })
const DraftParams = Type.Object({ draft: Type.String({ format: 'uuid', maxLength: 36 }) })

/** What a person is typing, kept for them alone until they save it. Spoken to by assets/drafts.js, and readable without it. */
const drafts: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.post('/drafts', { config: { ...own, holdsPeople: true }, schema: { body: DraftForm } }, async (request, reply) => {
    const { fields, ...draft } = request.body
    const body = readFields(fields)
    if (!body) return reply.code(400).send()
    const at = app.now().toISOString()
    await db.transaction().execute(trx => saveDraft(trx, request.viewer, { ...draft, body, device: deviceOf(request.headers['user-agent']) }, at))
    return reply.send({ at: clockTime(at) })
  })

  app.get('/drafts', { config: own, schema: { querystring: PathQuery } }, async (request, reply) => {
    const draft = await draftAt(db, request.viewer, request.query.path)
    return reply.send(draft ? { fields: Object.entries(draft.body), when: longMoment(draft.saved_at), at: draft.saved_at, device: draft.device } : {})
  })

  app.post('/drafts/removal', { config: own, schema: { body: PathQuery } }, async (request, reply) => {
    await forgetDraft(db, request.viewer, request.body.path)
    return reply.code(204).send()
  })

  app.get('/drafts/:draft', { config: own, schema: { params: DraftParams } }, async (request, reply) =>
    reply.page('drafts/draft', draftPage(await findDraft(db, request.viewer, request.params.draft))))

  app.post('/drafts/:draft/removal', { config: own, schema: { params: DraftParams } }, async (request, reply) => {
    const draft = await findDraft(db, request.viewer, request.params.draft)
    await forgetDraft(db, request.viewer, draft.path)
    return reply.flash('success', 'It has been thrown away.').redirect('/', 303)
  })
}

/** Names and values as one object; null when it is not such a list. Passwords are never kept. */
function readFields (text: string): FormValues | null {
  let pairs: unknown
  try { pairs = JSON.parse(text) } catch { return null }
  if (!Array.isArray(pairs) || pairs.length > 500) return null
  const body: FormValues = Object.create(null)
  for (const pair of pairs) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string' || typeof pair[1] !== 'string') return null
    const [name, value] = pair as [string, string]
    if (name.startsWith('password') || name === '__proto__') continue
    const known = body[name]
    body[name] = known === undefined ? value : [...[known].flat(), value]
  }
  return { ...body }
}

export default drafts
