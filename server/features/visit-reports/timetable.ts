import type { Db } from '../../db/types.ts'
import type { Section } from '../../exports/document.ts'
import type { Visit } from '../visits/queries.ts'
import type { TimetableDay } from './library-report.ts'

/** The timetable of a visit: as the appendix of its report, and as the library keeps it. */
export async function timetableOf (_db: Db, _visit: Visit): Promise<{ sections: Section[], timetable: TimetableDay[] }> {
  return { sections: [], timetable: [] }
}
