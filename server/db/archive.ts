import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { sql } from 'kysely'
import { migrate, migrateTo } from './migrate.ts'
import type { Kysely } from 'kysely'
import type { Db } from './types.ts'

/**
 * Every table in an order in which foreign keys hold. Left out are sign-ins, tries and open links: people sign in again; a link taken back after the backup must stay so; mails: a copy
 * brought up beside or after the real one must not send them again, and the weeks that were queued are kept for the same reason; previews
 * of imports, and bundles: they are copies of what the other tables hold, kept for a week, and are made again on asking.
 */
export const archivedTables = [
  'place', 'place_name', 'person', 'role_held', 'setting', 'audit_event', 'framework_in_use', 'session', 'session_indicator', 'session_report',
  'self_evaluation', 'self_evaluation_step', 'judgement', 'judgement_version', 'carried_text', 'assignment', 'comment', 'local_criterion', 'evidence', 'evidence_link', 'evidence_offer_choice', 'attachment', 'attachment_content',
  'plan', 'plan_step', 'action', 'action_source', 'action_step', 'progress_update', 'action_check', 'action_contribution', 'progress_review', 'reviewed_action',
  'first_thought_request', 'first_thought_indicator', 'contributor', 'first_thought', 'first_thought_taken', 'meeting', 'meeting_note', 'meeting_action',
  'moderation_round', 'moderation_indicator', 'moderation', 'moderation_reading', 'moderation_reply', 'moderation_note',
  'recommendation_answer', 'recommendation_priority', 'calendar_feed', 'api_token', 'mail_choice', 'mail_week', 'nudge', 'point_tag', 'point_placing', 'team_ask', 'you_said_line', 'you_said_release',
  'list_item', 'figure_release', 'released_table', 'released_figure',
  'erasure',
  'goal_keeper', 'goal', 'goal_version', 'goal_step', 'goal_review', 'goal_bank_item', 'case_study', 'case_study_follow_up', 'case_study_event', 'case_study_release',
  'survey', 'survey_link', 'survey_pool', 'survey_receipt', 'survey_text', 'survey_action', 'survey_setting', 'survey_column', 'voice_entry', 'voice_entry_action',
  'data_import', 'data_mapping', 'log_entry', 'log_count', 'log_entry_version',
  'visit', 'visit_theme', 'visit_question', 'visit_partner', 'visit_person', 'visit_day', 'visit_session', 'visit_session_person', 'visit_session_cancelled', 'visit_calendar',
  'preliminary_statement', 'preliminary_version', 'preliminary_round', 'preliminary_comment',
  'framework_report', 'visit_note', 'visit_finding', 'visit_finding_agreement', 'visit_take_away',
  'visit_report', 'visit_report_step', 'visit_report_point', 'visit_report_comment', 'visit_report_check'
] as const
export const leftOutTables = ['sign_in', 'sign_in_attempt', 'token', 'visitor_link', 'kept_form', 'draft', 'mail_outbox', 'plan_import', 'bundle', 'bundle_part', 'bundle_part_content',
  'survey_import']

const format = 1
interface Manifest { format: number, made_at: string, last_migration: string, tables: Record<string, { rows: number, sha256: string }> }

/** A backup that cannot be used. The message says why and what to do. */
export class BadArchive extends Error {}

/**
 * Everything, as one zip: a manifest, and for each table a file with a row of JSON a line. The same from both databases.
 * Read in one transaction, so that it is one moment.
 */
export async function writeArchive (db: Db, madeAt: Date): Promise<Uint8Array> {
  return (db as Kysely<any>).transaction().setIsolationLevel('repeatable read').execute(async trx => {
    const files: Record<string, [Uint8Array, { level: 1 | 6 }]> = {}
    const manifest: Manifest = { format, made_at: madeAt.toISOString(), last_migration: await lastMigration(trx), tables: {} }
    for (const table of archivedTables) {
      const lines = table === 'attachment_content' ? await linesByFile(trx) : linesFrom(await trx.selectFrom(table).selectAll().execute())
      const bytes = Buffer.concat(lines)
      files[`${table}.jsonl`] = [bytes, { level: table === 'attachment_content' ? 1 : 6 }]
      manifest.tables[table] = { rows: lines.length, sha256: sha256(bytes) }
    }
    return zipSync({ 'manifest.json': strToU8(JSON.stringify(manifest, null, 2)), ...files }, { mtime: madeAt })
  })
}

const linesFrom = (rows: Record<string, unknown>[]): Buffer[] => rows.map(row => JSON.stringify(sortKeys(row))).sort().map(line => Buffer.from(`${line}\n`))

/** The content of attachments, one after the other: together they would be more text than may be held at once. */
async function linesByFile (trx: Kysely<any>): Promise<Buffer[]> {
  const lines: Buffer[] = []
  for (const { id } of await trx.selectFrom('attachment').select('id').orderBy('id').execute()) {
    lines.push(...linesFrom(await trx.selectFrom('attachment_content').selectAll().where('attachment_id', '=', id).execute()))
  }
  return lines
}

/**
 * Put a backup into an empty database, older ones too: the tables are made as they were, filled, and brought up to date.
 * All of it is checked before anything is written, and it is written in one go. @throws BadArchive
 * @returns the number of rows
 */
export async function restoreArchive (db: Db, bytes: Uint8Array): Promise<number> {
  const { manifest, tables } = readArchive(bytes)
  await migrateTo(db, manifest.last_migration).catch(() => { throw new BadArchive('The backup was made by a newer version of the toolkit. Update the toolkit and try again.') })
  const somebody = await (db as Kysely<any>).selectFrom('person').select('id').limit(1).executeTakeFirst()
  if (somebody) throw new BadArchive('There are people in this database already. Restore into an empty one.')
  let written = 0
  await (db as Kysely<any>).transaction().execute(async trx => {
    for (const [table, bytes] of tables) {
      for (const rows of rowsIn(table, bytes)) {
        await trx.insertInto(table).values(rows).execute()
        written += rows.length
      }
    }
  })
  await migrate(db)
  return written
}

/** Open a backup and check every file against its manifest. */
function readArchive (bytes: Uint8Array): { manifest: Manifest, tables: Map<string, Buffer> } {
  let files: Record<string, Uint8Array>
  let manifest: Manifest
  try {
    files = unzipSync(bytes)
    manifest = JSON.parse(strFromU8(files['manifest.json']!))
  } catch {
    throw new BadArchive('This file is not a backup of the toolkit, or it is damaged. Use another copy.')
  }
  if (manifest.format !== format || typeof manifest.tables !== 'object') throw new BadArchive('This backup has a form that this version of the toolkit does not know.')
  const tables = new Map<string, Buffer>()
  for (const table of archivedTables) {
    const known = manifest.tables[table]
    if (!known) continue
    const file = files[`${table}.jsonl`]
    if (!file || sha256(file) !== known.sha256) throw new BadArchive(`The backup is damaged: ${table}.jsonl is not as it was written. Use another copy.`)
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.length)
    const rows = linesOf(bytes).reduce(count => count + 1, 0)
    if (rows !== known.rows) throw new BadArchive(`The backup is damaged: ${table}.jsonl has ${rows} rows instead of ${known.rows}. Use another copy.`)
    tables.set(table, bytes)
  }
  return { manifest, tables }
}

/** Line by line, because all attachments together are longer than one text may be. */
function * linesOf (bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const next = bytes.indexOf(10, at)
    const end = next === -1 ? bytes.length : next
    if (end > at) yield bytes.subarray(at, end)
    at = end + 1
  }
}

/** The rows of a table, some at a time, in an order in which they can be put in. */
function * rowsIn (table: string, bytes: Buffer): Generator<object[]> {
  let rows: object[] = []
  const lines = linesOf(bytes).map(line => JSON.parse(line.toString('utf8')) as object)
  for (const row of table === 'action' || table === 'comment' ? inOrder([...lines]) : lines) {
    rows.push(row)
    if (rows.length < 50) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** Actions point at the actions they carry on, and answers at comments, which must be there first; ids grow with time. */
const inOrder = (rows: object[]): object[] => rows.sort((a, b) => (a as { id: string }).id < (b as { id: string }).id ? -1 : 1)

async function lastMigration (db: Kysely<any>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db)
  return rows[0]!.name
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const sortKeys = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => a < b ? -1 : 1))
