import { longDate, sessionLabel } from '../../lib/dates.ts'
import { linkButton, selectField, submitButton } from '../../lib/fields.ts'
import { nudgeMatters } from '../reminders/rules.ts'
import { stageNames } from '../evaluations/rules.ts'
import { isShown, nudgeWords, nudgesFor, planWords, rowFilters, trendFacts, trendSentence } from './rules.ts'
import type { Board } from './queries.ts'
import type { NudgeAbout } from './tables.ts'
import type { Cell, Distribution, RowFilter, TeamRow, TrendFact } from './rules.ts'

export const boardHref = (session: string): string => `/city/${session}`
export const boardCrumbs = (session: string) => [{ text: 'Board', href: boardHref(session) }]
export interface BoardFilter { area?: string, theme?: string, show?: RowFilter }

const queryOf = (filter: BoardFilter): string => {
  const pairs = Object.entries(filter).filter(([, value]) => value)
  return pairs.length > 0 ? `?${new URLSearchParams(pairs as [string, string][])}` : ''
}
/** The recommendations a theme leaves on the board. */
export const recommendationsOf = ({ recommendations }: Board, theme?: string) => recommendations.filter(one => !theme || one.theme.code === theme)

interface BoardParts { board: Board, rows: TeamRow[], filter: BoardFilter, sessions: { name: string }[], title: string }

/** Every team by name: its stage, its indicators, its actions for each recommendation. Nobody is ranked. */
export function boardPage ({ board, rows, filter, sessions, title }: BoardParts) {
  const { session, teams, areas } = board
  const here = boardHref(session.name)
  const shown = teams.map((team, index) => ({ team, row: rows[index]! })).filter(({ row }) => isShown(row, filter.show ?? ''))
  const themes = [...new Map(board.recommendations.map(one => [one.theme.code, one.theme])).values()]
  const recommendations = recommendationsOf(board, filter.theme)
  const cell = (cell: Cell, href: string) => ({ ...cell, href })
  return {
    title,
    caption: `Session ${sessionLabel(session.name)}`,
    filter: {
      action: here,
      area: selectField({ name: 'area', label: 'Area', items: [{ value: '', text: 'All' }, ...areas.map(area => ({ value: area.slug, text: area.name }))], values: { ...filter } }),
      theme: themes.length > 0 ? selectField({ name: 'theme', label: 'Theme of recommendations', items: [{ value: '', text: 'All' }, ...themes.map(theme => ({ value: theme.code, text: theme.question }))], values: { ...filter } }) : null,
      show: selectField({ name: 'show', label: 'Teams', items: Object.entries(rowFilters).map(([value, text]) => ({ value, text })), values: { ...filter } }),
      button: submitButton('Show', { secondary: true })
    },
    count: shown.length === teams.length ? `${teams.length} teams` : `${shown.length} of ${teams.length} teams`,
    indicators: {
      caption: 'Teams and indicators',
      columns: [{ code: 'Self-evaluation', title: null }, { code: 'Plan', title: null }, ...board.indicators.map(({ code, title }) => ({ code, title }))],
      rows: shown.map(({ team, row }) => ({
        name: team.name,
        href: `/communities/${team.slug}/${session.name}`,
        cells: [
          { symbol: null, words: row.stage === 'not-started' ? 'Not started' : stageNames[row.stage], kind: 'words', href: `/communities/${team.slug}/${session.name}/self-evaluation` },
          { symbol: null, words: `${planWords[row.plan]}${row.overdue > 0 ? `, ${row.overdue} overdue` : ''}`, kind: 'words', href: `/communities/${team.slug}/${session.name}/plan` },
          ...row.indicators.map((one, index) => cell(one, `/communities/${team.slug}/${session.name}/self-evaluation/indicators/${board.indicators[index]!.code}`))
        ]
      }))
    },
    recommendations: recommendations.length > 0
      ? {
          caption: 'Teams and recommendations',
          columns: recommendations.map(({ code, text }) => ({ code, title: text })),
          rows: shown.map(({ team, row }) => ({
            name: team.name,
            href: `/communities/${team.slug}/${session.name}/plan`,
            cells: row.recommendations.map((one, index) => ({ one, code: board.recommendations[index]!.code })).filter(({ code }) => recommendations.some(other => other.code === code)).map(({ one }) => cell(one, `/communities/${team.slug}/${session.name}/plan`))
          }))
        }
      : null,
    links: [
      { text: 'Trends over the sessions', href: `${here}/trends` }, { text: 'How levels spread', href: `${here}/levels` }, { text: 'Who is stuck', href: `${here}/stuck` }, { text: 'What teams have in common', href: `${here}/common` }
    ],
    paper: linkButton('Board paper', `${here}/paper`),
    files: [{ text: 'Print on A3', href: `${here}/board.pdf${queryOf({ ...filter })}${queryOf({ ...filter }) ? '&' : '?'}paper=A3` }, { text: 'Print on A4', href: `${here}/board.pdf${queryOf({ ...filter })}` }, { text: 'Word', href: `${here}/board.docx${queryOf({ ...filter })}` }, { text: 'Excel', href: `${here}/board.xlsx` }, { text: 'CSV', href: `${here}/board.csv` }],
    others: sessions.filter(other => other.name !== session.name).map(other => ({ text: `Session ${sessionLabel(other.name)}`, href: boardHref(other.name) }))
  }
}

export interface Trend { session: { name: string }, counts: Record<TrendFact, number>, teams: number }

/** What moved over the sessions, in words of quantity with the numbers, and how each was worked out. */
export const trendLines = (trends: Trend[]): { fact: TrendFact, text: string, how: string }[] => (Object.keys(trendFacts) as TrendFact[]).map(fact => ({
  fact, text: trendSentence(fact, trends.map(trend => ({ label: sessionLabel(trend.session.name), n: trend.counts[fact], of: trend.teams }))), how: trendFacts[fact].how
}))

export const trendsPage = (session: { name: string }, trends: Trend[]) => ({
  title: 'Trends over the sessions',
  breadcrumbs: boardCrumbs(session.name),
  lines: trendLines(trends),
  table: {
    columns: trends.map(trend => sessionLabel(trend.session.name)),
    rows: (Object.keys(trendFacts) as TrendFact[]).map(fact => ({ what: `Teams that ${trendFacts[fact].what}`, cells: trends.map((trend, index) => fact === 'onTime' && index > 0 ? '–' : `${trend.counts[fact]} of ${trend.teams}`) }))
  }
})

/** How agreed levels spread over the teams, by indicator; one's own team is marked for those who are of one. */
export const levelsPage = (crumbs: { text: string, href: string }[], session: { name: string }, rows: Distribution[], hasOwn: boolean) => ({
  title: 'How levels spread',
  caption: `Session ${sessionLabel(session.name)}`,
  breadcrumbs: crumbs,
  own: hasOwn ? 'Your own team is marked with ◆.' : null,
  indicators: rows.map(row => ({
    heading: `${row.code} ${row.title}`,
    sentence: row.sentence,
    levels: row.shown
      ? row.levels.map(level => ({ label: `${level.label} (${level.value})`, n: level.n, marks: '●'.repeat(Math.max(0, level.n - (level.own ? 1 : 0))) + (level.own ? '◆' : ''), own: level.own ? ', your team among them' : '' }))
      : [],
    others: [row.shown && row.unsure > 0 ? `Not enough evidence: ${row.unsure}.` : null, row.shown && row.without > 0 ? `Agreed without a level: ${row.without}.` : null].filter(Boolean).join(' ')
  }))
})

interface StuckParts {
  board: Board, rows: TeamRow[], moderations: { reader_id: string, reader: string, read: string, readings: number | null }[], nudges: { place_id: string, about: NudgeAbout, by_name: string, at: string }[]
  mayNudge: boolean, hasMail: boolean, isFresh: (at: string) => boolean
}

/** Who has not started, whose plan is missing or late, and where moderation waits; each with a nudge. */
export function stuckPage ({ board, rows, moderations, nudges, mayNudge, hasMail, isFresh }: StuckParts) {
  const { session, teams } = board
  const waiting = (teamId: string) => moderations.filter(row => row.reader_id === teamId && !row.readings)
  const found = teams.map((team, index) => ({ team, row: rows[index]!, about: nudgesFor(rows[index]!, waiting(team.id).length) }))
  return {
    title: 'Who is stuck',
    breadcrumbs: boardCrumbs(session.name),
    mail: mayNudge && !hasMail ? 'No mail relay is set, so nobody can be nudged by mail. Ring them instead.' : null,
    matters: (Object.keys(nudgeWords) as NudgeAbout[]).map(about => ({
      heading: nudgeWords[about],
      teams: found.filter(one => one.about.includes(about)).map(({ team, row }) => {
        const last = nudges.find(nudge => nudge.place_id === team.id && nudge.about === about)
        return {
          name: team.name,
          href: `/communities/${team.slug}/${session.name}/${nudgeMatters[about].page}`,
          about: about === 'overdue' ? `${row.longOverdue} of ${row.actions} actions` : about === 'moderation' ? `To read: ${waiting(team.id).map(one => one.read).join(', ')}` : about === 'plan' ? planWords[row.plan] : null,
          nudged: last ? `Nudged on ${longDate(last.at)} by ${last.by_name}` : null,
          form: mayNudge && hasMail && !(last && isFresh(last.at)) ? { action: `${boardHref(session.name)}/nudges`, team: team.slug, about } : null
        }
      })
    })),
    back: linkButton('Back to the board', boardHref(session.name), { secondary: true })
  }
}
