import { createHash } from 'node:crypto'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findPersonalData } from '../../lib/personal-data.ts'
import { longDate } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import { record } from '../audit/record.ts'
import { insertCounts } from '../monthly-log/changes.ts'
import { foldTeam, foldWords, rowList } from './cell-rules.ts'
import { labelKeys } from './head-rules.ts'
import { findImport, listDaysLogged, listTeamNames } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { HeldFile } from './held-files.ts'
import type { Mapping, Reading } from './meeting-rules.ts'
import type { KeptMeeting, ResultLine, SavedMapping } from './queries.ts'

const day = 86_400_000

/** The hash of a file's labels: files of one shape are read alike. */
export const shapeOf = (labels: string[]): string => createHash('sha256').update(labels.map(foldWords).sort().join('\n')).digest('hex')

/** Keep what a file would bring in for a day, as counts, and how it was read for the next of its shape. @returns its id */
export async function keepImport (trx: Trx, viewer: Viewer, file: HeldFile, mapping: Mapping, reading: Reading, now: Date): Promise<string> {
  const at = now.toISOString()
  await trx.updateTable('data_import').set({ content: '[]' }).where('expires_at', '<', at).where('content', '!=', '[]').execute()
  await trx.deleteFrom('data_import').where('done_at', 'is', null).where('made_at', '<', new Date(now.getTime() - 30 * day).toISOString()).execute()
  const row = {
    id: newId(), place_id: file.placeId, person_id: viewer.id, person_name: viewer.name, file_name: safeName(file.name, at), file_hash: createHash('sha256').update(file.bytes).digest('hex'), sheet: file.shape.sheet, row_is: mapping.rowIs, file_rows: file.shape.rows,
    content: JSON.stringify(reading.meetings.map(({ rows, ...meeting }) => ({ ...meeting, rows: rowList(rows) }))), quality: JSON.stringify(reading.findings), made_at: at, expires_at: new Date(now.getTime() + day).toISOString(), done_at: null, result: null
  }
  await trx.insertInto('data_import').values(row).execute()
  await keepMapping(trx, viewer, file, mapping, at)
  return row.id
}

/** A file may be named after a child. */
const safeName = (name: string, at: string): string => findPersonalData(name.replace(/[_.-]+/g, ' '), at.slice(0, 10)).length > 0 ? `A file of ${longDate(at)}` : name

/** Labels of columns that are left out are forgotten; so are words that may tell who somebody is. */
async function keepMapping (trx: Trx, viewer: Viewer, { shape }: HeldFile, { rowIs, targets, words }: Mapping, at: string) {
  const labels = labelKeys(shape.columns)
  const saved: SavedMapping = { rowIs, targets: Object.fromEntries(labels.map((label, index) => [label, targets[index] ?? '']).filter(([, target]) => target !== '')), words }
  const row = { authority_id: viewer.authorityId, shape: shapeOf(labels), mapping: JSON.stringify(saved), saved_by_name: viewer.name, saved_at: at }
  await trx.deleteFrom('data_mapping').where('authority_id', '=', row.authority_id).where('shape', '=', row.shape).execute()
  await trx.insertInto('data_mapping').values(row).execute()
}

/** What a person says that unknown words mean, with those known before. Long words, and those that may tell who somebody is, are used once and not kept. */
export function withWords (mapping: Mapping, unknown: Reading['unknown'], said: string[], today: string): { now: Mapping, kept: Mapping } {
  const [now, kept] = [structuredClone(mapping), structuredClone(mapping)]
  for (const [index, { kind, text }] of unknown.entries()) {
    const key = kind === 'team' ? foldTeam(text) : foldWords(text)
    const code = said[index] ?? ''
    ;(now.words[kind] ??= {})[key] = code
    if (text.length <= 60 && findPersonalData(text, today).length === 0) (kept.words[kind] ??= {})[key] = code
  }
  return { now, kept }
}

/**
 * Bring in what a preview showed: all of it, or none of it. Rows that cannot be brought in are left out only when the person says so.
 * @throws Refusal when the preview is too old or was brought in already
 */
export async function confirmImport (trx: Trx, viewer: Viewer, placeId: string, importId: string, leaveOut: boolean, now: Date) {
  const found = await findImport(trx, viewer, placeId, importId)
  const at = now.toISOString()
  if (found.done_at) throw new Refusal('This file has been brought in already.')
  if (found.expires_at < at) throw new Refusal('This preview is older than a day, so nothing was brought in. Choose the file again.')
  // Whoever confirms twice at once: the second finds it done.
  const { numUpdatedRows } = await trx.updateTable('data_import').set({ done_at: at, content: '[]' }).where('id', '=', found.id).where('done_at', 'is', null).executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('This file has been brought in already.')
  const logged = await listDaysLogged(trx, found.meetings)
  const teams = new Map((await listTeamNames(trx, viewer.authorityId)).map(team => [team.id, team.name]))
  const isNew = (meeting: KeptMeeting) => !logged.has(`${meeting.team} ${meeting.met_on}`) && teams.has(meeting.team)
  const [entering, there] = [found.meetings.filter(isNew), found.meetings.filter(meeting => !isNew(meeting))]
  const wrong = found.findings.filter(finding => finding.leavesOut)
  if ((wrong.length > 0 || there.length > 0) && !leaveOut) throw new FieldRefusal('leave_out', 'Say that these rows are left out, or put them right in the file and choose it again')
  if (entering.length === 0) throw new Refusal('There is nothing to bring in: every meeting of this file is in the log already, or cannot be read.')
  await enter(trx, viewer, found.id, entering, at)
  const line = (meeting: KeptMeeting, what: string): ResultLine => ({ rows: meeting.rows, team: teams.get(meeting.team) ?? 'A closed team', day: meeting.met_on, what })
  const result = [
    ...entering.map(meeting => line(meeting, `Entered: ${count(meeting.new_children, 'child', 'children')} new, ${meeting.reviewed_children} reviewed`)),
    ...there.map(meeting => line(meeting, 'Left out: a meeting of this day is in the log already')),
    ...wrong.map(({ rows, text }) => ({ rows, team: '', day: '', what: `Left out: ${text}` }))
  ]
  await trx.updateTable('data_import').set({ result: JSON.stringify(result) }).where('id', '=', found.id).execute()
  await record(trx, viewer, 'data-import.brought-in', found.id, { file: found.file_name, meetings: entering.length, teams: new Set(entering.map(meeting => meeting.team)).size, rows: found.file_rows }, placeId)
}

/** The meetings of a file, some hundred at a time, each with the file and the rows it comes from. */
async function enter (trx: Trx, viewer: Viewer, importId: string, meetings: KeptMeeting[], at: string) {
  for (let from = 0; from < meetings.length; from += 200) {
    const part = meetings.slice(from, from + 200).map(({ team, rows, counts, ...numbers }) => ({
      counts,
      row: { id: newId(), place_id: team, ...numbers, release_id: null, import_id: importId, import_rows: rows, revision: 1, made_by_name: viewer.name, made_at: at, saved_by: viewer.id, saved_by_name: viewer.name, saved_at: at, removed_by_name: null, removed_at: null }
    }))
    await trx.insertInto('log_entry').values(part.map(({ row }) => row)).execute()
    await insertCounts(trx, part.map(({ row, counts }) => ({ id: row.id, counts })))
  }
}
