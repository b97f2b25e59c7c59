import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listActions, planOf } from '../action-plans/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { addEntry, removeEntry, saveEntry } from './changes.ts'
import { EntryForm, EntryParams, PageQuery, RemovalForm, TeamParams } from './forms.ts'
import { entryPage, homeOf, listPage } from './pages.ts'
import { findEntry, listEntries, listEntryActions, perPage } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/communities/:slug/:session/views/voice-log'
const view = { can: 'team.view' } as const
const write = { can: 'views.write' } as const
type Values = Record<string, unknown>
interface Place { slug: string, session: string }

/** Views heard otherwise than by a questionnaire: who as a group, how, what they said, what changed, and four checks. */
const voiceLog: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()
  const back = ({ slug, session }: Place) => homeOf({ name: '', slug, session })

  app.get(base, { config: view, schema: { params: TeamParams, querystring: PageQuery } }, async (request, reply) => {
    const { viewer, params: { slug, session: name }, query: { page = 1 } } = request
    const { community, session } = await findTeamSession(db, viewer, slug, name)
    const found = await listEntries(db, { community, session }, page)
    return reply.page('voice-log/index', listPage({
      team: { name: community.name, slug, session: name }, ...found, actions: await listEntryActions(db, found.entries), page, perPage, mayEdit: canAt(viewer, 'views.write', community) && !community.closed_on
    }))
  })

  app.get(`${base}/new`, { config: write, schema: { params: TeamParams } }, async (request, reply) => reply.page('voice-log/entry', await newForm(request, request.params)))

  app.post(base, { config: write, schema: { params: TeamParams, body: EntryForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    await findTeamSession(db, request.viewer, slug, session)
    const errors = await submit(request, () => db.transaction().execute(trx => addEntry(trx, request.viewer, slug, session, request.body, now())))
    if (errors) return reply.code(422).page('voice-log/entry', await newForm(request, request.params, request.body, errors))
    return reply.flash('success', 'It has been recorded.').redirect(back(request.params), 303)
  })

  app.get(`${base}/:voice`, { config: write, schema: { params: EntryParams } }, async (request, reply) => reply.page('voice-log/entry', await entryForm(request, request.params)))

  app.post(`${base}/:voice`, { config: write, schema: { params: EntryParams, body: EntryForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, voice: entry } = request.params
    await findEntry(db, request.viewer, slug, session, entry)
    const errors = await submit(request, () => db.transaction().execute(trx => saveEntry(trx, request.viewer, slug, session, entry, request.body, now())))
    if (errors) return reply.code(422).page('voice-log/entry', await entryForm(request, request.params, request.body, errors))
    return reply.flash('success', 'Saved.').redirect(back(request.params), 303)
  })

  app.post(`${base}/:voice/removal`, { config: write, schema: { params: EntryParams, body: RemovalForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, voice: entry } = request.params
    await findEntry(db, request.viewer, slug, session, entry)
    const errors = await submit(request, () => db.transaction().execute(trx => removeEntry(trx, request.viewer, slug, session, entry, request.body.because, now())))
    if (errors) return reply.code(422).page('voice-log/entry', await entryForm(request, request.params, request.body, errors))
    return reply.flash('success', 'It has been removed.').redirect(back(request.params), 303)
  })

  async function newForm (request: FastifyRequest, { slug, session: name }: Place, values: Values | null = null, errors: FormErrors | null = null) {
    const { community, session } = await findTeamSession(db, request.viewer, slug, name)
    const plan = await planOf(db, community, session)
    return entryPage({ team: { name: community.name, slug, session: name }, entry: null, linked: [], actions: plan ? await listActions(db, plan) : [], mayErase: false }, values, errors)
  }

  async function entryForm (request: FastifyRequest, { slug, session: name, voice: id }: Place & { voice: string }, values: Values | null = null, errors: FormErrors | null = null) {
    const { community, session, entry } = await findEntry(db, request.viewer, slug, name, id)
    const plan = await planOf(db, community, session)
    const linked = (await listEntryActions(db, [entry])).map(action => action.id)
    // The form of removal has a field of its own: what is stored fills the others.
    const shown = values && 'because' in values ? { ...entry, actions: linked, ...values } : values
    return entryPage({ team: { name: community.name, slug, session: name }, entry, linked, actions: plan ? await listActions(db, plan) : [], mayErase: canAt(request.viewer, 'record.erase', community) }, shown, errors)
  }
}

export default voiceLog
