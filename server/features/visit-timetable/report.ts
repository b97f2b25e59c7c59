import { sessionLabel, sessionName } from '../../lib/dates.ts'
import { dayName, leadWords } from './word-rules.ts'
import { timeWords } from './rules.ts'
import type { Block, ReportDocument } from '../../exports/document.ts'
import type { Visit } from '../visits/queries.ts'
import type { Notice } from './check-rules.ts'
import type { Timetable, VisitSession } from './queries.ts'

interface Parts { visit: Visit, place: string, author: string, timetable: Timetable, notices: Notice[], today: string }

/** The timetable as the appendix of a report prints it: a table a day. Before the visit, a draft while something in it should be looked at again. */
export function buildTimetable ({ visit, place, author, timetable, notices, today }: Parts): ReportDocument {
  const notes = timetable.flatMap(day => day.sessions.flatMap(session => session.note ? [`${dayName(day)}, ${timeWords(session)}: ${session.note}`] : []))
  return {
    kind: 'Timetable',
    title: `${visit.title}: timetable`,
    team: place,
    subject: visit.title,
    session: sessionLabel(sessionName(visit.starts_on)),
    version: `Version ${visit.timetable_revision + 1}`,
    date: visit.timetable_saved_at ?? visit.saved_at,
    draft: notices.length > 0 && today <= visit.ends_on && 'Draft, times are to be checked',
    marking: 'OFFICIAL',
    author,
    language: 'en-GB',
    summary: [`Overarching question: ${visit.overarching_question}`],
    sections: [
      ...timetable.map((day, index) => ({ id: `day-${index + 1}`, heading: day.heading ?? dayName(day), blocks: dayBlocks(day) })),
      ...notes.length > 0 ? [{ id: 'notes', heading: 'Notes', blocks: [{ kind: 'note' as const, text: 'Of those who entered the timetable; no part of it.' }, { kind: 'list' as const, items: notes }] }] : []
    ]
  }
}

function dayBlocks (day: Timetable[number]): Block[] {
  const rooms = day.sessions.some(session => session.room)
  const groups = day.sessions.some(session => session.group_label)
  const columns = ['Time', 'Session', ...groups ? ['Group'] : [], 'Led by', ...rooms ? ['Room'] : []]
  return [
    ...day.heading && day.heading !== dayName(day) ? [{ kind: 'paragraph' as const, text: dayName(day) }] : [],
    ...day.purpose ? [{ kind: 'paragraph' as const, text: day.purpose }] : [],
    day.sessions.length === 0
      ? { kind: 'paragraph', text: 'Nothing is planned for this day yet.' }
      : {
          kind: 'table',
          caption: `Sessions of ${dayName(day)}`,
          columns,
          rows: day.sessions.map(session => [timeWords(session), sessionText(session), ...groups ? [session.group_label ?? 'Everybody'] : [], leadWords(session), ...rooms ? [session.room ?? ''] : []]),
          rowHeader: true
        }
  ]
}

/** The title, and under it what the groups are asked and who writes. */
function sessionText (session: VisitSession): string {
  const questions = session.shows_questions && session.theme ? session.theme.questions.map(question => `• ${question.text}`) : []
  const scribes = session.people.filter(person => person.part === 'scribe').map(person => person.name)
  return [session.title, ...questions, ...scribes.length > 0 ? [`Scribe: ${scribes.join(', ')}`] : []].join('\n')
}
