import { longDate } from '../../lib/dates.ts'
import { dateField, errorSummary, radioGroup, submitButton, table, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { crumbsOf, goalsCrumb, homeOf } from './pages.ts'
import { resultSentences, resultsOf, stackedBars, supportSentences } from './result-rules.ts'
import { baselineRules, reachedNames, reachedWords, raterNames, raters, scoreWords } from './rules.ts'
import { fewestGoals, meanTScores } from './scoring-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Keeper } from './keeper-queries.ts'
import type { Lists, Team } from './pages.ts'
import type { ReviewedGoal } from './queries.ts'
import type { Row } from './result-rules.ts'
import type { GoalSettings } from './rules.ts'

/** What the goals of a team came to, with real counts, for those who keep them. */
export function resultsPage (team: Team, goals: ReviewedGoal[], lists: Lists, settings: GoalSettings, period: { from: string, to: string }, errors: FormErrors | null = null) {
  const results = resultsOf(goals, { wellbeing: lists.wellbeing, need: lists.needs, support: lists.supports })
  const mean = settings.tScore ? meanTScores(goals, settings.rho) : null
  const late = goals.filter(goal => goal.agreed_late !== null).length
  return {
    title: 'Results of goals',
    sensitive: true,
    team: team.name,
    wide: true,
    breadcrumbs: crumbsOf(team, goalsCrumb(team)),
    errors: errors && errorSummary(errors),
    marking: 'OFFICIAL-SENSITIVE. These are real counts, for the team’s keepers: with few goals, a number can tell of one child. Share the released totals instead.',
    period: errors ? null : `Goals whose last review was from ${longDate(period.from)} to ${longDate(period.to)}.`,
    action: `${homeOf(team)}/results`,
    fromField: dateField({ name: 'from', legend: 'From', values: period, errors }),
    toField: dateField({ name: 'to', legend: 'To', values: period, errors }),
    show: submitButton('Show', { secondary: true }),
    sentences: resultSentences(results),
    supports: supportSentences(results),
    late: late > 0 ? `${count(late, 'goal')} of these had ${late === 1 ? 'its' : 'their'} levels agreed after support had begun.` : null,
    scores: results.total > 0 ? table({ caption: 'Level reached', head: ['Level', 'Goals'], rows: results.byScore.map(({ score, n }) => [scoreWords[`${score}`], String(n)]) }) : null,
    charts: results.total > 0 ? ([['wellbeing', 'By wellbeing indicator'], ['need', 'By need'], ['support', 'By support']] as const).map(([field, title]) => chartOf(field, title, results[field])) : [],
    tScore: settings.tScore
      ? {
          text: mean ? `Mean T-score over ${count(mean.children, 'child', 'children')} with ${fewestGoals} reviewed goals or more: ${mean.baseline.toFixed(1)} at the start, ${mean.achieved.toFixed(1)} at the last review, a change of ${(mean.achieved - mean.baseline).toFixed(1)}.${mean.leftOut > 0 ? ` ${count(mean.leftOut, 'child', 'children')} with fewer goals left out.` : ''}` : `No child has ${fewestGoals} reviewed goals or more, so there is no mean T-score.`,
          how: `For each child T = 50 + 10 Σx ÷ √((1 − ρ)·n + ρ·n²), with ρ = ${settings.rho} and goals of equal weight (Kiresuk and Sherman, 1968). A child with one or two goals is left out, because one level moves their T too far. The change depends on how many goals a child has and where they started, so it never compares teams.`
        }
      : null
  }
}

function chartOf (field: string, title: string, rows: Row[]) {
  const some = rows.filter(row => row.total > 0)
  const none = rows.filter(row => row.total === 0)
  const sentence = `${title}: ${some.map(row => `${row.name}, ${row.reached.reached} of ${row.total} as expected or better`).join('; ')}.`
  return {
    title,
    sentence,
    drawing: { ...stackedBars(some, reachedWords), id: field, title: `Goals ${title.toLowerCase()}`, sentence },
    none: none.length > 0 ? `No goal reviewed: ${none.map(row => row.name).join(', ')}.` : null,
    table: table({
      caption: `${title}, as a table`, head: ['About', 'Goals', ...reachedNames.map(name => reachedWords[name])],
      rows: rows.map(row => [row.name, String(row.total), ...reachedNames.map(name => String(row.reached[name]))])
    })
  }
}

/** Who keeps the goals of a team. The chair names them. */
export function keepersPage (team: Team, keepers: Keeper[], members: { id: string, name: string, agency: string | null, role: string }[], errors: FormErrors | null = null) {
  const free = members.filter((member, at) => members.findIndex(other => other.id === member.id) === at && !keepers.some(keeper => keeper.person_id === member.id))
  return {
    title: 'Keepers of goals',
    team: team.name,
    breadcrumbs: crumbsOf(team),
    errors: errors && errorSummary(errors),
    action: `${homeOf(team)}/keepers`,
    keepers: keepers.map(keeper => ({ name: keeper.name, about: `Named by ${keeper.named_by_name} on ${longDate(keeper.named_at)}.${keeper.reads ? '' : ' Has left the team, so reads nothing.'}`, end: `${homeOf(team)}/keepers/${keeper.id}/ending`, button: submitButton('End', { secondary: true }) })),
    field: free.length > 0 && !team.closed ? radioGroup({ name: 'person', legend: 'Name another keeper', items: free.map(member => ({ value: member.id, text: [member.name, member.agency, member.role === 'chair' ? 'chair' : null].filter(Boolean).join(', ') })), errors }) : null,
    name: submitButton('Name as keeper')
  }
}

/** What everybody who may see a team sees of its goals. */
export function totalsPage (team: Team, parts: { keepers: string[], mayName: boolean, keeps: boolean, released: { text: string, href: string } | null }) {
  return {
    title: 'Goals: totals',
    team: team.name,
    breadcrumbs: crumbsOf(team),
    keepers: parts.keepers.length > 0 ? parts.keepers.join(', ') : null,
    name: parts.mayName ? { text: 'Name keepers', href: `${homeOf(team)}/keepers` } : null,
    home: parts.keeps ? { text: 'The goals of this team’s children', href: homeOf(team) } : null,
    released: parts.released
  }
}

/** What the authority decides about goals for all its teams. */
export function settingsPage (settings: GoalSettings, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
  const given = values ?? { ...settings, tScore: settings.tScore ? 'on' : 'off' }
  return {
    title: 'Rules for goals',
    errors: errors && errorSummary(errors),
    action: '/goal-settings',
    bank: { text: 'Bank of goals', href: '/goal-bank' },
    baselineField: radioGroup({ name: 'baseline', legend: 'Where a child starts on the scale', hint: 'The start decides how large a change looks, so all teams follow one rule.', items: (Object.keys(baselineRules) as (keyof typeof baselineRules)[]).map(value => ({ value, text: baselineRules[value] })), values: given, errors }),
    raterField: radioGroup({ name: 'rater', legend: 'Who rates at a review', hint: 'Two raters often differ, so all teams follow one rule. Each review says who it was.', items: raterNames.map(value => ({ value, text: raters[value] })), values: given, errors }),
    tScoreField: radioGroup({ name: 'tScore', legend: 'T-score', items: [{ value: 'off', text: 'Off', hint: 'Results are counts: how many goals were reached' }, { value: 'on', text: 'On, for keepers', hint: 'Beside the counts, for children with three goals or more. Never in totals, never for comparing teams' }], values: given, errors }),
    rhoField: textField({ name: 'rho', label: 'ρ, the correlation assumed between a child’s goals', hint: '0.3 by convention', classes: 'govuk-input--width-4', inputmode: 'decimal', values: given, errors }),
    submit: submitButton('Save')
  }
}
