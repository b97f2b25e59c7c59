import { longDate } from '../../lib/dates.ts'
import { sectionNames, themeSections } from './rules.ts'
import type { Block, ReportDocument, Section as DocumentSection } from '../../exports/document.ts'
import type { Facts, Point } from './queries.ts'
import type { Section } from './tables.ts'

interface Made { version: string, date: string, draft: string | false, codes: Map<string, string> | null, timetable: DocumentSection[] }

/** The report in the order of that of 2022: what Collaborative Improvement is, the focus, theme by theme, next steps, the timetable. */
export function buildVisitReport ({ visit, place, authority, themes, points }: Facts, { version, date, draft, codes, timetable }: Made): ReportDocument {
  const of = (section: Section, themeId: string | null = null) => points.filter(point => point.section === section && point.theme_id === themeId)
  const recommendations = points.filter(point => point.section === 'recommendation').length
  return {
    kind: 'Visit report',
    title: `${visit.title}: report`,
    team: place,
    subject: visit.title,
    session: visit.starts_on.slice(0, 4),
    version,
    date,
    draft,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [
      `Overarching question: ${visit.overarching_question}`,
      `The visit was from ${longDate(visit.starts_on)} to ${longDate(visit.ends_on)}. It looked at ${themes.length} ${themes.length === 1 ? 'theme' : 'themes'} and makes ${recommendations} ${recommendations === 1 ? 'recommendation' : 'recommendations'}.`
    ],
    sections: [
      { id: 'introduction', heading: sectionNames.introduction, blocks: [...paragraphs(of('introduction')), ...visit.introduction && of('introduction').length === 0 ? [{ kind: 'paragraph' as const, text: visit.introduction }] : []] },
      { id: 'focus', heading: 'The focus of the visit', blocks: [{ kind: 'paragraph', text: visit.overarching_question }, { kind: 'list', items: themes.map(theme => theme.title) }] },
      ...themes.map((theme, index): DocumentSection => ({
        id: `theme-${index + 1}`,
        heading: `Theme ${index + 1}: ${theme.title}`,
        blocks: [],
        sections: themeSections.flatMap(section => of(section, theme.id).length === 0
          ? []
          : [{ id: `theme-${index + 1}-${section}`, heading: sectionNames[section], blocks: section === 'knew' ? paragraphs(of(section, theme.id)) : listed(of(section, theme.id)) }])
      })),
      { id: 'next-steps', heading: sectionNames['next-step'], blocks: of('next-step').length > 0 ? listed(of('next-step')) : [{ kind: 'note', text: 'No next steps have been written.' }] },
      ...codes ? [codesOf(points, codes)] : [],
      ...timetable
    ]
  }
}

const paragraphs = (points: Point[]): Block[] => points.map(point => ({ kind: 'paragraph', text: point.text }))
const listed = (points: Point[]): Block[] => points.length > 0 ? [{ kind: 'list', items: points.map(point => point.text) }] : []

/** Under which code each recommendation stands in the register. */
const codesOf = (points: Point[], codes: Map<string, string>): DocumentSection => ({
  id: 'register',
  heading: 'Recommendations in the register',
  blocks: [{ kind: 'table', caption: 'Each recommendation and its code', columns: ['Code', 'Recommendation'], rowHeader: true, rows: points.filter(point => point.section === 'recommendation').map(point => [codes.get(point.id)!, point.text]) }]
})
