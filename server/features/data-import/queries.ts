import { NotFound } from '../../lib/errors.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { FileMeeting, TeamName, Words } from './meeting-rules.ts'
import type { Finding } from './quality-rules.ts'
import type { DataImportTables } from './tables.ts'
import type { RowIs } from './target-rules.ts'

export type KeptMeeting = Omit<FileMeeting, 'rows'> & { rows: string }
/** What became of a meeting of the file, or of rows that were left out. */
export interface ResultLine { rows: string, team: string, day: string, what: string }
/** How files of a shape are read: targets by label, and what words mean. */
export interface SavedMapping { rowIs: RowIs, targets: Record<string, string>, words: Words }
type Row = Selectable<DataImportTables['data_import']>
export type DataImport = Omit<Row, 'content' | 'quality' | 'result'> & { meetings: KeptMeeting[], findings: Finding[], result: ResultLine[] | null }

/** A file this person brought here. @throws NotFound for anybody else's, and for those of another place */
export async function findImport (db: Db, viewer: Pick<Viewer, 'id'>, placeId: string, id: string): Promise<DataImport> {
  const row = await db.selectFrom('data_import').selectAll().where('id', '=', id).where('person_id', '=', viewer.id).where('place_id', '=', placeId).executeTakeFirst()
  if (!row) throw new NotFound()
  const { content, quality, result, ...rest } = row
  return { ...rest, meetings: JSON.parse(content) as KeptMeeting[], findings: JSON.parse(quality) as Finding[], result: result === null ? null : JSON.parse(result) as ResultLine[] }
}

/** Files brought in at a place, the latest first, ten at most. */
export async function listImports (db: Db, placeId: string) {
  return db.selectFrom('data_import').select(['id', 'person_id', 'file_name', 'person_name', 'file_rows', 'done_at']).where('place_id', '=', placeId).where('done_at', 'is not', null).orderBy('done_at', 'desc').limit(10).execute()
}

/** How this authority read files of this shape the last time; null for a new shape. */
export async function findMapping (db: Db, authorityId: string, shape: string): Promise<{ mapping: SavedMapping, by: string, at: string } | null> {
  const row = await db.selectFrom('data_mapping').selectAll().where('authority_id', '=', authorityId).where('shape', '=', shape).executeTakeFirst()
  return row ? { mapping: JSON.parse(row.mapping) as SavedMapping, by: row.saved_by_name, at: row.saved_at } : null
}

/** The open teams of an authority by the names that a file may call them: the present one, former ones and the address. */
export async function listTeamNames (db: Db, authorityId: string): Promise<(TeamName & { name: string })[]> {
  const teams = await db.selectFrom('place').select(['id', 'name', 'slug']).where('authority_id', '=', authorityId).where('kind', '=', 'community').where('closed_on', 'is', null).orderBy('name').execute()
  const former = await db.selectFrom('place_name').select(['place_id', 'name']).where('place_id', 'in', teams.map(team => team.id)).execute()
  return teams.map(({ id, name, slug }) => ({ id, name, names: [...former.filter(row => row.place_id === id).map(row => row.name), slug, name] }))
}

/** The days that are in the logs of these teams already. */
export async function listDaysLogged (db: Db, meetings: Pick<KeptMeeting, 'team' | 'met_on'>[]): Promise<Set<string>> {
  if (meetings.length === 0) return new Set()
  const days = meetings.map(meeting => meeting.met_on).sort()
  const rows = await db.selectFrom('log_entry').select(['place_id', 'met_on']).where('place_id', 'in', [...new Set(meetings.map(meeting => meeting.team))])
    .where('met_on', '>=', days[0]!).where('met_on', '<=', days.at(-1)!).where('removed_at', 'is', null).execute()
  return new Set(rows.map(row => `${row.place_id} ${row.met_on}`))
}
