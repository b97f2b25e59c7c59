import { compiled } from '../../db/compiled.ts'
import { NotFound } from '../../lib/errors.ts'
import { sessionName } from '../../lib/dates.ts'
import type { Selectable } from 'kysely'
import { findCommunity } from '../organisation/queries.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { SessionTables } from './tables.ts'

export type Session = Selectable<SessionTables['session']>

const sessionRows = compiled((db, { authorityId, name }: { authorityId: string, name: string }) => db.selectFrom('session').selectAll().where('authority_id', '=', authorityId).where('name', '=', name))

/** One session of an authority by its name, such as '2026-27'. */
export async function findSession (db: Db, authorityId: string, name: string): Promise<Session> {
  const [session] = await sessionRows(db, { authorityId, name })
  if (!session) throw new NotFound()
  return session
}

/** An authority's sessions, the newest first. */
export async function listSessions (db: Db, authorityId: string): Promise<Session[]> {
  return db.selectFrom('session').selectAll().where('authority_id', '=', authorityId).orderBy('name', 'desc').execute()
}

/** The session that today falls in; before it is opened, the newest one there is. Null when none was ever opened. */
export async function currentSession (db: Db, authorityId: string, today: string): Promise<Session | null> {
  const sessions = await listSessions(db, authorityId)
  return sessions.find(session => session.name === sessionName(today)) ?? sessions[0] ?? null
}

/** The session before this one, if it was opened here. */
export async function previousSession (db: Db, session: Session): Promise<Session | null> {
  const earlier = await db.selectFrom('session').selectAll().where('authority_id', '=', session.authority_id)
    .where('name', '<', session.name).orderBy('name', 'desc').limit(1).executeTakeFirst()
  return earlier ?? null
}

/** The indicators a session's template asks for. */
export async function listSessionIndicators (db: Db, session: Session): Promise<string[]> {
  const rows = await db.selectFrom('session_indicator').select('code').where('session_id', '=', session.id).orderBy('code').execute()
  return rows.map(row => row.code)
}

/** A team in one of its sessions, found through the viewer: what every page under /communities/<slug>/<session> starts with. */
export async function findTeamSession (db: Db, viewer: Viewer, slug: string, name: string): Promise<{ community: Place, session: Session }> {
  const community = await findCommunity(db, viewer, slug)
  return { community, session: await findSession(db, community.authority_id, name) }
}

/** An authority's sessions with the indicators of each, in two queries. */
export async function listSessionsWithIndicators (db: Db, authorityId: string): Promise<(Session & { indicators: string[] })[]> {
  const sessions = await listSessions(db, authorityId)
  const rows = await db.selectFrom('session_indicator').selectAll().where('session_id', 'in', sessions.map(session => session.id)).orderBy('code').execute()
  return sessions.map(session => ({ ...session, indicators: rows.filter(row => row.session_id === session.id).map(row => row.code) }))
}
