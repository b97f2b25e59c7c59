import { sessionLabel } from '../../lib/dates.ts'
import { diffParts } from '../../lib/text-diff.ts'
import { selectField, submitButton } from '../../lib/fields.ts'
import { comparisonSentence, dotPlot, moveBetween, moveWords } from './comparison-rules.ts'
import { evaluationHref, teamCrumb } from './pages.ts'
import { levelWords, textLabels, textNames } from './rules.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Session } from '../sessions/queries.ts'
import type { ComparedIndicator } from './comparison-rules.ts'
import type { Team } from './pages.ts'
import type { Judgement } from './queries.ts'

/** Sessions side by side: a sentence, a picture and the table that says the same. */
export function comparisonPage (team: Team, sessions: Session[], rows: ComparedIndicator[], scale: Scale | undefined) {
  const previous = sessions.at(-2)
  const sentence = comparisonSentence(rows, previous ? sessionLabel(previous.name) : null)
  return {
    title: 'Comparing years',
    team: team.name,
    breadcrumbs: [teamCrumb(team), { text: 'Self-evaluation', href: evaluationHref(team) }],
    sentence,
    how: 'A level is the team’s own judgement of an indicator in a session. Moves are counted, levels are never averaged, and an indicator that the framework has changed is not compared.',
    plot: scale && previous && rows.some(row => row.cells.slice(-2).some(cell => cell.level !== null))
      ? { ...dotPlot(rows, scale.levels), title: `Levels in ${sessionLabel(previous.name)} and ${sessionLabel(team.session)}`, sentence, before: sessionLabel(previous.name), now: sessionLabel(team.session) }
      : null,
    sessions: sessions.map(session => sessionLabel(session.name)),
    rows: rows.map(row => ({
      heading: `${row.code} ${row.title}`,
      href: previous ? `${evaluationHref(team)}/comparison/${row.code}` : null,
      cells: row.cells.map((cell, index) => {
        const move = moveBetween(row.cells[index - 1], cell)
        return { words: cell.words, reason: cell.reason, arrow: move && moveWords[move].arrow, move: move && moveWords[move].word }
      })
    }))
  }
}

interface Side { session: Session, judgement: Judgement | null, code: string | null, scale: Scale | undefined }
/** One indicator in two sessions: both texts, and what changed between them. */
export const comparedTextsPage = (team: Team, indicator: { code: string, title: string }, sessions: Session[], before: Side, after: Side, notCompared: string | null) => ({
  title: `${indicator.code} ${indicator.title}: two sessions`,
  breadcrumbs: [teamCrumb(team), { text: 'Self-evaluation', href: evaluationHref(team) }, { text: 'Comparing years', href: `${evaluationHref(team)}/comparison` }],
  action: `${evaluationHref(team)}/comparison/${indicator.code}`,
  choose: selectField({ name: 'with', label: `Compare session ${sessionLabel(after.session.name)} with`, items: sessions.filter(session => session.id !== after.session.id).map(session => ({ value: session.name, text: sessionLabel(session.name) })), values: { with: before.session.name } }),
  submit: submitButton('Show', { secondary: true }),
  before: `Session ${sessionLabel(before.session.name)}${before.code && before.code !== indicator.code ? `, then ${before.code}` : ''}`,
  after: `Session ${sessionLabel(after.session.name)}`,
  notCompared: notCompared === null ? null : `Changed: not compared. ${notCompared}`,
  levels: { before: before.judgement ? levelWords(before.judgement, before.scale) : 'Not judged', after: after.judgement ? levelWords(after.judgement, after.scale) : 'Not judged' },
  texts: notCompared !== null
    ? []
    : textNames.map(name => ({
      label: textLabels[name],
      before: before.judgement?.[name] ?? 'Nothing written',
      after: after.judgement?.[name] ?? 'Nothing written',
      parts: before.judgement?.[name] && after.judgement?.[name] ? diffParts(before.judgement[name], after.judgement[name]) : null
    }))
})
