import { isOpen, isOverdue, standing, statuses } from '../action-plans/rules.ts'
import { evaluationStage, isAgreed } from '../evaluations/rules.ts'
import { daysBetween } from '../../lib/dates.ts'
import { quantity } from '../../lib/quantity.ts'
import type { Status } from '../action-plans/tables.ts'
import type { EvaluationStage } from '../evaluations/rules.ts'
import type { LevelState } from '../evaluations/tables.ts'
import type { Standing } from './queries.ts'
import type { NudgeAbout } from './tables.ts'

type Scale = { levels: { value: number, label: string }[] } | undefined
/** A cell of the board: a symbol to see a pattern by, and the words that say the same. */
export interface Cell { symbol: string, words: string, kind: string }

/** One team on the board. */
export interface TeamRow {
  stage: EvaluationStage | 'not-started', plan: 'none' | 'draft' | 'agreed' | 'signed', actions: number, overdue: number, longOverdue: number, stuck: number
  indicators: Cell[], recommendations: Cell[]
}

/** How each team stands, from what was read of a session. */
export function boardRows (found: Standing, teams: { id: string }[], codes: string[], recommendations: string[], scale: Scale, today: string): TeamRow[] {
  const evaluationOf = new Map(found.evaluations.map(row => [row.community_id, row.id]))
  const planOf = new Map(found.plans.map(row => [row.place_id, row.id]))
  const lastStep = new Map(found.evaluationSteps.map(step => [step.self_evaluation_id, step.kind]))
  const lastPlanStep = new Map(found.planSteps.map(step => [step.plan_id, step.kind]))
  const judgements = Map.groupBy(found.judgements, row => row.self_evaluation_id)
  const actions = Map.groupBy(found.actions, row => row.plan_id)
  const codesOf = Map.groupBy(found.sources, row => row.action_id)
  return teams.map(team => {
    const evaluation = evaluationOf.get(team.id)
    const plan = planOf.get(team.id)
    const step = evaluation && lastStep.get(evaluation)
    const stage = evaluation ? evaluationStage(step ? [{ kind: step }] : []) : 'not-started'
    const own = (plan && actions.get(plan)) || []
    const planStep = plan && lastPlanStep.get(plan)
    const written = (evaluation && judgements.get(evaluation)) || []
    return {
      stage,
      plan: own.length === 0 ? 'none' : planStep === 'signed' || planStep === 'agreed' ? planStep : 'draft',
      actions: own.filter(action => !action.stopped_at).length,
      overdue: own.filter(action => isOverdue(action, today)).length,
      longOverdue: own.filter(action => isOverdue(action, today) && daysBetween(action.due_on!, today) > 30).length,
      stuck: own.filter(action => isOpen(action) && (action.status === 'at-risk' || action.status === 'off-track')).length,
      indicators: codes.map(code => levelCell(written.find(row => row.indicator_code === code), stage, scale)),
      recommendations: recommendations.map(code => actionsCell(own.filter(action => codesOf.get(action.id)?.some(source => source.code === code))))
    }
  })
}

type Judged = { level_state: LevelState, level: number | null, completed_at: string | null }

/** A level once the team has agreed it; before, only how far the work has come. */
export function levelCell (judgement: Judged | undefined, stage: EvaluationStage | 'not-started', scale: Scale): Cell {
  if (!judgement || stage === 'not-started') return { symbol: '–', words: 'Not started', kind: 'none' }
  if (!isAgreed(stage)) return judgement.completed_at ? { symbol: '✓', words: 'Written', kind: 'written' } : { symbol: '…', words: 'Begun', kind: 'open' }
  if (judgement.level_state === 'not-enough-evidence') return { symbol: '?', words: 'Not enough evidence', kind: 'unsure' }
  if (judgement.level === null) return { symbol: '✓', words: 'No level', kind: 'written' }
  const label = scale?.levels.find(level => level.value === judgement.level)?.label
  return { symbol: String(judgement.level), words: label ?? String(judgement.level), kind: 'level' }
}

/** What most needs to be seen comes first. */
const order: (Status | 'stopped')[] = ['off-track', 'at-risk', 'not-started', 'on-track', 'complete', 'stopped']

/** How a team's actions for one recommendation stand: the one that most needs help, and how many there are. */
export function actionsCell (actions: { status: Status, stopped_at: string | null }[]): Cell {
  if (actions.length === 0) return { symbol: '–', words: 'No action', kind: 'none' }
  const worst = order.find(status => actions.some(action => standing(action) === status))!
  return { symbol: statuses[worst].shape, words: statuses[worst].word + (actions.length > 1 ? ` (${actions.length})` : ''), kind: worst }
}

export const rowFilters = { '': 'All teams', 'not-started': 'Self-evaluation not started', 'no-plan': 'No agreed plan', overdue: 'With overdue actions', stuck: 'With actions at risk or off track' } as const
export type RowFilter = keyof typeof rowFilters

export const isShown = (row: TeamRow, filter: RowFilter): boolean => filter === '' ||
  (filter === 'not-started' ? row.stage === 'not-started' : filter === 'no-plan' ? row.plan === 'none' || row.plan === 'draft' : filter === 'overdue' ? row.overdue > 0 : row.stuck > 0)

export const planWords: Record<TeamRow['plan'], string> = { none: 'No plan', draft: 'Draft', agreed: 'Agreed', signed: 'Signed' }

/** What is counted over the sessions, with how: teams by the state of their work, never by a score. */
export const trendFacts = {
  evaluated: { what: 'have agreed their self-evaluation', how: 'Teams whose self-evaluation of the session is agreed and signed off, or published.' },
  planned: { what: 'have an agreed plan', how: 'Teams whose action plan of the session has at least one action and is agreed or signed.' },
  outcomes: { what: 'have evidence about outcomes for children', how: 'Teams with at least one piece of evidence of the session that is about outcomes, not only about processes.' },
  views: { what: 'have views of children and families in their evidence', how: 'Teams with at least one piece of evidence of the session of the kind “views”.' },
  acting: { what: 'act on the report’s recommendations', how: 'Teams whose plan of the session has at least one action, not stopped, that names a recommendation.' },
  onTime: { what: 'have nothing overdue', how: 'Teams with a plan in this session, none of whose open actions has passed its date on the day this is read. Earlier sessions are not shown: what was late then is not known.' }
} as const
export type TrendFact = keyof typeof trendFacts

/** Teams of each kind in a session. */
export function countTrend (rows: TeamRow[], evidence: { outcomes: number, views: number }): Record<TrendFact, number> {
  const of = (holds: (row: TeamRow) => boolean) => rows.filter(holds).length
  return {
    evaluated: of(row => row.stage !== 'not-started' && isAgreed(row.stage)),
    planned: of(row => row.plan === 'agreed' || row.plan === 'signed'),
    outcomes: evidence.outcomes,
    views: evidence.views,
    acting: of(row => row.recommendations.some(cell => cell.kind !== 'none' && cell.kind !== 'stopped')),
    onTime: of(row => row.plan !== 'none' && row.overdue === 0)
  }
}

/** 'Most teams have an agreed plan: 24 of 29, 83 %. In 2025–26: majority, 17 of 29.' Under ten teams, the numbers alone. */
export function trendSentence (fact: TrendFact, sessions: { label: string, n: number, of: number }[]): string {
  const [now, ...earlier] = sessions
  const before = fact === 'onTime' ? [] : earlier
  if (!now || now.of === 0) return 'No teams yet.'
  const { what } = trendFacts[fact]
  const has = now.of < 10 && now.n === 1 ? what.replace(/^have /, 'has ').replace(/^act /, 'acts ') : what
  const { word } = quantity(now.n, now.of)
  const who = now.of < 10 ? `${now.n} of ${now.of} teams` : { all: 'All teams', 'almost all': 'Almost all teams', most: 'Most teams', majority: 'The majority of teams', 'less than half': 'Less than half of the teams', few: 'Few teams', none: 'None of the teams' }[word]
  const first = now.of < 10 ? `${who} ${has}.` : `${who} ${what}: ${now.n} of ${now.of}, ${Math.round(now.n * 100 / now.of)}\u00a0%.`
  const then = before.filter(session => session.of > 0).map(session => `In ${session.label}: ${session.of < 10 ? '' : `${quantity(session.n, session.of).word}, `}${session.n} of ${session.of}.`)
  return [first, ...then].join(' ')
}

/** Under so many teams with a level, nothing is shown: who judged what could be worked out. */
export const fewestTeams = 5

export interface Distribution { code: string, title: string, shown: boolean, levels: { value: number, label: string, n: number, own: boolean }[], unsure: number, without: number, sentence: string }

/** How the agreed levels of teams spread over an indicator: counts, never a mean and never a rank. `ownTeam` is marked. */
export function distribution (indicator: { code: string, title: string }, rows: { team_id: string, indicator_code: string, level_state: LevelState, level: number | null }[], scale: { levels: { value: number, label: string }[] }, ownTeam: string | null): Distribution {
  const mine = rows.filter(row => row.indicator_code === indicator.code)
  const levelled = mine.filter(row => row.level_state === 'level')
  const shown = levelled.length >= fewestTeams
  const levels = scale.levels.toSorted((a, b) => b.value - a.value).map(({ value, label }) => ({ value, label, n: levelled.filter(row => row.level === value).length, own: levelled.some(row => row.level === value && row.team_id === ownTeam) }))
  const most = levels.toSorted((a, b) => b.n - a.n)[0]
  return {
    ...indicator,
    shown,
    levels,
    unsure: mine.filter(row => row.level_state === 'not-enough-evidence').length,
    without: mine.filter(row => row.level_state === 'not-yet').length,
    sentence: shown && most ? `${quantity(most.n, levelled.length, 'teams').text.replace(/^./, letter => letter.toUpperCase())} judged ${indicator.code} as ${most.label.toLowerCase()} (${most.value}), more than any other level.` : `Fewer than ${fewestTeams} teams have agreed a level for ${indicator.code}, so nothing is shown.`
  }
}

/** What a team may be nudged about, as the board calls it. */
export const nudgeWords: Record<NudgeAbout, string> = { 'self-evaluation': 'Self-evaluation not started', plan: 'No agreed plan', overdue: 'Overdue for more than 30 days', moderation: 'Moderation not begun' }
/** The fewest days between two nudges of one team about one matter. */
export const nudgeDays = 14

/** Which of these matters a team may be nudged about now. */
export function nudgesFor (row: TeamRow, readingsOpen: number): NudgeAbout[] {
  return [
    ...row.stage === 'not-started' ? ['self-evaluation' as const] : [],
    ...row.plan === 'none' || row.plan === 'draft' ? ['plan' as const] : [],
    ...row.longOverdue > 0 ? ['overdue' as const] : [],
    ...readingsOpen > 0 ? ['moderation' as const] : []
  ]
}

export interface Movement { code: string, title: string, higher: number, same: number, lower: number, notCompared: number }

/** How agreed levels moved from one session to the next, a line an indicator: how many teams are higher, the same, lower. Nobody is named. */
export function movement (indicator: { code: string, title: string }, now: AgreedLevel[], before: AgreedLevel[]): Movement {
  const levelOf = (rows: AgreedLevel[]) => new Map(rows.filter(row => row.indicator_code === indicator.code && row.level !== null).map(row => [row.team_id, row.level!]))
  const [then, today] = [levelOf(before), levelOf(now)]
  const moves = [...today].filter(([team]) => then.has(team)).map(([team, level]) => Math.sign(level - then.get(team)!))
  const n = (sign: number) => moves.filter(move => move === sign).length
  return { ...indicator, higher: n(1), same: n(0), lower: n(-1), notCompared: today.size - moves.length }
}
interface AgreedLevel { team_id: string, indicator_code: string, level: number | null }
