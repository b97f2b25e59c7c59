import type { Trx } from '../../db/types.ts'

/** Every change to a timetable raises its number, by which calendars know what is newer. */
export async function touch (trx: Trx, visit: { id: string }, at: string) {
  await trx.updateTable('visit').set(({ eb }) => ({ timetable_revision: eb('timetable_revision', '+', 1), timetable_saved_at: at })).where('id', '=', visit.id).execute()
}
