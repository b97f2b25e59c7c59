import { NotFound } from '../../lib/errors.ts'
import { sessionName } from '../../lib/dates.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { placesFor } from '../../permissions.ts'
import { monthDue, noCounts, sessionDays } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { MeetingCounts } from './rules.ts'
import type { MonthlyLogTables } from './tables.ts'

type Row = Selectable<MonthlyLogTables['log_entry']>
/** A meeting of the log, and of a file it came from its name. */
export type Entry = Omit<Row, keyof MeetingCounts> & MeetingCounts & { file_name: string | null }
export type Version = { revision: number, saved_by_name: string, saved_at: string, meeting: MeetingCounts }

/** The meetings of a team from one day to another, the oldest first. Two queries. */
export async function listEntries (db: Db, place: Pick<Place, 'id'>, from: string, to: string, { removed = false } = {}): Promise<Entry[]> {
  const rows = await selectEntries(db).where('log_entry.place_id', '=', place.id).where('log_entry.met_on', '>=', from).where('log_entry.met_on', '<=', to)
    .where('log_entry.removed_at', removed ? 'is not' : 'is', null).orderBy('log_entry.met_on').orderBy('log_entry.id').execute()
  return withCounts(db, rows)
}

const selectEntries = (db: Db) => db.selectFrom('log_entry').leftJoin('data_import', 'data_import.id', 'log_entry.import_id').selectAll('log_entry').select('data_import.file_name')

async function withCounts (db: Db, rows: (Row & { file_name: string | null })[]): Promise<Entry[]> {
  const numbers = await db.selectFrom('log_count').selectAll().where('entry_id', 'in', rows.map(row => row.id)).execute()
  const byEntry = Map.groupBy(numbers, row => row.entry_id)
  return rows.map(row => {
    const counts = noCounts()
    for (const { kind, code, number } of byEntry.get(row.id) ?? []) counts[kind][code] = number
    return { ...row, counts }
  })
}

/** One meeting of a team, removed ones too. @throws NotFound for those of other teams and sessions */
export async function findEntry (db: Db, viewer: Viewer, slug: string, name: string, id: string) {
  const found = await findTeamSession(db, viewer, slug, name)
  const row = await selectEntries(db).where('log_entry.id', '=', id).where('log_entry.place_id', '=', found.community.id).executeTakeFirst()
  if (!row || sessionName(row.met_on) !== name) throw new NotFound()
  return { ...found, entry: (await withCounts(db, [row]))[0]! }
}

/** Other meetings of the same day, as a question about them names them. */
export async function listSameDay (db: Db, place: Pick<Place, 'id'>, metOn: string, without?: string) {
  return db.selectFrom('log_entry').select(['id', 'made_by_name as by', 'new_children', 'reviewed_children'])
    .where('place_id', '=', place.id).where('met_on', '=', metOn).where('removed_at', 'is', null).$if(without !== undefined, query => query.where('id', '!=', without!))
    .orderBy('id').execute()
}

/** The agencies of the meeting before: what a new entry starts with. */
export async function lastAgencies (db: Db, place: Pick<Place, 'id'>): Promise<string[]> {
  const last = await db.selectFrom('log_entry').select('id').where('place_id', '=', place.id).where('removed_at', 'is', null).orderBy('met_on', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!last) return []
  return (await db.selectFrom('log_count').select('code').where('entry_id', '=', last.id).where('kind', '=', 'agency').orderBy('code').execute()).map(row => row.code)
}

/** How a meeting stood before each correction, the latest first. */
export async function listVersions (db: Db, entry: Pick<Entry, 'id'>): Promise<Version[]> {
  const rows = await db.selectFrom('log_entry_version').selectAll().where('entry_id', '=', entry.id).orderBy('revision', 'desc').execute()
  return rows.map(({ revision, saved_by_name, saved_at, content }) => ({ revision, saved_by_name, saved_at, meeting: JSON.parse(content) as MeetingCounts }))
}

/** Every correction of the meetings of some days, the earliest first, each with how the meeting stood before. */
export async function listCorrections (db: Db, place: Pick<Place, 'id'>, from: string, to: string) {
  const rows = await db.selectFrom('log_entry_version').innerJoin('log_entry', 'log_entry.id', 'log_entry_version.entry_id').selectAll('log_entry_version').select('log_entry.met_on')
    .where('log_entry.place_id', '=', place.id).where('log_entry.met_on', '>=', from).where('log_entry.met_on', '<=', to).orderBy('log_entry.met_on').orderBy('log_entry_version.entry_id').orderBy('log_entry_version.revision').execute()
  return rows.map(({ met_on, revision, saved_by_name, saved_at, content }) => ({ met_on, revision, saved_by_name, saved_at, meeting: JSON.parse(content) as MeetingCounts }))
}

/** The person's own teams that have entered nothing for the month that is due. */
export async function listLogsDue (db: Db, viewer: Pick<Viewer, 'roles'>, today: string) {
  const month = monthDue(today, [])
  if (!month) return []
  const own = placesFor(viewer, 'log.write')
  const teams = await db.selectFrom('place').select(['id', 'name', 'slug']).where('id', 'in', own).where('kind', '=', 'community').where('closed_on', 'is', null).orderBy('name').execute()
  const entered = await db.selectFrom('log_entry').select('place_id').where('place_id', 'in', teams.map(team => team.id)).where('removed_at', 'is', null)
    .where('met_on', '>=', `${month}-01`).where('met_on', '<=', `${month}-31`).execute()
  const has = new Set(entered.map(row => row.place_id))
  return teams.filter(team => !has.has(team.id)).map(({ name, slug }) => ({ name, slug, month, session: sessionName(today) }))
}

/** How many meetings a team has entered in a session, and the day of the latest. */
export async function logProgress (db: Db, place: Pick<Place, 'id'>, session: string): Promise<{ meetings: number, last: string | null }> {
  const { from, to } = sessionDays(session)
  const row = await db.selectFrom('log_entry').select(({ fn }) => [fn.countAll<number>().as('meetings'), fn.max('met_on').as('last')])
    .where('place_id', '=', place.id).where('removed_at', 'is', null).where('met_on', '>=', from).where('met_on', '<=', to).executeTakeFirstOrThrow()
  return { meetings: Number(row.meetings), last: row.last }
}
