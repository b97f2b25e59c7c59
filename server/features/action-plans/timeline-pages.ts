import { longDate, sessionLabel } from '../../lib/dates.ts'
import { table } from '../../lib/fields.ts'
import { inWords } from '../../lib/text.ts'
import { planHref } from '../organisation/address-rules.ts'
import { crumbs } from './pages.ts'
import { dueWords, ownerWords, standing, statuses } from './rules.ts'
import { timelineDrawing, timelineSentence } from './timeline-rules.ts'
import type { Team } from './pages.ts'
import type { Action } from './queries.ts'
import type { Timeline, TimelineRow } from './timeline-rules.ts'

/** The plan over the quarters of its session: in a sentence, as a picture, and as a table with the same facts. */
export function timelinePage (team: Team, timeline: Timeline, actions: Action[], today: string) {
  const href = (number: number) => `${planHref(team)}/actions/${number}`
  const drawing = timelineDrawing(timeline)
  const sentence = timelineSentence(timeline)
  return {
    title: 'Timeline',
    team: `${team.name}, session ${sessionLabel(team.session)}`,
    breadcrumbs: crumbs(team),
    wide: true,
    sentence,
    drawing: timeline.rows.length > 0 ? { ...drawing, title: `Actions by quarter, session ${sessionLabel(team.session)}`, sentence, key: drawing.statuses.map((status, index) => ({ status, word: `${statuses[status].shape} ${statuses[status].word}`, x: index * 158 + 1, textX: index * 158 + 41 })) } : null,
    table: timeline.rows.length > 0
      ? table({
        caption: 'The same as a table',
        head: ['Action', 'Status', 'From', 'Due', 'Quarters', 'Owner'],
        rows: timeline.rows.map(row => [
          { text: `${row.action.number}. ${row.action.what}`, href: href(row.action.number) }, `${statuses[row.status].shape} ${statuses[row.status].word}`,
          longDate(row.from), `${longDate(row.action.due_on)}${row.overdue ? `, ${dueWords(row.action, today)}` : ''}`, quarterWords(row, timeline), ownerOf(actions, row.action.number)
        ])
      })
      : null,
    undated: timeline.undated.map(action => ({ text: `${action.number}. ${action.what}`, href: href(action.number), about: `${statuses[standing(action)].shape} ${statuses[standing(action)].word}. ${ownerOf(actions, action.number)}.` }))
  }
}

const ownerOf = (actions: Action[], number: number): string => ownerWords(actions.find(action => action.number === number)!)

/** The quarters a bar goes through, and whether it goes beyond the session. */
function quarterWords ({ quarters, from, action }: TimelineRow, timeline: Timeline): string {
  const [first, last] = [timeline.quarters[0]!.from, timeline.quarters[3]!.to]
  const words = inWords([...from < first ? ['before the session'] : [], ...quarters, ...action.due_on > last ? ['after the session'] : []])
  return words.charAt(0).toUpperCase() + words.slice(1)
}
