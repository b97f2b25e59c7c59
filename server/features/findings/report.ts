import { longDate, sessionLabel, sessionName } from '../../lib/dates.ts'
import { kindNames, kinds } from './rules.ts'
import type { ReportDocument, Section } from '../../exports/document.ts'
import type { Visit, VisitTheme } from '../visits/queries.ts'
import type { Finding, TakeAway } from './queries.ts'

interface Parts { visit: Visit, place: string, authority: string, themes: VisitTheme[], findings: Finding[], takeAway: TakeAway, at: string }

/** What one person takes home: their own ideas first, then what the group agreed, theme by theme. */
export function buildTakeAway ({ visit, place, authority, themes, findings, takeAway, at }: Parts): ReportDocument {
  const agreed = findings.filter(finding => finding.agreed_at)
  const section = (id: string, heading: string, rows: Finding[]): Section[] => rows.length === 0
    ? []
    : [{
        id, heading, blocks: kinds.flatMap(kind => {
          const texts = rows.filter(row => row.kind === kind).map(row => row.text)
          return texts.length > 0 ? [{ kind: 'paragraph' as const, text: `${kindNames[kind]}${texts.length > 1 ? 's' : ''}`.replace('ys', 'ies') }, { kind: 'list' as const, items: texts }] : []
        })
      }]
  return {
    kind: 'Take-away',
    title: `What I will try at home: ${takeAway.author_name}`,
    team: place,
    subject: visit.title,
    session: sessionLabel(sessionName(visit.starts_on)),
    version: `Of ${longDate(takeAway.saved_at)}`,
    date: at,
    draft: false,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [visit.overarching_question],
    sections: [
      { id: 'mine', heading: `What I will try at home: ${takeAway.author_name}`, blocks: [{ kind: 'paragraph', text: takeAway.text }] },
      ...themes.flatMap(theme => section(`theme-${theme.code}`, theme.title, agreed.filter(finding => finding.theme_id === theme.id))),
      ...section('other', 'The whole visit', agreed.filter(finding => finding.theme_id === null)),
      ...agreed.length === 0 ? [{ id: 'none', heading: 'What the group agreed', blocks: [{ kind: 'note' as const, text: 'The group had not agreed any findings when this was made.' }] }] : []
    ]
  }
}
