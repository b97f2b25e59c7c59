import { longDate, sessionLabel, sessionName } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import { partNames, parts } from './rules.ts'
import type { ReportDocument, Section } from '../../exports/document.ts'
import type { Visit, VisitQuestion, VisitTheme } from '../visits/queries.ts'
import type { Frozen } from './rules.ts'

interface Facts {
  visit: Visit, place: string, authority: string, themes: (VisitTheme & { questions: VisitQuestion[] })[], statements: Frozen[], number: number, note: string | null, at: string, by: string
}

/** The preliminary report: for each theme what we know, strengths and key areas for development, every statement with its source. */
export function buildPreliminary ({ visit, place, authority, themes, statements, number, note, at, by }: Facts): ReportDocument {
  return {
    kind: 'Preliminary report',
    title: `Preliminary report: ${visit.title}`,
    team: place,
    subject: visit.title,
    session: sessionLabel(sessionName(visit.starts_on)),
    version: `Version ${number}, saved by ${by} on ${longDate(at)}`,
    date: at,
    draft: false,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [
      visit.overarching_question,
      ...themes.map(theme => `${theme.code} ${theme.title}: ${parts.map(part => count(statements.filter(row => row.theme === theme.id && row.part === part).length, partCounts[part][0], partCounts[part][1])).join(', ')}.`),
      ...note ? [note] : []
    ],
    sections: [
      ...themes.map(theme => themeSection(theme, statements.filter(row => row.theme === theme.id))),
      {
        id: 'how',
        heading: 'How this report was made',
        blocks: [{
          kind: 'list',
          items: [
            'Each statement names its source; statements without one are the words of those who prepared the visit.',
            'Self-evaluations and plans are quoted as the teams agreed them. Nothing in this report is about a single child.',
            'Figures are the released ones: a number under the authority’s threshold is suppressed, together with whatever would let a reader work it out.'
          ]
        }]
      }
    ]
  }
}

const partCounts = { know: ['finding', 'findings'], strength: ['strength', 'strengths'], area: ['area for development', 'areas for development'] } as const satisfies Record<Frozen['part'], [string, string]>

function themeSection (theme: Facts['themes'][number], statements: Frozen[]): Section {
  const id = `theme-${theme.code.replace(/[^\w-]+/g, '-')}`
  return {
    id,
    heading: `${theme.code} ${theme.title}`,
    blocks: [
      ...theme.focus ? [{ kind: 'paragraph' as const, text: theme.focus }] : [],
      ...theme.questions.length > 0 ? [{ kind: 'facts' as const, caption: 'Focus questions', rows: theme.questions.map(question => ({ label: question.code, text: question.text })) }] : []
    ],
    sections: parts.map(part => {
      const rows = statements.filter(row => row.part === part)
      return {
        id: `${id}-${part}`,
        heading: partNames[part],
        blocks: rows.length === 0 ? [{ kind: 'paragraph', text: 'Nothing yet.' }] : [{ kind: 'list', items: rows.map(row => row.source ? `${row.text}\n(${row.source})` : row.text) }]
      }
    })
  }
}
