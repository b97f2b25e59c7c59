import { findEvaluation } from '../evaluations/queries.ts'
import { NotFound } from '../../lib/errors.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { MeetingTables } from './tables.ts'

export type Meeting = Selectable<MeetingTables['meeting']>
export type MeetingNote = Selectable<MeetingTables['meeting_note']>

/** The meetings about a self-evaluation, the latest first. */
export async function listMeetings (db: Db, evaluation: { id: string }): Promise<Meeting[]> {
  return db.selectFrom('meeting').selectAll().where('self_evaluation_id', '=', evaluation.id).orderBy('id', 'desc').execute()
}

/** The meeting that is open now, or null. */
export async function openMeetingOf (db: Db, evaluation: { id: string }): Promise<Meeting | null> {
  const row = await db.selectFrom('meeting').selectAll().where('self_evaluation_id', '=', evaluation.id).where('closed_at', 'is', null).executeTakeFirst()
  return row ?? null
}

/** One meeting with its self-evaluation, found through the viewer. */
export async function findMeeting (db: Db, viewer: Viewer, slug: string, name: string, meetingId: string) {
  const found = await findEvaluation(db, viewer, slug, name)
  const meeting = await db.selectFrom('meeting').selectAll().where('id', '=', meetingId).where('self_evaluation_id', '=', found.evaluation.id).executeTakeFirst()
  if (!meeting) throw new NotFound()
  return { ...found, meeting }
}

/** What was said in a meeting, in order. */
export async function listNotes (db: Db, meeting: { id: string }): Promise<MeetingNote[]> {
  return db.selectFrom('meeting_note').selectAll().where('meeting_id', '=', meeting.id).orderBy('id').execute()
}

/** The actions that were decided in a meeting, by number. */
export async function listDecided (db: Db, meeting: { id: string }): Promise<{ indicator_code: string, number: number, what: string }[]> {
  return db.selectFrom('meeting_action').innerJoin('action', 'action.id', 'meeting_action.action_id').select(['meeting_action.indicator_code', 'action.number', 'action.what'])
    .where('meeting_action.meeting_id', '=', meeting.id).orderBy('action.number').execute()
}
