import { createHash } from 'node:crypto'
import { record } from '../audit/record.ts'
import { Refusal, NotFound } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { inParts } from '../../db/parts.ts'
import { findOpenTeam, refuseWithdrawn } from './changes.ts'
import { attachmentLimits, mayOpen, scanWords } from './attachment-rules.ts'
import { findEvidenceOf } from './queries.ts'
import type { Selectable } from 'kysely'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { FileType, Scan } from './attachment-rules.ts'
import type { EvidenceTables } from './tables.ts'

export type Attachment = Selectable<EvidenceTables['attachment']>
export interface CheckedFile { name: string, type: FileType, bytes: Buffer, scan: Exclude<Scan, 'infected'> }

/** A multiple of three, so that the base64 of the parts put together is the base64 of the whole. */
const partBytes = 255 * 1024

/** The files of a piece of evidence, the oldest first; those removed too, for they stay in its history. Without their content. */
export async function listAttachments (db: Db, evidenceId: string): Promise<Attachment[]> {
  return db.selectFrom('attachment').selectAll().where('evidence_id', '=', evidenceId).orderBy('id').execute()
}

/** How many files several pieces of evidence have that can be read or will be. */
export async function countAttachments (db: Db, evidenceIds: string[]): Promise<Map<string, number>> {
  const rows = await db.selectFrom('attachment').select(({ fn }) => ['evidence_id', fn.countAll<number>().as('n')])
    .where('evidence_id', 'in', evidenceIds).where('removed_at', 'is', null).where('scan', '!=', 'infected').groupBy('evidence_id').execute()
  return new Map(rows.map(row => [row.evidence_id, row.n]))
}

/** A file with its bytes, to be sent. @throws NotFound when it is gone; Refusal while it waits for the scan */
export async function readAttachment (db: Db, evidenceId: string, attachmentId: string): Promise<{ attachment: Attachment, bytes: Buffer }> {
  const attachment = await findAttachment(db, evidenceId, attachmentId)
  if (!mayOpen(attachment)) throw new Refusal(scanWords[attachment.scan])
  return { attachment, bytes: await contentOf(db, attachment) }
}

/** Keep a file that was checked and scanned. @returns why not, when there is no room or it is there already */
export async function addAttachment (trx: Trx, viewer: Viewer, slug: string, evidenceId: string, file: CheckedFile, at: string): Promise<'full' | 'same' | null> {
  const community = await findOpenTeam(trx, viewer, slug)
  const evidence = await findEvidenceOf(trx, community, evidenceId)
  refuseWithdrawn(evidence)
  // Two uploads at once wait for each other here, so that the 20th is not kept twice.
  await trx.updateTable('evidence').set({ community_id: community.id }).where('id', '=', evidence.id).execute()
  const there = (await listAttachments(trx, evidence.id)).filter(other => other.removed_at === null && other.scan !== 'infected')
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  if (there.some(other => other.sha256 === sha256)) return 'same'
  if (there.length >= attachmentLimits.perRecord) return 'full'
  const attachment = {
    id: newId(), evidence_id: evidence.id, name: file.name, type: file.type, size: file.bytes.length, sha256, scan: file.scan,
    added_at: at, added_by: viewer.id, added_by_name: viewer.name, removed_at: null, removed_by_name: null
  }
  await trx.insertInto('attachment').values(attachment).execute()
  for (const rows of inParts(partsOf(attachment.id, file.bytes))) await trx.insertInto('attachment_content').values(rows).execute()
  await record(trx, viewer, 'evidence.file-attached', evidence.id, { attachment: attachment.id, type: file.type, size: file.bytes.length, scan: file.scan }, community.id)
  return null
}

/** Take a file off. Its content is deleted; that it was there, and who removed it, stays. */
export async function removeAttachment (trx: Trx, viewer: Viewer, slug: string, evidenceId: string, attachmentId: string, at: string) {
  const community = await findOpenTeam(trx, viewer, slug)
  const evidence = await findEvidenceOf(trx, community, evidenceId)
  const attachment = await findAttachment(trx, evidence.id, attachmentId)
  await trx.updateTable('attachment').set({ removed_at: at, removed_by_name: viewer.name }).where('id', '=', attachment.id).execute()
  await trx.deleteFrom('attachment_content').where('attachment_id', '=', attachment.id).execute()
  await record(trx, viewer, 'evidence.file-removed', evidence.id, { attachment: attachment.id }, community.id)
}

/** What waits for a scan, in every authority. */
export async function listQuarantined (db: Db) {
  return db.selectFrom('attachment').innerJoin('evidence', 'evidence.id', 'attachment.evidence_id').innerJoin('place', 'place.id', 'evidence.community_id')
    .selectAll('attachment').select(['evidence.community_id', 'place.authority_id'])
    .where('scan', '=', 'quarantined').where('removed_at', 'is', null).orderBy('attachment.id').execute()
}

/** What the scanner found of a file that waited. What holds a virus is deleted at once. */
export async function settleScan (trx: Trx, actor: Pick<Viewer, 'id' | 'name' | 'authorityId'>, waiting: { id: string, evidence_id: string, community_id: string }, scan: 'clean' | 'infected') {
  const { numUpdatedRows } = await trx.updateTable('attachment').set({ scan }).where('id', '=', waiting.id).where('scan', '=', 'quarantined').where('removed_at', 'is', null).executeTakeFirst()
  if (numUpdatedRows === 0n) return
  if (scan === 'infected') await trx.deleteFrom('attachment_content').where('attachment_id', '=', waiting.id).execute()
  await record(trx, actor, 'evidence.file-scanned', waiting.evidence_id, { attachment: waiting.id, scan }, waiting.community_id)
}

/** The bytes of a file, from their parts. */
export async function contentOf (db: Db, { id }: { id: string }): Promise<Buffer> {
  const parts = await db.selectFrom('attachment_content').select('content').where('attachment_id', '=', id).orderBy('part').execute()
  return Buffer.concat(parts.map(({ content }) => Buffer.from(content, 'base64')))
}

async function findAttachment (db: Db, evidenceId: string, attachmentId: string): Promise<Attachment> {
  const row = await db.selectFrom('attachment').selectAll().where('id', '=', attachmentId).where('evidence_id', '=', evidenceId).executeTakeFirst()
  if (!row || row.removed_at !== null) throw new NotFound()
  return row
}

function partsOf (id: string, bytes: Buffer) {
  return Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_none, part) => ({
    attachment_id: id, part, content: bytes.toString('base64', part * partBytes, (part + 1) * partBytes)
  }))
}
