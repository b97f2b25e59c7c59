import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { disposition } from '../../exports/document.ts'
import { tableName, tableTypes, writeCsv } from '../../exports/tables.ts'
import { findPersonalData, findingWords, withoutKnown } from '../../lib/personal-data.ts'
import { NotFound, Refusal } from '../../lib/errors.ts'
import { listKnownNames } from '../people/queries.ts'
import { readUpload } from '../evidence/upload.ts'
import { confirmImport, keepImport } from './changes.ts'
import { ImportParamsForm, OneImportParams } from './forms.ts'
import { importKinds } from './kinds.ts'
import { previewPage, resultPage, uploadPage } from './pages.ts'
import { findImport } from './queries.ts'
import { importLimits } from './rules.ts'
import { readFile } from './sheet-file.ts'
import type { FastifyRequest } from 'fastify'
import type { ImportKind, ImportParams, Opened } from './kinds.ts'
import type { ImportError, RowChange } from './rules.ts'

const uploadWords: Record<string, string> = {
  none: 'Choose a file.',
  many: 'Choose one file at a time.',
  big: 'The file is larger than 2 MB. Take pictures and other sheets out of it, and choose it again.',
  broken: 'The file did not arrive whole. Choose it again.'
}

/** Tables that left with an export come back: choose a file, see what would change, confirm it. */
const planImport: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(multipart, { throwFileSizeLimit: false, limits: { fileSize: importLimits.bytes, files: 2, fields: 5, parts: 8 } })
  for (const kind of importKinds) await app.register(imports, kind)
}

const imports: FastifyPluginAsyncTypebox<ImportKind> = async (app, kind) => {
  const { db, frameworks } = app
  const base = `${kind.base}/import`
  const config = { can: kind.can }
  const open = (request: FastifyRequest) => kind.open(db, request.viewer, paramsOf(request), frameworks)

  app.get(base, { config, schema: { params: ImportParamsForm } }, async (request, reply) => {
    const opened = await open(request)
    opened.refuseUnlessOpen()
    return reply.page('plan-import/upload', uploadPage(where(opened, request)))
  })

  app.post(base, { config, schema: { params: ImportParamsForm } }, async (request, reply) => {
    const opened = await open(request)
    opened.refuseUnlessOpen()
    const refuse = (errors: ImportError[], status = 422) => reply.code(status).page('plan-import/upload', uploadPage(where(opened, request), errors))
    const file = await readUpload(request)
    if ('problem' in file) return refuse([{ line: null, column: null, text: uploadWords[file.problem] ?? uploadWords.broken! }], file.problem === 'big' ? 413 : 422)
    const { rows, errors, unknown } = await readFile(file.name, file.bytes, opened)
    const wrong = [...errors, ...errors.length === 0 ? opened.compare(rows).errors : []]
    if (wrong.length > 0) return refuse(wrong)
    const id = await db.transaction().execute(trx => keepImport(trx, request.viewer, opened.where, { name: file.name, rows, unknown, base: opened.base }, app.now()))
    return reply.redirect(`${opened.home}/import/${id}`, 303)
  })

  app.get(`${base}/:import`, { config, schema: { params: OneImportParams } }, async (request, reply) => {
    const opened = await open(request)
    const found = await findImport(db, request.viewer, opened.where, request.params.import)
    if (found.result) return reply.page('plan-import/result', resultPage(where(opened, request), { id: found.id, file: found.file_name, doneAt: found.done_at!, lines: found.result }))
    if (found.expires_at < app.now().toISOString()) throw new Refusal('This preview is older than a day. Choose the file again.')
    const { changes, errors, warnings } = opened.compare(found.rows)
    if (found.base !== opened.base || errors.length > 0) throw new Refusal('Somebody changed what is here since this preview was made. Choose the file again and look at the new preview.')
    return reply.page('plan-import/preview', previewPage(where(opened, request), { id: found.id, file: found.file_name, changes, warnings, unknown: found.unknown, personal: await personalIn(request, changes) }))
  })

  app.post(`${base}/:import`, { config, schema: { params: OneImportParams } }, async (request, reply) => {
    const { home } = await open(request)
    await db.transaction().execute(trx => confirmImport(trx, request.viewer, kind, paramsOf(request), request.params.import, frameworks, app.now()))
    return reply.redirect(`${home}/import/${request.params.import}`, 303)
  })

  app.get(`${base}/:import/result.csv`, { config, schema: { params: OneImportParams } }, async (request, reply) => {
    const opened = await open(request)
    const { result } = await findImport(db, request.viewer, opened.where, request.params.import)
    if (!result) throw new NotFound()
    const table = { name: 'Result', columns: [{ label: 'Line' }, { label: 'What it is about' }, { label: 'What happened' }], rows: result.map(({ line, name, what }) => [line, name, what]) }
    return reply.header('content-disposition', disposition(tableName(opened.name, 'import result', request.params.session, 'csv'))).type(tableTypes.csv).send(writeCsv(table))
  })

  /** What people would be asked about if they had typed it into a form. */
  async function personalIn (request: FastifyRequest, changes: RowChange[]): Promise<string[]> {
    const seen = changes.flatMap(({ line, fields }) => fields.filter(({ label }) => !label.includes('e-mail')).flatMap(({ label, after }) => findPersonalData(after, app.today()).map(finding => ({ line, label, ...finding }))))
    const known = seen.length > 0 ? await listKnownNames(db, request.viewer.authorityId) : []
    return withoutKnown(seen, known).map(({ line, label, text, kind: what }) => `Line ${line}, ${label}: “${text}” ${findingWords[what]}.`)
  }
}

const paramsOf = (request: FastifyRequest): ImportParams => ({ slug: '', ...request.params as Partial<ImportParams> }) as ImportParams
const where = ({ home, back, name, sheets }: Opened, request: FastifyRequest) => ({ home, back, name, sheets, session: paramsOf(request).session })

export default planImport
