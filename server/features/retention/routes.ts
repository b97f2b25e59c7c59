import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { scrub } from '../../db/connect.ts'
import { FieldRefusal } from '../../lib/errors.ts'
import { addDays, longDate } from '../../lib/dates.ts'
import { can } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { findSettings } from '../settings/queries.ts'
import { eraseRecord } from './changes.ts'
import { erasedTables } from './kept.ts'
import { ErasureForm, FindForm, RecordParams, RetentionQuery } from './forms.ts'
import { erasurePage, retentionPage } from './pages.ts'
import { findKind, findRecord, listErasures, listGoing, perPage } from './queries.ts'
import { daysBefore, idIn } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const view = { can: 'retention.view' } as const
const erase = { can: 'record.erase' } as const

/** How long records about children are kept, what goes when, and erasing one on demand. */
const retention: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get('/retention', { config: view, schema: { querystring: RetentionQuery } }, async (request, reply) =>
    reply.page('retention/index', await overview(request, request.query.page ?? 1)))

  app.post('/retention/record', { config: erase, schema: { body: FindForm }, attachValidation: true }, async (request, reply) => {
    let kind: string | null = null
    const id = idIn(String(request.body?.address ?? ''))
    const errors = await submit(request, async () => {
      kind = id && await findKind(db, request.viewer, id)
      if (!kind) throw new FieldRefusal('address', 'There is no record at this address that you may erase. Copy the whole address of its own page')
    })
    if (errors) return reply.code(422).page('retention/index', await overview(request, 1, request.body, errors))
    return reply.redirect(`/records/${kind}/${id}/erasure`, 303)
  })

  app.get('/records/:keptKind/:record/erasure', { config: erase, schema: { params: RecordParams } }, async (request, reply) => reply.page('retention/erasure', await form(request, request.params)))

  app.post('/records/:keptKind/:record/erasure', { config: erase, schema: { params: RecordParams, body: ErasureForm }, attachValidation: true }, async (request, reply) => {
    const { keptKind: kind, record } = request.params
    await findRecord(db, request.viewer, kind, record)
    let until = ''
    const errors = await submit(request, async () => {
      until = await db.transaction().execute(trx => eraseRecord(trx, request.viewer, kind, record, request.body.why, app.now()))
      await scrub(db, erasedTables)
    })
    if (errors) return reply.code(422).page('retention/erasure', await form(request, request.params, request.body, errors))
    return reply.flash('success', `It has been erased. Backups hold it until ${longDate(until)}.`).redirect(can(request.viewer, 'retention.view') ? '/retention' : '/', 303)
  })

  async function overview (request: FastifyRequest, page: number, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { authorityId } = request.viewer
    return retentionPage({
      settings: await findSettings(db, authorityId), going: await listGoing(db, authorityId, addDays(app.today(), daysBefore)), erased: await listErasures(db, authorityId, page), page, perPage, mayErase: can(request.viewer, 'record.erase')
    }, values, errors)
  }

  async function form (request: FastifyRequest, { keptKind: kind, record }: { keptKind: string, record: string }, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const found = await findRecord(db, request.viewer, kind, record)
    const { backupDays } = await findSettings(db, found.place.authority_id)
    return erasurePage(found, addDays(app.today(), backupDays), values, errors)
  }
}

export default retention
