import { isOfTheme } from './rules.ts'
import type { ImprovementReport } from '../frameworks/format.ts'
import type { Facts, Point } from './queries.ts'

const letters = { knew: 'K', strength: 'S', opportunity: 'O', recommendation: 'R' } as const

/** The codes that the points of a report have in the library: 'CI2026-T1-R1'. `prefix` sets them apart from those of every other report of the authority. */
export function codesFor ({ themes, points }: Pick<Facts, 'themes' | 'points'>, prefix: string): Map<string, string> {
  const codes = new Map<string, string>()
  for (const theme of themes) {
    for (const [section, letter] of Object.entries(letters)) points.filter(point => point.theme_id === theme.id && point.section === section).forEach((point, index) => codes.set(point.id, `${prefix}-${theme.code}-${letter}${index + 1}`))
  }
  points.filter(point => point.section === 'next-step').forEach((point, index) => codes.set(point.id, `${prefix}-N${index + 1}`))
  return codes
}

export interface TimetableDay { date: string, weekday: string, heading: string, sessions: { time: string, title: string, lead?: string }[] }

/** The report in the form of the library: what a file in /frameworks would hold. */
export function libraryReport (facts: Facts, { id, prefix, codes, days }: { id: string, prefix: string, codes: Map<string, string>, days: TimetableDay[] }): ImprovementReport {
  const { visit, authority, themes, points } = facts
  const statements = (rows: Point[]) => rows.map(point => ({ code: codes.get(point.id)!, text: point.text }))
  const of = (section: Point['section'], themeId: string | null = null) => points.filter(point => point.section === section && (!isOfTheme(section) || point.theme_id === themeId))
  return {
    id,
    version: '1',
    kind: 'improvement-report',
    title: `${visit.title}: report`,
    short_title: visit.title,
    publisher: authority,
    year: Number(visit.ends_on.slice(0, 4)),
    source: `Made here by the visit of ${visit.starts_on} to ${visit.ends_on}; checked by the host`,
    licence: 'Of the authority',
    attribution: `From “${visit.title}: report”.`,
    status: 'Final. Its recommendations wait for an answer in the register.',
    marking: 'OFFICIAL',
    overarching_question: visit.overarching_question,
    introduction: [...of('introduction').map(point => ({ about: 'Introduction', text: point.text })), ...of('introduction').length === 0 && visit.introduction ? [{ about: 'Introduction', text: visit.introduction.slice(0, 5000) }] : []],
    themes: themes.map((theme, index) => ({
      code: `${prefix}-${theme.code}`,
      number: index + 1,
      short_title: theme.title,
      question: theme.title,
      what_we_knew: statements(of('knew', theme.id)),
      strengths: statements(of('strength', theme.id)),
      opportunities: statements(of('opportunity', theme.id)),
      recommendations: statements(of('recommendation', theme.id)),
      focus_questions: theme.questions.map(question => ({ code: `${prefix}-${question.code}`, text: question.text }))
    })),
    next_steps: statements(of('next-step')),
    timetable: days.map((day, index) => ({ day: index + 1, ...day })).filter(day => day.sessions.length > 0)
  }
}
