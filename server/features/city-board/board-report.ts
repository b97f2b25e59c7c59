import { longDate, sessionLabel } from '../../lib/dates.ts'
import { stageNames } from '../evaluations/rules.ts'
import { isShown, planWords, rowFilters } from './rules.ts'
import { recommendationsOf, trendLines } from './pages.ts'
import type { Block, ReportDocument } from '../../exports/document.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { BoardFilter, Trend } from './pages.ts'
import type { Board } from './queries.ts'
import type { Cell, TeamRow } from './rules.ts'

const stageOf = (row: TeamRow): string => row.stage === 'not-started' ? 'Not started' : stageNames[row.stage]
const cellText = (cell: Cell): string => cell.kind === 'level' ? `${cell.symbol} ${cell.words}` : cell.words

const markedText = (cell: Cell): string => cell.kind === 'none' ? '–' : `${cell.symbol} ${cell.words}`

interface Parts { board: Board, rows: TeamRow[], filter: BoardFilter, trends: Trend[], authority: string, at: string, paper: ReportDocument['paper'] }

/** The board on paper: the same two tables, wide, after what moved since the last session. */
export function buildBoard ({ board, rows, filter, trends, authority, at, paper }: Parts): ReportDocument {
  const shown = board.teams.map((team, index) => ({ team, row: rows[index]! })).filter(({ row }) => isShown(row, filter.show ?? ''))
  const which = [board.area ? `Area ${board.area.name}` : null, filter.show ? rowFilters[filter.show] : null].filter(Boolean).join('. ')
  return {
    kind: 'Board',
    title: `${authority}: board, session ${sessionLabel(board.session.name)}`,
    team: authority,
    session: sessionLabel(board.session.name),
    version: `As of ${longDate(at)}`,
    date: at,
    draft: false,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    paper,
    summary: [...trendLines(trends).map(line => line.text), ...which ? [`Shown: ${which}.`] : []],
    sections: [
      { id: 'indicators', heading: 'Teams and indicators', blocks: [indicatorTable(board, shown), { kind: 'note', text: 'A level is shown when the team has agreed it. Teams stand by name; nobody is ranked, and levels are not averaged.' }] },
      ...board.recommendations.length > 0 ? [{ id: 'recommendations', heading: 'Teams and recommendations', blocks: [oneTable(board, shown, filter.theme), { kind: 'list' as const, items: recommendationsOf(board, filter.theme).map(one => `${one.code}: ${one.text}`) }] }] : []
    ]
  }
}

type Shown = { team: { name: string }, row: TeamRow }[]

export const indicatorTable = (board: Board, shown: Shown): Block => ({
  kind: 'table', caption: 'Teams and indicators', rowHeader: true, columns: ['Team', 'Self-evaluation', 'Plan', 'Overdue', ...board.indicators.map(({ code, title }) => `${code} ${title}`)],
  rows: shown.map(({ team, row }) => [team.name, stageOf(row), planWords[row.plan].replace(' ', '\u00a0'), row.overdue > 0 ? String(row.overdue) : '–', ...row.indicators.map(markedText)])
})

/** All recommendations side by side, for a sheet that lies across: a shape and a word where there is an action. */
function oneTable (board: Board, shown: Shown, theme?: string): Block {
  const kept = recommendationsOf(board, theme)
  const columns = board.recommendations.map((one, index) => ({ one, index })).filter(({ one }) => kept.includes(one))
  return {
    kind: 'table', caption: 'Teams and recommendations', rowHeader: true, columns: ['Team', ...columns.map(({ one }) => one.code)],
    rows: shown.map(({ team, row }) => [team.name, ...columns.map(({ index }) => markedText(row.recommendations[index]!))])
  }
}

/** A table a theme of the teams that act, so that the columns are wide enough to read; then who does not, and what the codes say. */
export function recommendationTables (board: Board, shown: Shown): Block[] {
  const themes = [...new Map(board.recommendations.map(one => [one.theme.code, one.theme])).values()]
  return themes.flatMap((theme): Block[] => {
    const columns = board.recommendations.map((one, index) => ({ one, index })).filter(({ one }) => one.theme.code === theme.code)
    const acts = ({ row }: Shown[number]) => columns.some(({ index }) => row.recommendations[index]!.kind !== 'none')
    const rows = shown.filter(acts).map(({ team, row }) => [team.name, ...columns.map(({ index }) => markedText(row.recommendations[index]!))])
    const others = shown.filter(one => !acts(one)).map(({ team }) => team.name)
    return [
      ...rows.length === 0 ? [{ kind: 'paragraph' as const, text: `${theme.question} No team has an action yet.` }] : [{ kind: 'table' as const, caption: theme.question, rowHeader: true, columns: ['Team', ...columns.map(({ one }) => one.code)], rows }],
      ...others.length > 0 && rows.length > 0 ? [{ kind: 'paragraph' as const, text: `No action yet: ${others.join(', ')}.` }] : [],
      { kind: 'list', items: columns.map(({ one }) => `${one.code}: ${one.text}`) }
    ]
  })
}

/** The board as one table for spreadsheets. */
export const boardTable = (board: Board, rows: TeamRow[]): SheetTable => ({
  name: 'Board',
  columns: [
    { label: 'Team' }, { label: 'Self-evaluation', width: 22 }, { label: 'Plan', width: 12 }, { label: 'Actions', kind: 'number' }, { label: 'Overdue', kind: 'number' }, { label: 'At risk or off track', kind: 'number' },
    ...board.indicators.map(({ code, title }) => ({ label: `${code} ${title}`, width: 22 })), ...board.recommendations.map(({ code }) => ({ label: code, width: 16 }))
  ],
  rows: board.teams.map((team, index) => {
    const row = rows[index]!
    return [team.name, stageOf(row), planWords[row.plan], row.actions, row.overdue, row.stuck, ...row.indicators.map(cellText), ...row.recommendations.map(cell => cell.words)]
  })
})
