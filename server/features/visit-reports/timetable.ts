import { listTimetable } from '../visit-timetable/queries.ts'
import { buildTimetable } from '../visit-timetable/report.ts'
import { timeWords } from '../visit-timetable/rules.ts'
import { dayName, leadWords } from '../visit-timetable/word-rules.ts'
import type { Db } from '../../db/types.ts'
import type { Section } from '../../exports/document.ts'
import type { Visit } from '../visits/queries.ts'
import type { TimetableDay } from './library-report.ts'

/** The timetable of a visit: as the appendix of its report, and as the library keeps it. */
export async function timetableOf (db: Db, visit: Visit): Promise<{ sections: Section[], timetable: TimetableDay[] }> {
  const timetable = await listTimetable(db, visit)
  const days = buildTimetable({ visit, place: '', author: '', timetable, notices: [], today: visit.ends_on }).sections.filter(section => section.id.startsWith('day-'))
  return {
    sections: days.length > 0 ? [{ id: 'timetable', heading: 'Appendix: timetable', blocks: [], sections: days }] : [],
    timetable: timetable.map(day => ({
      date: day.held_on,
      weekday: dayName(day).split(' ')[0]!,
      heading: day.heading ?? dayName(day),
      sessions: day.sessions.map(session => ({ time: timeWords(session), title: session.title, ...leadWords(session) ? { lead: leadWords(session) } : {} }))
    }))
  }
}
