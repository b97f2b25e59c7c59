import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { disposition } from '../../exports/document.ts'
import { tableName, tableTypes, writeCsv } from '../../exports/tables.ts'
import { NotFound, Refusal } from '../../lib/errors.ts'
import { fieldErrors, formErrors, submit } from '../../web/forms.ts'
import { readUpload } from '../evidence/upload.ts'
import { listAllItems } from '../lists/queries.ts'
import { findPlace } from '../organisation/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { confirmImport, keepImport, shapeOf, withWords } from './changes.ts'
import { ColumnsForm, ConfirmForm, HeldParams, ImportParams, PlaceParams, WordsForm } from './forms.ts'
import { labelKeys } from './head-rules.ts'
import { holdFiles } from './held-files.ts'
import { columnsPage, previewPage, resultPage, shapeValues, uploadPage, wordsPage } from './pages.ts'
import { findImport, findMapping, listDaysLogged, listImports, listTeamNames } from './queries.ts'
import { readInThread } from './reading.ts'
import { guessRowIs, guessTargets, isTarget, targetProblem } from './target-rules.ts'
import type { Permission } from '../../permissions.ts'
import type { ColumnsInput, WordsInput } from './forms.ts'
import type { HeldFile } from './held-files.ts'
import type { Mapping } from './meeting-rules.ts'
import type { Where } from './pages.ts'

interface Kind { base: string, can: Permission, withTeam: boolean }
const kinds: Kind[] = [
  { base: '/data-import', can: 'data.import', withTeam: true },
  { base: '/communities/:slug/:session/log/import', can: 'log.lead', withTeam: false }
]
const most = 10 * 1024 * 1024
const uploadWords: Record<string, string> = { none: 'Choose a file.', many: 'Choose one file at a time.', big: 'The file is larger than 10 MB. Take pictures and other sheets out of it, and choose it again.', broken: 'The file did not arrive whole. Choose it again.' }
const goneWords = 'The file is not held here any more: it is kept in memory for half an hour and never written down. Choose it again; what you said of its columns is remembered once you have seen a preview.'

/** The data that a council already has becomes log entries: choose a file, say what its columns are, see what would come in, confirm. */
const dataImport: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(multipart, { throwFileSizeLimit: false, limits: { fileSize: most, files: 2, fields: 5, parts: 8 } })
  for (const kind of kinds) await app.register(imports, kind)
}

const imports: FastifyPluginAsyncTypebox<Kind> = async (app, { base, can, withTeam }) => {
  const { db } = app
  const config = { can }
  const files = holdFiles(app.now)

  app.get(base, { config, schema: { params: PlaceParams } }, async (request, reply) => {
    const { where, place } = await open(request)
    return reply.page('data-import/upload', uploadPage(where, await earlier(request, place.id)))
  })

  app.post(base, { config, schema: { params: PlaceParams } }, async (request, reply) => {
    const { where, place } = await open(request)
    const refuse = async (problem: string, status = 422) => reply.code(status).page('data-import/upload', uploadPage(where, await earlier(request, place.id), problem))
    const file = await readUpload(request)
    if ('problem' in file) return refuse(uploadWords[file.problem] ?? uploadWords.broken!, file.problem === 'big' ? 413 : 422)
    if (file.bytes.length === 0) return refuse('The file is empty. Choose the one with the table in it.')
    if (!/\.(xlsx|csv|txt)$/i.test(file.name)) return refuse('Choose an Excel workbook (.xlsx) or a CSV file (.csv).')
    const answer = await readInThread({ file, sheet: null, head: null, task: { kind: 'look' } })
    if ('problem' in answer) return refuse(answer.problem)
    const held = files.hold({ personId: request.viewer.id, placeId: place.id, ...file, shape: answer.shape })
    return reply.redirect(`${where.home}/files/${held.id}/columns`, 303)
  })

  app.get(`${base}/files/:file/columns`, { config, schema: { params: HeldParams } }, async (request, reply) => {
    const { where, file } = await openHeld(request)
    return reply.page('data-import/columns', await columns(request, where, file))
  })

  app.post(`${base}/files/:file/columns`, { config: { can, holdsPeople: true }, schema: { params: HeldParams, body: ColumnsForm }, attachValidation: true }, async (request, reply) => {
    const { where, file, place } = await openHeld(request)
    const input = request.body as ColumnsInput
    const refuse = async (byField: Record<string, string> | null) => reply.code(422).page('data-import/columns', await columns(request, where, file, input, byField))
    const errors = formErrors(request)
    if (errors) return refuse(errors.byField)
    if (input.again) {
      const head = { from: Number(input.head_from ?? 1), to: Math.max(Number(input.head_from ?? 1), Number(input.head_to ?? 1)) }
      if (head.from < 1 || head.to - head.from > 3) return refuse({ head_from: 'Labels stand in one to four lines' })
      const answer = await readInThread({ file, sheet: input.sheet ?? null, head: input.sheet && input.sheet !== file.shape.sheet ? null : head, task: { kind: 'look' } })
      if ('problem' in answer) return refuse({ head_from: answer.problem })
      file.shape = answer.shape
      return reply.redirect(`${where.home}/files/${file.id}/columns`, 303)
    }
    const items = await listAllItems(db, request.viewer.authorityId)
    const targets = file.shape.columns.map((_column, index) => String(input[`column.${index}`] ?? ''))
    if (targets.some(target => target !== '' && !isTarget(items, target))) return refuse({ 'column.0': 'The lists have changed. Open this page again' })
    const problem = targetProblem(input.row_is, targets, withTeam)
    if (problem) return refuse({ 'column.0': problem })
    const before = await findMapping(db, request.viewer.authorityId, shapeOf(labelKeys(file.shape.columns)))
    const mapping: Mapping = { rowIs: input.row_is, targets, words: before?.mapping.words ?? {} }
    return read(request, reply, { where, file, place }, mapping, mapping)
  })

  app.get(`${base}/files/:file/words`, { config, schema: { params: HeldParams } }, async (request, reply) => {
    const { where, file } = await openHeld(request)
    if (!file.choice) return reply.redirect(`${where.home}/files/${file.id}/columns`, 303)
    return reply.page('data-import/words', wordsPage(where, file, await listAllItems(db, request.viewer.authorityId), await listTeamNames(db, request.viewer.authorityId)))
  })

  app.post(`${base}/files/:file/words`, { config: { can, holdsPeople: true }, schema: { params: HeldParams, body: WordsForm } }, async (request, reply) => {
    const opened = await openHeld(request)
    const { file, where } = opened
    if (!file.choice) return reply.redirect(`${where.home}/files/${file.id}/columns`, 303)
    const { now, kept } = withWords(file.choice, file.unknown, file.unknown.map((_word, index) => (request.body as WordsInput)[`word.${index}`] ?? ''), app.today())
    return read(request, reply, opened, now, kept, true)
  })

  app.get(`${base}/:import`, { config, schema: { params: ImportParams } }, async (request, reply) => {
    const { where, place } = await open(request)
    const found = await findImport(db, request.viewer, place.id, request.params.import)
    if (found.result) return reply.page('data-import/result', resultPage(where, found, found.result))
    if (found.expires_at < app.now().toISOString()) throw new Refusal('This preview is older than a day. Choose the file again.')
    return reply.page('data-import/preview', await preview(request, where, found))
  })

  app.post(`${base}/:import`, { config, schema: { params: ImportParams, body: ConfirmForm }, attachValidation: true }, async (request, reply) => {
    const { where, place } = await open(request)
    const { import: id } = request.params
    const errors = await submit(request, () => db.transaction().execute(trx => confirmImport(trx, request.viewer, place.id, id, request.body.leave_out === 'yes', app.now())))
    if (errors) return reply.code(422).page('data-import/preview', await preview(request, where, await findImport(db, request.viewer, place.id, id), errors.byField))
    return reply.redirect(`${where.home}/${id}`, 303)
  })

  app.get(`${base}/:import/result.csv`, { config, schema: { params: ImportParams } }, async (request, reply) => {
    const { where, place } = await open(request)
    const { result, done_at: doneAt } = await findImport(db, request.viewer, place.id, request.params.import)
    if (!result) throw new NotFound()
    const table = { name: 'Result', columns: [{ label: 'Rows' }, { label: 'Team' }, { label: 'Meeting' }, { label: 'What happened' }], rows: result.map(line => [line.rows, line.team, line.day, line.what]) }
    return reply.header('content-disposition', disposition(tableName(where.name, 'log import result', doneAt!.slice(0, 10), 'csv', 'OFFICIAL-SENSITIVE'))).type(tableTypes.csv).send(writeCsv(table))
  })

  /** Where the file comes in, found through the viewer. */
  async function open (request: FastifyRequest): Promise<{ where: Where, place: { id: string, name: string } }> {
    const { slug, session } = request.params as { slug?: string, session?: string }
    if (withTeam) {
      const place = await findPlace(db, request.viewer.authorityId, request.viewer.authorityId)
      return { place, where: { home: base, name: place.name, back: { text: 'Home', href: '/' } } }
    }
    const { community } = await findTeamSession(db, request.viewer, slug!, session!)
    if (community.closed_on) throw new Refusal(`${community.name} is closed. Its log can be read but not changed.`)
    const log = `/communities/${slug}/${session}/log`
    return { place: community, where: { home: `${log}/import`, name: community.name, back: { text: 'Monthly log', href: log } } }
  }

  async function openHeld (request: FastifyRequest) {
    const opened = await open(request)
    const file = files.find((request.params as { file: string }).file, request.viewer.id, opened.place.id)
    if (!file) throw new Refusal(goneWords)
    return { ...opened, file }
  }

  const earlier = async (request: FastifyRequest, placeId: string) => (await listImports(db, placeId)).map(one => ({ ...one, own: one.person_id === request.viewer.id }))

  /** The choices as they were made, as they were the last time for files of this shape, or as the labels suggest. */
  async function columns (request: FastifyRequest, where: Where, file: HeldFile, input: ColumnsInput | null = null, byField: Record<string, string> | null = null) {
    const items = await listAllItems(db, request.viewer.authorityId)
    const labels = labelKeys(file.shape.columns)
    const before = input ? null : await findMapping(db, request.viewer.authorityId, shapeOf(labels))
    const targets = before ? labels.map(label => before.mapping.targets[label] ?? '') : guessTargets(file.shape.columns, items)
    const values = input ?? { row_is: before?.mapping.rowIs ?? guessRowIs(targets), ...shapeValues(file.shape), ...Object.fromEntries(targets.map((target, index) => [`column.${index}`, target])) }
    return columnsPage({ where, file, items, values, remembered: before && { by: before.by, at: before.at } }, byField && fieldErrors(byField))
  }

  /** Read the file as a person said. Words that no list knows are asked about once; then the preview is kept. */
  async function read (request: FastifyRequest, reply: any, { where, file, place }: { where: Where, file: HeldFile, place: { id: string } }, mapping: Mapping, kept: Mapping, asked = false) {
    const { viewer } = request
    const parts = { mapping, items: await listAllItems(db, viewer.authorityId), teams: (await listTeamNames(db, viewer.authorityId)).filter(team => withTeam || team.id === place.id), onlyTeam: withTeam ? null : place.id, today: app.today() }
    const answer = await readInThread({ file, sheet: file.shape.sheet, head: file.shape.head, task: { kind: 'read', parts } })
    if ('problem' in answer) throw new Refusal(answer.problem)
    if (answer.reading!.unknown.length > 0 && !asked) {
      file.choice = mapping
      file.unknown = answer.reading!.unknown
      return reply.redirect(`${where.home}/files/${file.id}/words`, 303)
    }
    const id = await db.transaction().execute(trx => keepImport(trx, viewer, file, { ...kept, targets: mapping.targets }, answer.reading!, app.now()))
    files.drop(file.id)
    return reply.redirect(`${where.home}/${id}`, 303)
  }

  async function preview (request: FastifyRequest, where: Where, found: Awaited<ReturnType<typeof findImport>>, byField: Record<string, string> | null = null) {
    const teams = new Map((await listTeamNames(db, request.viewer.authorityId)).map(team => [team.id, team.name]))
    return previewPage({ where, found, teams, logged: await listDaysLogged(db, found.meetings) }, byField && fieldErrors(byField))
  }
}

export default dataImport
