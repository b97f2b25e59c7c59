import { longDate, longMoment } from '../../lib/dates.ts'
import { linkButton, pagination, selectField, submitButton, summaryRow, table, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { closings, levels, pageSize, raters, scoreWords, standing } from './rules.ts'
import { fewestGoals, tScore } from './scoring-rules.ts'
import { warningsOf } from './warning-rules.ts'
import type { ListItem } from '../lists/queries.ts'
import type { ListName } from '../lists/rules.ts'
import type { ListFilters } from './forms.ts'
import type { Goal, GoalStep, ListedGoal, Review } from './queries.ts'
import type { Closing, GoalSettings } from './rules.ts'
import type { LevelTexts } from './tables.ts'

export interface Team { name: string, slug: string, closed: boolean }
export type Lists = Record<ListName, ListItem[]>
export const homeOf = ({ slug }: Pick<Team, 'slug'>): string => `/communities/${slug}/goals`
export const crumbsOf = (team: Team, ...more: { text: string, href: string }[]) => [{ text: team.name, href: `/communities/${team.slug}` }, ...more]
export const goalsCrumb = (team: Team) => ({ text: 'Goals', href: homeOf(team) })
export const nameIn = (items: ListItem[], code: string): string => items.find(item => item.code === code)?.name ?? code

/** The goals of a team’s children, for its keepers. */
export function listPage (team: Team, { total, goals }: { total: number, goals: ListedGoal[] }, lists: Lists, filters: ListFilters, today: string) {
  const home = homeOf(team)
  const { show = '', code = '', page = 1 } = filters
  const query = (more: Record<string, string | number>) => { const text = new URLSearchParams(Object.entries({ ...show ? { show } : {}, ...code ? { code } : {}, ...more }).map(([name, value]) => [name, String(value)])).toString(); return text ? `${home}?${text}` : home }
  return {
    title: 'Goals',
    sensitive: true,
    team: team.name,
    wide: true,
    breadcrumbs: crumbsOf(team),
    marking: 'OFFICIAL-SENSITIVE. Only the team’s named keepers can read this page.',
    add: team.closed ? null : linkButton('Add a goal', `${home}/new`),
    links: [{ text: 'Results of this team', href: `${home}/results` }, { text: 'Case studies', href: `/communities/${team.slug}/case-studies` }, { text: 'Totals that everybody sees', href: `${home}/totals` }],
    filterAction: home,
    showField: selectField({ name: 'show', label: 'Show', items: [{ value: '', text: 'Open goals' }, { value: 'due', text: 'Review is due' }, { value: 'closed', text: 'Closed goals' }], values: { show } }),
    codeField: textField({ name: 'code', label: 'Case code', classes: 'govuk-input--width-10', spellcheck: false, values: { code } }),
    filter: submitButton('Show', { secondary: true }),
    count: code ? `${count(total, 'goal')} of ${code}` : { '': count(total, 'open goal'), open: count(total, 'open goal'), due: count(total, 'goal'), closed: count(total, 'closed goal') }[show],
    table: goals.length > 0
      ? table({
        caption: 'Goals, those reviewed soonest first', hideCaption: true,
        head: ['Case code', 'Expected level', 'Wellbeing', 'Support', 'Last review', 'Review by'],
        rows: goals.map(goal => [
          { text: goal.case_code, href: `${home}/${goal.id}`, classes: 'app-nowrap' }, goal.expected, nameIn(lists.wellbeing, goal.wellbeing), nameIn(lists.supports, goal.support),
          goal.last ? `${scoreWords[`${goal.last.score}`]}, ${longDate(goal.last.reviewed_on)}` : 'Not reviewed yet',
          goal.closed_at ? `Closed on ${longDate(goal.closed_at)}` : goal.review_on ? `${longDate(goal.review_on)}${goal.review_on <= today ? ': due' : ''}` : 'No date'
        ])
      })
      : null,
    empty: code ? 'There is no goal with this code.' : show === 'due' ? 'No review is due.' : show === 'closed' ? 'No goal has been closed yet.' : 'There is no open goal yet. A goal takes under three minutes: the child’s own words, five levels, two dates.',
    pages: pagination(page, Math.ceil(total / pageSize), n => query({ page: n })),
    files: [{ text: 'All goals as CSV', href: `${home}/goals.csv` }, { text: 'All goals as Excel workbook', href: `${home}/goals.xlsx` }]
  }
}

interface GoalParts { goal: Goal, reviews: Review[], steps: GoalStep[], versions: { revision: number, content: string, saved_by_name: string, saved_at: string }[], siblings: Goal[], siblingReviews: Review[], lists: Lists, settings: GoalSettings, mayErase: boolean }

/** One goal of one child: their words first, the five levels, what the reviews said. */
export function goalPage (team: Team, { goal, reviews, steps, versions, siblings, siblingReviews, lists, settings, mayErase }: GoalParts) {
  const here = `${homeOf(team)}/${goal.id}`
  const last = standing(reviews)[0] ?? null
  const open = !goal.closed_at && !team.closed
  const warnings = warningsOf(goal)
  return {
    title: `Goal of ${goal.case_code}`,
    sensitive: true,
    team: team.name,
    breadcrumbs: crumbsOf(team, goalsCrumb(team)),
    marking: 'OFFICIAL-SENSITIVE',
    closed: closedWords(goal, steps),
    words: goal.childs_words,
    noWords: goal.childs_words ? null : `The child’s own words are missing: ${nameIn(lists['not-gathered'], goal.no_words ?? '').toLowerCase()}.`,
    levels: levels.map(level => ({
      sign: level.sign, words: level.words, text: goal[level.name],
      marks: [...goal.baseline === level.score ? ['Where the child started'] : [], ...last && last.score === level.score ? [`Reached on ${longDate(last.reviewed_on)}`] : [], ...last?.score === -0.5 && level.score === 0 ? [`Partly achieved on ${longDate(last.reviewed_on)}`] : []],
      warnings: open ? warnings.filter(warning => warning.field === level.name).map(({ text }) => text) : []
    })),
    warnings: open ? warnings.filter(warning => warning.field === 'review_on').map(({ text }) => text) : [],
    facts: {
      rows: [
        summaryRow('Wellbeing indicator', nameIn(lists.wellbeing, goal.wellbeing)), summaryRow('Need', nameIn(lists.needs, goal.need)), summaryRow('Support', nameIn(lists.supports, goal.support)), summaryRow('Discussed at', nameIn(lists['forum-types'], goal.forum)),
        summaryRow('Levels agreed on', `${longDate(goal.agreed_on)}${goal.agreed_late ? `, after support had begun: ${goal.agreed_late}` : ''}`), summaryRow('Support begins', longDate(goal.support_from)),
        summaryRow('Start', goal.baseline === -2 ? `−2: ${goal.baseline_because}` : '−1'), summaryRow('Review by', goal.review_on ? longDate(goal.review_on) : 'No date'),
        summaryRow('Written by', `${goal.created_by_name}, ${longMoment(goal.created_at)}`), ...goal.revision > 1 ? [summaryRow('Last changed by', `${goal.saved_by_name}, ${longMoment(goal.saved_at)}`)] : []
      ]
    },
    review: open ? linkButton(last ? 'Add another review' : 'Add a review', `${here}/reviews/new`) : null,
    edit: open ? linkButton('Change the goal', `${here}/edit`, { secondary: true }) : null,
    another: team.closed ? null : { text: `Add another goal of ${goal.case_code}`, href: `${homeOf(team)}/new?code=${encodeURIComponent(goal.case_code)}` },
    reviews: standing(reviews).map(review => ({ ...reviewWords(review), correct: open ? `${here}/reviews/${review.id}/correction` : null })),
    replaced: reviews.filter(review => review.replaced_at).map(review => ({ ...reviewWords(review), because: reviews.find(later => later.replaces_id === review.id)?.correction ?? '', at: longMoment(review.replaced_at!) })),
    siblings: siblings.filter(other => other.id !== goal.id).map(other => ({ text: other.expected, href: `${homeOf(team)}/${other.id}`, about: `${nameIn(lists.wellbeing, other.wellbeing)}${other.closed_at ? ', closed' : ''}` })),
    tScore: settings.tScore ? childScore(siblings, siblingReviews, settings.rho) : null,
    history: [
      ...versions.map(version => ({ title: `As it was until it was changed (version ${version.revision}, saved by ${version.saved_by_name} on ${longMoment(version.saved_at)})`, lines: versionLines(version.content, lists) })),
      ...steps.map(step => ({ title: `${step.kind === 'closed' ? 'Closed' : 'Opened again'} by ${step.by_name} on ${longMoment(step.at)}`, lines: [...step.reason ? [closings[step.reason as Closing]] : [], ...step.note ? [step.note] : []] }))
    ],
    close: goal.closed_at ? null : linkButton('Close the goal', `${here}/closing`, { secondary: true }),
    reopen: goal.closed_at && !team.closed ? { action: `${here}/reopening`, button: submitButton('Open the goal again', { secondary: true }) } : null,
    erase: mayErase ? `/records/goals/${goal.id}/erasure` : null,
    files: [{ text: 'This goal as PDF', href: `${here}/goal.pdf` }, { text: 'This goal as Word', href: `${here}/goal.docx` }]
  }
}

export const reviewWords = (review: Review) => ({
  on: longDate(review.reviewed_on), score: scoreWords[`${review.score}`], by: `${raters[review.rated_by]}. Written down by ${review.recorded_by_name} on ${longMoment(review.recorded_at)}.`, childs: review.childs_words, note: review.note, corrected: review.correction
})

function closedWords (goal: Goal, steps: GoalStep[]): string | null {
  const step = steps.findLast(one => one.kind === 'closed')
  return goal.closed_at && step ? `Closed on ${longDate(goal.closed_at)} by ${step.by_name}: ${closings[step.reason as Closing].toLowerCase()}.${step.note ? ` ${step.note}` : ''}` : null
}

/** The T-score of one child, over all their goals; never for fewer than three. */
function childScore (goals: Goal[], reviews: Review[], rho: number): { text: string, how: string } {
  const scored = goals.map(goal => ({ score: standing(reviews.filter(review => review.goal_id === goal.id))[0]?.score ?? null }))
  const { t, used, dropped } = tScore(scored, rho)
  const left = dropped > 0 ? ` ${count(dropped, 'goal')} without a review left out.` : ''
  return {
    text: t === null || used < fewestGoals ? `T-score: not shown for fewer than ${fewestGoals} reviewed goals, because one level would move it too far.${left}` : `T-score of this child’s ${used} reviewed goals: ${t.toFixed(1)}.${left}`,
    how: `T = 50 + 10 Σx ÷ √((1 − ρ)·n + ρ·n²), with ρ = ${rho} and all goals of equal weight. 50 means that on the whole the goals were reached as expected. It depends on how many goals a child has, so it compares neither children nor teams.`
  }
}

/** An earlier wording of a goal, as lines. */
export function versionLines (content: string, lists: Lists): string[] {
  const before = JSON.parse(content) as Partial<Goal> & LevelTexts
  return [
    `The child’s own words: ${before.childs_words ?? 'missing'}`, `Case code: ${before.case_code}`, ...levels.map(level => `${level.sign}: ${before[level.name]}`),
    `${nameIn(lists.wellbeing, before.wellbeing ?? '')}; ${nameIn(lists.needs, before.need ?? '')}; ${nameIn(lists.supports, before.support ?? '')}; ${nameIn(lists['forum-types'], before.forum ?? '')}`,
    `Agreed on ${longDate(before.agreed_on!)}, support from ${longDate(before.support_from!)}, start ${before.baseline === -2 ? '−2' : '−1'}, review ${before.review_on ? `by ${longDate(before.review_on)}` : 'without a date'}`
  ]
}
