import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { canAt } from '../../permissions.ts'
import { fieldErrors, submit, tidyBody } from '../../web/forms.ts'
import { addArea, addCommunity, closePlace, importPlaces, moveCommunity, renamePlace, reopenPlace } from './changes.ts'
import { AreaForm, CommunityForm, ImportForm, MoveForm, PlaceParams, RenameForm } from './forms.ts'
import { importPage, importPreviewPage, organisationPage, placePage } from './pages.ts'
import { readPlaceRows } from './place-rows.ts'
import { findPlace, listFormerNames, listPlaces } from './queries.ts'

const view = { can: 'organisation.view' } as const
const edit = { can: 'organisation.edit', holdsPeople: true } as const

const organisation: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  await app.register(multipart, { attachFieldsToBody: 'keyValues', limits: { fileSize: 512 * 1024, files: 1, fields: 10 } })
  app.addHook('preValidation', async (request) => {
    if (!request.isMultipart()) return
    const body = request.body as Record<string, unknown>
    if (Buffer.isBuffer(body.file)) body.file = body.file.toString('utf8')
    tidyBody(body)
  })

  app.get('/organisation', { config: view }, async (request, reply) => {
    const places = await listPlaces(db, request.viewer.authorityId)
    const mayEdit = canAt(request.viewer, 'organisation.edit', places.find(place => place.kind === 'authority')!)
    return reply.page('organisation/index', organisationPage(places, mayEdit))
  })

  app.post('/organisation/areas', { config: edit, schema: { body: AreaForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => addArea(trx, request.viewer, request.body.name, app.today())))
    if (errors) return reply.code(422).page('organisation/index', organisationPage(await listPlaces(db, request.viewer.authorityId), true, request.body, errors, 'area'))
    return reply.flash('success', `${request.body.name} has been added.`).redirect('/organisation', 303)
  })

  app.post('/organisation/communities', { config: edit, schema: { body: CommunityForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => addCommunity(trx, request.viewer, request.body.area, request.body.name, app.today())))
    if (errors) return reply.code(422).page('organisation/index', organisationPage(await listPlaces(db, request.viewer.authorityId), true, request.body, errors, 'community'))
    return reply.flash('success', `${request.body.name} has been added.`).redirect('/organisation', 303)
  })

  app.get('/organisation/import', { config: edit }, async (_request, reply) => reply.page('organisation/import', importPage()))

  app.post('/organisation/import', { config: edit, schema: { body: ImportForm }, attachValidation: true }, async (request, reply) => {
    const { rows: typed, file, confirmed } = request.body
    const text = typed ?? (typeof file === 'string' ? file : '')
    if (text.trim() === '') return reply.code(422).page('organisation/import', importPage({}, fieldErrors({ rows: 'Type or paste a list, or choose a file' })))
    const rows = readPlaceRows(text, await listPlaces(db, request.viewer.authorityId))
    const errors = await submit(request, async () => { if (confirmed) await db.transaction().execute(trx => importPlaces(trx, request.viewer, rows, app.today())) })
    if (errors) return reply.code(422).page('organisation/import-preview', importPreviewPage(rows, text, errors))
    if (!confirmed) return reply.page('organisation/import-preview', importPreviewPage(rows, text))
    return reply.flash('success', 'The list has been added.').redirect('/organisation', 303)
  })

  app.get('/organisation/places/:placeId', { config: edit, schema: { params: PlaceParams } }, async (request, reply) =>
    reply.page('organisation/place', placePage(...await placeParts(request.viewer.authorityId, request.params.placeId))))

  app.post('/organisation/places/:placeId/name', { config: edit, schema: { params: PlaceParams, body: RenameForm }, attachValidation: true }, async (request, reply) => {
    const { placeId } = request.params
    const errors = await submit(request, () => db.transaction().execute(trx => renamePlace(trx, request.viewer, placeId, request.body.name, app.today())))
    if (errors) return reply.code(422).page('organisation/place', placePage(...await placeParts(request.viewer.authorityId, placeId), request.body, errors))
    return reply.flash('success', 'The name has been changed.').redirect(`/organisation/places/${placeId}`, 303)
  })

  app.post('/organisation/places/:placeId/area', { config: edit, schema: { params: PlaceParams, body: MoveForm }, attachValidation: true }, async (request, reply) => {
    const { placeId } = request.params
    const errors = await submit(request, () => db.transaction().execute(trx => moveCommunity(trx, request.viewer, placeId, request.body.area)))
    if (errors) return reply.code(422).page('organisation/place', placePage(...await placeParts(request.viewer.authorityId, placeId), request.body, errors))
    return reply.flash('success', 'The learning community has been moved.').redirect(`/organisation/places/${placeId}`, 303)
  })

  app.post('/organisation/places/:placeId/closure', { config: edit, schema: { params: PlaceParams } }, async (request, reply) => {
    await db.transaction().execute(trx => closePlace(trx, request.viewer, request.params.placeId, app.today()))
    return reply.flash('success', 'It has been closed. Everything in it can still be read.').redirect('/organisation', 303)
  })

  app.post('/organisation/places/:placeId/reopening', { config: edit, schema: { params: PlaceParams } }, async (request, reply) => {
    await db.transaction().execute(trx => reopenPlace(trx, request.viewer, request.params.placeId))
    return reply.flash('success', 'It is open again.').redirect('/organisation', 303)
  })

  async function placeParts (authorityId: string, placeId: string) {
    const place = await findPlace(db, authorityId, placeId)
    const areas = (await listPlaces(db, authorityId)).filter(other => other.kind === 'area')
    return [place, await listFormerNames(db, place), areas] as const
  }
}

export default organisation
