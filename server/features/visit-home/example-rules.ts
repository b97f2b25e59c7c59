import { addDays } from '../../lib/dates.ts'
import { readTimes } from '../visit-timetable/time-rules.ts'
import type { ImprovementReport, TimetableDay } from '../frameworks/format.ts'
import type { SessionKind } from '../visit-timetable/tables.ts'

type Session = TimetableDay['sessions'][number]

/** What a session of a report is, by its words. */
export function kindOf ({ title, theme, focus_questions: asked }: Session): SessionKind {
  if (/^lunch/i.test(title)) return 'lunch'
  if (/^tea|^coffee|^break/i.test(title)) return 'break'
  if (/^feedback/i.test(title)) return 'feedback'
  if (/plenary/i.test(title)) return 'plenary'
  if (/^close|sharing findings/i.test(title)) return 'close'
  if (/focus group/i.test(title) && asked) return 'focus-group'
  return theme && /whole group/i.test(title) ? 'whole-group' : 'presentation'
}

/** The clock times of a session, and the words of the report for them, its slips included. */
export function timesOf ({ time }: Pick<Session, 'time'>) {
  const times = readTimes(time)
  if (!times) throw new Error(`The timetable of the report has a time that cannot be read: ${time}`)
  return { starts_at: times.starts, ends_at: times.ends, time_written: time }
}

/** The introduction as one text, its paragraphs apart, without marks for bold. */
export const introductionOf = (report: Pick<ImprovementReport, 'introduction'>): string => report.introduction.map(({ text }) => text.replaceAll('**', '')).join('\n\n')

/**
 * The days onto which a timetable moves: the first onto the first day of the new visit that is a weekday, and so on; past its end when it
 * has fewer, where the check points at them.
 */
export function movedDays (days: string[], starts: string): string[] {
  const moved: string[] = []
  for (let day = starts; moved.length < days.length; day = addDays(day, 1)) if (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) moved.push(day)
  return moved
}
