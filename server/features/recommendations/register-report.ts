import { longDate, sessionLabel } from '../../lib/dates.ts'
import { dueWords, ownerWords, standing, statuses } from '../action-plans/rules.ts'
import { answerWords, ofTeams, teamsWithout } from './register-rules.ts'
import { inOrderOfWork, registerWords } from './rules.ts'
import type { Block, ReportDocument, Section } from '../../exports/document.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { Register } from './queries.ts'

type Row = Register['rows'][number]

/** The register as a report: what is answered, and each recommendation with its answer and its actions. */
export function buildRegister ({ session, reports, rows, teams }: Register, authority: string, at: string): ReportDocument {
  const open = rows.filter(row => row.answer === null)
  const today = at.slice(0, 10)
  const themes = [...new Map(rows.map(row => [row.theme.code, row.theme])).values()]
  return {
    kind: 'Recommendation register',
    title: `${authority}: recommendation register`,
    team: authority,
    session: sessionLabel(session.name),
    version: `As of ${longDate(at)}`,
    date: at,
    draft: false,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [
      `${rows.length - open.length} of ${rows.length} recommendations have been answered.`,
      ...open.length > 0 ? [`Not answered yet: ${open.map(row => row.code).join(', ')}.`] : [],
      `No team has an action for ${rows.filter(row => teamsWithout(row, teams).length === teams.length).map(row => row.code).join(', ') || 'none of them: each has at least one'}.`
    ],
    sections: [
      ...themes.map((theme, index): Section => ({
        id: `theme-${index + 1}`, heading: theme.question, blocks: reports.length > 1 ? [{ kind: 'note' as const, text: rows.find(row => row.theme.code === theme.code)!.report.short_title }] : [],
        sections: inOrderOfWork(rows.filter(row => row.theme.code === theme.code)).map(row => ({ id: `r-${row.code.replace(/[^\w]+/g, '-')}`, heading: `Recommendation ${row.code}`, blocks: blocksOf(row, teams, today) }))
      })),
      { id: 'source', heading: reports.length > 1 ? 'Sources' : 'Source', blocks: reports.map(report => ({ kind: 'paragraph' as const, text: `${report.title}. ${report.attribution}` })) }
    ]
  }
}

function blocksOf (row: Row, teams: Register['teams'], today: string): Block[] {
  const without = teamsWithout(row, teams)
  return [
    { kind: 'paragraph', text: row.text },
    {
      kind: 'facts',
      caption: `Answer to ${row.code}`,
      rows: [
        { label: 'City answer', text: answerWords(row) }, ...row.given?.reason ? [{ label: 'Reason', text: row.given.reason }] : [], { label: 'Priority', text: row.priority ?? 'Not set' },
        { label: 'Owner', text: row.given?.owner ?? 'Nobody yet' }, { label: 'How progress is seen', text: row.given?.measure ?? 'Not said yet' },
        { label: 'In the teams’ plans', text: registerWords(ofTeams(row), teams.length) },
        { label: 'Teams without an action', text: without.length === teams.length ? 'All' : without.map(team => team.name).join(', ') || 'None' }
      ]
    },
    ...row.actions.length > 0
      ? [{
          kind: 'table' as const, caption: `Actions for ${row.code}`, rowHeader: true, columns: ['Plan', 'Action', 'Status', 'Owner', 'Due', 'Impact'],
          rows: row.actions.map(action => [action.place, `${action.number}. ${action.what}`, statuses[standing(action)].word, ownerWords(action), dueWords(action, today), action.impact ?? ''])
        }]
      : []
  ]
}

/** The register as a table, a row a recommendation. */
export const registerTable = ({ rows, teams }: Register): SheetTable => ({
  name: 'Recommendations',
  columns: [
    { label: 'Code', width: 10 }, { label: 'Theme' }, { label: 'Recommendation', width: 60 }, { label: 'City answer', width: 16 }, { label: 'Reason' }, { label: 'Owner' }, { label: 'How progress is seen' }, { label: 'Priority', width: 10 },
    { label: 'Teams with an action', kind: 'number' }, { label: 'Teams without an action', kind: 'number' }, { label: 'In words', width: 50 }, { label: 'Suggested measure (local, not the report’s)' }, { label: 'Report', width: 40 }, { label: 'Answered on', kind: 'day' }, { label: 'Answered by' }
  ],
  rows: rows.map(row => {
    const without = teamsWithout(row, teams).length
    return [
      row.code, row.theme.question, row.text, row.answer && answerWords(row), row.given?.reason ?? null, row.given?.owner ?? null, row.given?.measure ?? null, row.priority, teams.length - without, without,
      registerWords(ofTeams(row), teams.length), row.suggested_measure ?? null, row.report.short_title, row.given?.at.slice(0, 10) ?? null, row.given?.by_name ?? null
    ]
  })
})

/** What the first sheet says about bringing answers back. */
export const aboutAnswers = 'You can change City answer (Planned or Not planned), Reason, Owner and How progress is seen in the sheet Recommendations and bring it back: choose “Bring answers in from a file” in the register. Keep the labels in line 1 and the codes. Everything else is for reading only. Nothing changes until you have seen what would change and confirmed it, and nothing is ever removed by a file.'

/** The actions linked to recommendations, a row each. */
export const linkedActionsTable = ({ rows }: Register, today: string): SheetTable => ({
  name: 'Linked actions',
  columns: [{ label: 'Recommendation', width: 14 }, { label: 'Plan' }, { label: 'Number', kind: 'number' }, { label: 'Action', width: 50 }, { label: 'Status', width: 14 }, { label: 'Owner' }, { label: 'Due', kind: 'day' }, { label: 'In words' }, { label: 'Impact', width: 50 }],
  rows: rows.flatMap(row => row.actions.map(action => [row.code, action.place, action.number, action.what, statuses[standing(action)].word, ownerWords(action), action.due_on, dueWords(action, today), action.impact]))
})
