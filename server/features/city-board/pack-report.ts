import { longDate, sessionLabel } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import { dueWords, ownerWords, standing, statuses } from '../action-plans/rules.ts'
import { commonSection } from '../common-points/common-report.ts'
import { indicatorTable, recommendationTables } from './board-report.ts'
import { trendLines } from './pages.ts'
import { nudgeWords, nudgesFor } from './rules.ts'
import type { Block, ReportDocument } from '../../exports/document.ts'
import type { Common } from '../common-points/rules.ts'
import type { Trend } from './pages.ts'
import type { Board, listOverduePriorities } from './queries.ts'
import type { Movement, TeamRow } from './rules.ts'
import type { NudgeAbout } from './tables.ts'

interface PackParts {
  board: Board, rows: TeamRow[], trends: Trend[], movements: { before: string, rows: Movement[] } | null, overdue: Awaited<ReturnType<typeof listOverduePriorities>>
  register: { code: string, text: string, answer: string, priority: string, owner: string, standing: string }[], common: Common[], authority: string, at: string
}

/** The paper of a board meeting or a seminar: what moved, where everybody stands, what is late, what the report asks, what teams ask for. */
export function buildPack ({ board, rows, trends, movements, overdue, register, common, authority, at }: PackParts): ReportDocument {
  const teams = board.teams.map((team, index) => ({ team, row: rows[index]! }))
  const open = register.filter(row => row.answer === 'Not answered yet').length
  return {
    kind: 'Board paper',
    title: `${authority}: LC-JST board paper, session ${sessionLabel(board.session.name)}`,
    team: authority,
    session: sessionLabel(board.session.name),
    version: `As of ${longDate(at)}`,
    date: at,
    draft: false,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [
      ...trendLines(trends).map(line => line.text),
      ...register.length > 0 ? [open === 0 ? `All ${register.length} recommendations have been answered.` : `${open} of ${register.length} recommendations ${open === 1 ? 'is' : 'are'} not answered yet.`] : [],
      overdue.length === 0 ? 'No priority action is overdue.' : `${count(overdue.length, 'priority action')} overdue.`
    ],
    sections: [
      { id: 'movement', heading: 'What moved', blocks: movementBlocks(movements) },
      { id: 'board', heading: 'Where the teams stand', blocks: [indicatorTable(board, teams), { kind: 'note', text: 'A level is shown when the team has agreed it. Teams stand by name; nobody is ranked, and levels are not averaged.' }] },
      ...board.recommendations.length > 0 ? [{ id: 'board-recommendations', heading: 'What teams do about the recommendations', blocks: recommendationTables(board, teams) }] : [],
      { id: 'overdue', heading: 'Overdue priorities', blocks: overdueBlocks(overdue, at.slice(0, 10)) },
      { id: 'stuck', heading: 'Who may need help', blocks: [stuckTable(teams)] },
      ...register.length > 0 ? [{ id: 'register', heading: 'The city’s answers', blocks: [registerTable(register)] }] : [],
      ...common.map(of => commonSection(of, board.teams.length)),
      { id: 'how', heading: 'How this was worked out', blocks: [{ kind: 'list', items: [...trendLines(trends).map(line => line.how), 'Words of quantity follow Education Scotland: almost all, over 90%; most, 75% to 90%; majority, 50% to 74%; less than half, 15% to 49%; few, up to 15%. Under ten teams, the numbers alone are given.', board.framework.attribution] }] }
    ]
  }
}

function movementBlocks (movements: PackParts['movements']): Block[] {
  return movements
    ? [{
        kind: 'table', caption: `Levels compared with session ${movements.before}: how many teams`, rowHeader: true, columns: ['Indicator', 'Higher', 'The same', 'Lower', 'Not compared'],
        rows: movements.rows.map(row => [`${row.code} ${row.title}`, ...[row.higher, row.same, row.lower, row.notCompared].map(String)])
      }]
    : [{ kind: 'note', text: 'Levels are not compared: the session before used another framework, or there is none.' }]
}

const overdueBlocks = (overdue: PackParts['overdue'], today: string): Block[] => overdue.length === 0
  ? [{ kind: 'paragraph', text: 'None.' }]
  : [{
      kind: 'table', caption: 'Priority actions past their date', rowHeader: true, columns: ['Plan', 'Action', 'Owner', 'Status', 'Due'],
      rows: overdue.map(action => [action.place, `${action.number}. ${action.what}`, ownerWords(action), statuses[standing(action)].word, dueWords(action, today)])
    }]

function stuckTable (teams: { team: { name: string }, row: TeamRow }[]): Block {
  const found = teams.map(({ team, row }) => ({ name: team.name, about: nudgesFor(row, 0) }))
  return {
    kind: 'table', caption: 'Teams by matter', rowHeader: true, columns: ['Matter', 'Teams'],
    rows: (['self-evaluation', 'plan', 'overdue'] as NudgeAbout[]).map(about => [nudgeWords[about], found.filter(team => team.about.includes(about)).map(team => team.name).join(', ') || 'None'])
  }
}

const registerTable = (register: PackParts['register']): Block => ({
  kind: 'table', caption: 'Recommendations', rowHeader: true, columns: ['Recommendation', 'Answer', 'Priority', 'Owner', 'In the teams’ plans'],
  rows: register.map(row => [`${row.code} ${row.text}`, row.answer, row.priority, row.owner, row.standing])
})
