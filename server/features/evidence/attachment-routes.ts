import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findPersonalData, findingWords, withoutKnown } from '../../lib/personal-data.ts'
import { listKnownNames } from '../people/queries.ts'
import { scanBytes } from '../../web/clamd.ts'
import { fieldErrors } from '../../web/forms.ts'
import { fileTypes, uploadProblems } from './attachment-rules.ts'
import { addAttachment, readAttachment, removeAttachment } from './attachments.ts'
import { checkFile } from './file-check.ts'
import { AttachmentParams, EvidenceParams } from './forms.ts'
import { baseOf } from './pages.ts'
import { findEvidence } from './queries.ts'
import { multipartOptions, readUpload } from './upload.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { UploadProblem } from './attachment-rules.ts'
import type { CheckedFile } from './attachments.ts'

const one = '/communities/:slug/:session/evidence/:evidenceId/attachments'
interface Options { showRecord: (request: FastifyRequest, reply: FastifyReply, status: number, errors: FormErrors) => Promise<FastifyReply> }

/** Files of evidence: in, out, off. They come out as something to keep, never as a page of ours. */
const attachments: FastifyPluginAsyncTypebox<Options> = async (app, { showRecord }) => {
  const { db, config } = app
  await app.register(multipart, multipartOptions)

  app.post(one, { config: { can: 'evidence.edit' }, schema: { params: EvidenceParams } }, async (request, reply) => {
    const { slug, session, evidenceId } = request.params
    const found = await findEvidence(db, request.viewer, slug, session, evidenceId)
    const file = await receive(request)
    const problem = 'problem' in file
      ? file.problem
      : await db.transaction().execute(trx => addAttachment(trx, request.viewer, slug, evidenceId, file, app.now().toISOString()))
    if (problem) return showRecord(request, reply, uploadProblems[problem].status, fieldErrors({ file: uploadProblems[problem].text }))
    const { kind, text } = wordsAfter(file as CheckedFile, app.today(), await listKnownNames(db, request.viewer.authorityId))
    return reply.flash(kind, text).redirect(`${baseOf(found)}/evidence/${evidenceId}`, 303)
  })

  app.get(`${one}/:attachmentId`, { config: { can: 'team.view' }, schema: { params: AttachmentParams } }, async (request, reply) => {
    const { slug, session, evidenceId, attachmentId } = request.params
    const { evidence } = await findEvidence(db, request.viewer, slug, session, evidenceId)
    const { attachment, bytes } = await readAttachment(db, evidence.id, attachmentId)
    return reply.headers({
      'content-type': fileTypes[attachment.type].mime,
      'content-disposition': `attachment; filename="${plainName(attachment.name)}"; filename*=UTF-8''${encoded(attachment.name)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store'
    }).send(bytes)
  })

  app.post(`${one}/:attachmentId/removal`, { config: { can: 'evidence.edit' }, schema: { params: AttachmentParams } }, async (request, reply) => {
    const { slug, session, evidenceId, attachmentId } = request.params
    const found = await findEvidence(db, request.viewer, slug, session, evidenceId)
    await db.transaction().execute(trx => removeAttachment(trx, request.viewer, slug, evidenceId, attachmentId, app.now().toISOString()))
    return reply.flash('success', 'The file has been removed.').redirect(`${baseOf(found)}/evidence/${evidenceId}`, 303)
  })

  /** Read, check and scan, all before the database is asked to keep anything. */
  async function receive (request: FastifyRequest): Promise<CheckedFile | { problem: UploadProblem }> {
    const file = await readUpload(request)
    if ('problem' in file) return file
    const checked = await checkFile(file.name, file.bytes)
    if ('problem' in checked) return checked
    if (!config.CLAMD) return { ...file, type: checked.type, scan: 'not-scanned' }
    const verdict = await scanBytes(config.CLAMD, file.bytes)
    if (verdict === 'infected') return { problem: 'infected' }
    return { ...file, type: checked.type, scan: verdict === 'down' ? 'quarantined' : 'clean' }
  }
}

/** What is said after an upload: also when the name of the file looks as if it told of a child. */
function wordsAfter ({ name, scan }: CheckedFile, today: string, known: string[]): { kind: 'success' | 'warning', text: string } {
  const [personal] = withoutKnown(findPersonalData(name.replace(/[_.-]+/g, ' '), today), known)
  const state = scan === 'quarantined' ? `${name} is kept, but the virus scanner does not answer. The file can be opened once it has been scanned.` : `${name} has been attached.`
  if (personal) return { kind: 'warning', text: `${state} Its name looks personal: “${personal.text}” ${findingWords[personal.kind]}. If it tells of a child, remove the file and give it another name.` }
  return { kind: scan === 'quarantined' ? 'warning' : 'success', text: state }
}

/** For readers of headers that know only ASCII. */
const plainName = (name: string): string => name.normalize('NFKD').replace(/[^\x20-\x7e]/g, '').replace(/["\\%]/g, '_')
const encoded = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

export default attachments
