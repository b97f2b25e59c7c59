import { Forbidden, NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import { canAt } from '../../permissions.ts'
import { findArea } from '../organisation/queries.ts'
import { findSession } from '../sessions/queries.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { ModerationTables } from './tables.ts'

export type Round = Selectable<ModerationTables['moderation_round']> & { codes: string[] }
export type Moderation = Selectable<ModerationTables['moderation']>
export type Reading = Selectable<ModerationTables['moderation_reading']>
export type Reply = Selectable<ModerationTables['moderation_reply']>
export type ModerationNote = Selectable<ModerationTables['moderation_note']>
export type Named = Moderation & { reader: string, read: string }

/** An area in a session, found through the viewer, with its round of moderation if there is one. */
export async function findRound (db: Db, viewer: Viewer, slug: string, name: string): Promise<{ area: Place, session: Session, round: Round | null }> {
  const area = await findArea(db, viewer, slug)
  const session = await findSession(db, area.authority_id, name)
  return { area, session, round: await roundOf(db, area, session) }
}

export async function roundOf (db: Db, area: { id: string }, session: { id: string }): Promise<Round | null> {
  const row = await db.selectFrom('moderation_round').selectAll().where('area_id', '=', area.id).where('session_id', '=', session.id).executeTakeFirst()
  return row ? { ...row, codes: await codesOf(db, row) } : null
}

async function codesOf (db: Db, round: { id: string }): Promise<string[]> {
  const rows = await db.selectFrom('moderation_indicator').select('code').where('round_id', '=', round.id).execute()
  return rows.map(({ code }) => code).sort(byName(code => code))
}

const named = (db: Db) => db.selectFrom('moderation').innerJoin('place as reader', 'reader.id', 'moderation.reader_id').innerJoin('place as read', 'read.id', 'moderation.read_id')
  .selectAll('moderation').select(['reader.name as reader', 'read.name as read'])

/** Who reads whom in a round, by name. */
export async function listModerations (db: Db, round: { id: string }): Promise<Named[]> {
  const rows = await named(db).where('moderation.round_id', '=', round.id).execute()
  return rows.sort(byName(row => `${row.reader} ${row.read}`))
}

/** A team’s moderations in a session, as reader and as read. */
export async function listModerationsOf (db: Db, community: { id: string }, session: { id: string }): Promise<Named[]> {
  const rows = await named(db).innerJoin('moderation_round', 'moderation_round.id', 'moderation.round_id').where('moderation_round.session_id', '=', session.id)
    .where(where => where.or([where('moderation.reader_id', '=', community.id), where('moderation.read_id', '=', community.id)])).execute()
  return rows.sort(byName(row => `${row.reader} ${row.read}`))
}

/** The pairs of an area in earlier sessions. */
export async function listEarlierPairs (db: Db, area: { id: string }, session: { id: string }): Promise<[string, string][]> {
  const rows = await db.selectFrom('moderation').innerJoin('moderation_round', 'moderation_round.id', 'moderation.round_id').select(['moderation.reader_id', 'moderation.read_id'])
    .where('moderation_round.area_id', '=', area.id).where('moderation_round.session_id', '!=', session.id).execute()
  return rows.map(row => [row.reader_id, row.read_id])
}

/** The teams of an area that can be paired: those that are open and have begun their self-evaluation. */
export async function listPairable (db: Db, area: { id: string }, session: { id: string }): Promise<{ id: string, name: string, evaluation: string }[]> {
  const rows = await db.selectFrom('place').innerJoin('self_evaluation', 'self_evaluation.community_id', 'place.id').select(['place.id', 'place.name', 'self_evaluation.id as evaluation'])
    .where('place.area_id', '=', area.id).where('place.kind', '=', 'community').where('place.closed_on', 'is', null).where('self_evaluation.session_id', '=', session.id).execute()
  return rows.sort(byName(row => row.name))
}

export async function listReadings (db: Db, moderations: { id: string }[]): Promise<Reading[]> {
  return db.selectFrom('moderation_reading').selectAll().where('moderation_id', 'in', moderations.map(row => row.id)).orderBy('given_at').orderBy('id').execute()
}
export async function listReplies (db: Db, moderations: { id: string }[]): Promise<Reply[]> {
  return db.selectFrom('moderation_reply').innerJoin('moderation_reading', 'moderation_reading.id', 'moderation_reply.reading_id').selectAll('moderation_reply')
    .where('moderation_reading.moderation_id', 'in', moderations.map(row => row.id)).execute()
}
export async function listNotes (db: Db, round: { id: string }): Promise<ModerationNote[]> {
  return db.selectFrom('moderation_note').selectAll().where('round_id', '=', round.id).orderBy('id').execute()
}

export interface Sides { mayRead: boolean, mayReply: boolean, isReader: boolean, isRead: boolean, looksAfter: boolean }

/**
 * One moderation, found through the viewer: for the team that reads, the team that is read, and those who look after the area.
 * Nobody else’s: NotFound. Theirs, but not for their role: Forbidden.
 */
export async function findModeration (db: Db, viewer: Viewer, moderationId: string) {
  const moderation = await named(db).where('moderation.id', '=', moderationId).executeTakeFirst()
  if (!moderation) throw new NotFound()
  const places = await db.selectFrom('place').selectAll().where('id', 'in', [moderation.reader_id, moderation.read_id]).execute()
  const reader = places.find(place => place.id === moderation.reader_id)!
  const read = places.find(place => place.id === moderation.read_id)!
  const sides: Sides = {
    isReader: canAt(viewer, 'moderation.read', reader),
    isRead: canAt(viewer, 'moderation.read', read),
    looksAfter: canAt(viewer, 'area.view', read),
    mayRead: canAt(viewer, 'moderation.read', reader),
    mayReply: canAt(viewer, 'evaluation.lead', read)
  }
  if (!sides.isReader && !sides.isRead && !sides.looksAfter) throw new NotFound()
  if (viewer.asking === 'moderation.read' && !sides.mayRead) throw new Forbidden('The team that reads gives the reading.')
  if (viewer.asking === 'evaluation.lead' && !sides.mayReply) throw new Forbidden('The chair of the team that was read answers.')
  const round = await db.selectFrom('moderation_round').selectAll().where('id', '=', moderation.round_id).executeTakeFirstOrThrow()
  const session = await db.selectFrom('session').selectAll().where('id', '=', round.session_id).executeTakeFirstOrThrow()
  return { moderation, reader, read, session, sides, codes: await codesOf(db, round), readings: await listReadings(db, [moderation]), replies: await listReplies(db, [moderation]) }
}
export type ModerationFound = Awaited<ReturnType<typeof findModeration>>

/** Where the self-evaluation that is read stands, and what it says about an indicator. */
export async function readJudgement (db: Db, moderation: { self_evaluation_id: string }, code: string) {
  const judgement = await db.selectFrom('judgement').selectAll().where('self_evaluation_id', '=', moderation.self_evaluation_id).where('indicator_code', '=', code).executeTakeFirst()
  const last = await db.selectFrom('self_evaluation_step').select('kind').where('self_evaluation_id', '=', moderation.self_evaluation_id).orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return { judgement: judgement ?? null, lastStep: last?.kind ?? null }
}
