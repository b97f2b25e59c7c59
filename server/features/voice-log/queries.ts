import { NotFound } from '../../lib/errors.ts'
import { findTeamSession } from '../sessions/queries.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { VoiceLogTables } from './tables.ts'

export type Entry = Selectable<VoiceLogTables['voice_entry']>
export const perPage = 20
interface TeamSession { community: { id: string }, session: { id: string } }
const inTeam = (db: Db, { community, session }: TeamSession) => db.selectFrom('voice_entry').where('place_id', '=', community.id).where('session_id', '=', session.id)

/** A page of a team's voice log, the latest first, and how many entries there are; removed ones are counted apart. */
export async function listEntries (db: Db, team: TeamSession, page: number): Promise<{ entries: Entry[], count: number, removed: Entry[] }> {
  const all = inTeam(db, team).where('removed_at', 'is', null)
  const entries = await all.selectAll().orderBy('heard_on', 'desc').orderBy('id', 'desc').limit(perPage).offset((page - 1) * perPage).execute()
  const removed = await inTeam(db, team).where('removed_at', 'is not', null).selectAll().orderBy('heard_on', 'desc').orderBy('id', 'desc').limit(50).execute()
  return { entries, count: await countEntries(db, team), removed }
}

export async function countEntries (db: Db, team: TeamSession): Promise<number> {
  const { n } = await inTeam(db, team).where('removed_at', 'is', null).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return Number(n)
}

/** One entry with the team it is of, found through the viewer; a removed one is not there any more. */
export async function findEntry (db: Db, viewer: Viewer, slug: string, name: string, id: string) {
  const found = await findTeamSession(db, viewer, slug, name)
  const entry = await inTeam(db, found).selectAll().where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst()
  if (!entry) throw new NotFound()
  return { ...found, entry }
}

/** All that a team heard in a session, the latest first. */
export async function listSessionEntries (db: Db, team: TeamSession): Promise<Entry[]> {
  return inTeam(db, team).where('removed_at', 'is', null).selectAll().orderBy('heard_on', 'desc').orderBy('id', 'desc').execute()
}

/** The actions that entries led to. */
export async function listEntryActions (db: Db, entries: { id: string }[]) {
  return db.selectFrom('voice_entry_action').innerJoin('action', 'action.id', 'voice_entry_action.action_id').select(['voice_entry_action.entry_id', 'action.id', 'action.number', 'action.what'])
    .where('voice_entry_action.entry_id', 'in', entries.map(entry => entry.id)).orderBy('action.number').execute()
}

/** All entries of a team in a session that are still there. */
export const listTeamEntries = (db: Db, team: TeamSession): Promise<Entry[]> => inTeam(db, team).selectAll().where('removed_at', 'is', null).orderBy('id').execute()
