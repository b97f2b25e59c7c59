import { longDate, longMoment } from '../../lib/dates.ts'
import { versionLines, nameIn } from './pages.ts'
import { closings, levels, raters, scoreWords, standing } from './rules.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { Lists } from './pages.ts'
import type { Goal, GoalStep, Review } from './queries.ts'
import type { Closing } from './rules.ts'

interface Facts { team: string, authority: string, goal: Goal, reviews: Review[], steps: GoalStep[], versions: { revision: number, content: string, saved_by_name: string, saved_at: string }[], lists: Lists, session: string }

/** One goal of one child as a report: every stored field of it. Never without its marking. */
export function goalReport ({ team, authority, goal, reviews, steps, versions, lists, session }: Facts): ReportDocument {
  const row = (label: string, text: string | null) => ({ label, text: text || 'Not said' })
  const date = [goal.saved_at, ...reviews.map(review => review.recorded_at), ...steps.map(step => step.at)].sort().at(-1)!
  const last = standing(reviews)[0]
  return {
    kind: `Goal ${goal.case_code}`,
    title: `Goal of ${goal.case_code}`,
    team,
    session,
    version: `As saved on ${longMoment(date)}`,
    date,
    draft: false,
    marking: 'OFFICIAL-SENSITIVE',
    author: authority,
    language: 'en-GB',
    summary: [
      goal.childs_words ? `The child’s own words: “${goal.childs_words}”` : `The child’s own words are missing: ${nameIn(lists['not-gathered'], goal.no_words ?? '').toLowerCase()}.`,
      last ? `Last review, ${longDate(last.reviewed_on)}: ${scoreWords[`${last.score}`]}.` : 'Not reviewed yet.'
    ],
    sections: [
      { id: 'levels', heading: 'The five levels', blocks: [{ kind: 'table', caption: 'Levels agreed', rowHeader: true, columns: ['Level', 'What it would look like', 'Start'], rows: levels.map(level => [`${level.sign} ${level.words}`, goal[level.name], level.score === goal.baseline ? 'The child started here' : '']) }] },
      {
        id: 'about',
        heading: 'About the goal',
        blocks: [{
          kind: 'facts', caption: 'About the goal',
          rows: [
            row('Case code', goal.case_code), row('Wellbeing indicator', nameIn(lists.wellbeing, goal.wellbeing)), row('Need', nameIn(lists.needs, goal.need)), row('Support', nameIn(lists.supports, goal.support)), row('Discussed at', nameIn(lists['forum-types'], goal.forum)),
            row('Levels agreed on', longDate(goal.agreed_on)), row('Support begins', longDate(goal.support_from)), ...goal.agreed_late ? [row('Why agreed after support had begun', goal.agreed_late)] : [],
            row('Start', goal.baseline === -2 ? `−2: ${goal.baseline_because}` : '−1'), row('Review by', goal.review_on && longDate(goal.review_on)), row('Closed', goal.closed_at ? longDate(goal.closed_at) : 'Open'),
            row('Written by', `${goal.created_by_name}, ${longMoment(goal.created_at)}`), row('Last saved by', `${goal.saved_by_name}, ${longMoment(goal.saved_at)}, version ${goal.revision}`)
          ]
        }]
      },
      {
        id: 'reviews',
        heading: 'Reviews',
        blocks: reviews.length === 0
          ? [{ kind: 'paragraph', text: 'Not reviewed yet.' }]
          : reviews.map(review => ({
            kind: 'facts', caption: `Review of ${longDate(review.reviewed_on)}${review.replaced_at ? ', corrected later' : ''}`,
            rows: [
              row('Level reached', scoreWords[`${review.score}`]), row('Rated by', raters[review.rated_by]), row('What the child says', review.childs_words), row('What helped, what got in the way', review.note),
              ...review.correction ? [row('What was wrong before', review.correction)] : [], ...review.replaced_at ? [row('Corrected on', longMoment(review.replaced_at))] : [], row('Written down by', `${review.recorded_by_name}, ${longMoment(review.recorded_at)}`)
            ]
          }))
      },
      ...steps.length + versions.length > 0
        ? [{
            id: 'history',
            heading: 'History',
            blocks: [
              ...steps.map(step => ({ kind: 'paragraph' as const, text: `${step.kind === 'closed' ? 'Closed' : 'Opened again'} by ${step.by_name} on ${longMoment(step.at)}.${step.reason ? ` ${closings[step.reason as Closing]}.` : ''}${step.note ? ` ${step.note}` : ''}` })),
              ...versions.flatMap(version => [{ kind: 'paragraph' as const, text: `Version ${version.revision}, saved by ${version.saved_by_name} on ${longMoment(version.saved_at)}:` }, { kind: 'list' as const, items: versionLines(version.content, lists) }])
            ]
          }]
        : []
    ]
  }
}

/** The goals of a team as a table, one a row; the marking stands in each, because a row is easily copied out. */
export const goalsTable = (goals: Goal[], reviews: Review[], lists: Lists): SheetTable => ({
  name: 'Goals',
  columns: [
    { label: 'Marking', width: 20 }, { label: 'Case code', width: 14 }, { label: 'The child’s own words', width: 50 }, { label: 'Why they are missing', width: 24 }, { label: 'Wellbeing indicator', width: 18 }, { label: 'Need', width: 20 }, { label: 'Support', width: 20 }, { label: 'Discussed at', width: 20 },
    ...levels.map(level => ({ label: `${level.sign} ${level.words}`, width: 36 })),
    { label: 'Agreed on', kind: 'day' }, { label: 'Support begins', kind: 'day' }, { label: 'Why agreed later' }, { label: 'Start', kind: 'number' }, { label: 'Why it cannot be worse' }, { label: 'Review by', kind: 'day' }, { label: 'Reviews', kind: 'number' },
    { label: 'Last review', kind: 'day' }, { label: 'Level reached', kind: 'number' }, { label: 'Closed on', kind: 'day' }, { label: 'Written by' }, { label: 'Written on', kind: 'day' }, { label: 'Saved by' }, { label: 'Saved on', kind: 'day' }, { label: 'Version', kind: 'number' }
  ],
  rows: goals.map(goal => {
    const own = standing(reviews.filter(review => review.goal_id === goal.id))
    return [
      'OFFICIAL-SENSITIVE', goal.case_code, goal.childs_words, goal.no_words && nameIn(lists['not-gathered'], goal.no_words), nameIn(lists.wellbeing, goal.wellbeing), nameIn(lists.needs, goal.need), nameIn(lists.supports, goal.support), nameIn(lists['forum-types'], goal.forum),
      ...levels.map(level => goal[level.name]), goal.agreed_on, goal.support_from, goal.agreed_late, goal.baseline, goal.baseline_because, goal.review_on, own.length,
      own[0]?.reviewed_on ?? null, own[0]?.score ?? null, goal.closed_at && goal.closed_at.slice(0, 10), goal.created_by_name, goal.created_at.slice(0, 10), goal.saved_by_name, goal.saved_at.slice(0, 10), goal.revision
    ]
  })
})

/** Every review, replaced ones too. */
export const reviewsTable = (goals: Goal[], reviews: Review[]): SheetTable => ({
  name: 'Reviews',
  columns: [{ label: 'Marking', width: 20 }, { label: 'Case code', width: 14 }, { label: 'Goal (expected level)', width: 36 }, { label: 'Day', kind: 'day' }, { label: 'Level reached', kind: 'number' }, { label: 'Rated by' }, { label: 'What the child says', width: 50 }, { label: 'What helped, what got in the way', width: 50 }, { label: 'What was wrong before' }, { label: 'Corrected on', kind: 'day' }, { label: 'Written down by' }, { label: 'Written down on', kind: 'day' }],
  rows: reviews.map(review => {
    const goal = goals.find(goal => goal.id === review.goal_id)!
    return ['OFFICIAL-SENSITIVE', goal.case_code, goal.expected, review.reviewed_on, review.score, raters[review.rated_by], review.childs_words, review.note, review.correction, review.replaced_at && review.replaced_at.slice(0, 10), review.recorded_by_name, review.recorded_at.slice(0, 10)]
  })
})
