import { longDate, sessionLabel } from '../../lib/dates.ts'
import { inWords } from '../../lib/text.ts'
import { standing, statusNames, statuses } from '../action-plans/rules.ts'
import { answerNames } from '../recommendations/rules.ts'
import type { Block, ReportDocument, Section } from '../../exports/document.ts'
import type { Since } from './since-queries.ts'

type Row = Since['rows'][number]

/** What became of a visit: each recommendation then and now. */
export function buildSince ({ visit, report, rows, releases }: Since, { place, authority, at }: { place: string, authority: string, at: string }): ReportDocument {
  const answered = rows.filter(row => row.answer).length
  const acted = rows.filter(row => row.actions.some(action => !action.stopped_at)).length
  const themes = [...new Map(rows.map(row => [row.theme.code, row.theme])).values()]
  return {
    kind: 'Since the visit',
    title: `What became of the ${visit.title}`,
    team: place,
    subject: visit.title,
    session: visit.starts_on.slice(0, 4),
    version: `As of ${longDate(at)}`,
    date: at,
    draft: false,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [
      `The visit ended on ${longDate(visit.ends_on)}. It made ${rows.length} recommendations.`,
      `${answered} of ${rows.length} have been answered; ${acted} of ${rows.length} have an action in a plan that was not stopped.`
    ],
    sections: [
      ...themes.map((theme, index): Section => ({
        id: `theme-${index + 1}`,
        heading: theme.question,
        blocks: [],
        sections: rows.filter(row => row.theme.code === theme.code).map(row => ({ id: `r-${row.code.replace(/[^\w]+/g, '-')}`, heading: `Recommendation ${row.code}`, blocks: blocksOf(row) }))
      })),
      {
        id: 'figures',
        heading: 'Figures released since',
        blocks: releases.length === 0
          ? [{ kind: 'note', text: 'No figures have been released for a time after the visit.' }]
          : [{ kind: 'table', caption: 'Releases', columns: ['About', 'From', 'To', 'Released'], rowHeader: true, rows: releases.map(one => [one.subject.replace(/^./, letter => letter.toUpperCase()), longDate(one.covers_from), longDate(one.covers_to), longDate(one.released_at)]) }]
      },
      { id: 'source', heading: 'Source', blocks: [{ kind: 'paragraph', text: `${report.title}. ${report.attribution}` }] }
    ]
  }
}

function blocksOf (row: Row): Block[] {
  return [
    {
      kind: 'facts',
      caption: `${row.code} then and now`,
      rows: [
        { label: 'Then', text: row.text },
        { label: 'Answer', text: row.answer ? `${answerNames[row.answer.answer]}${row.answer.reason ? `: ${row.answer.reason}` : ''} (${longDate(row.answer.at)})` : 'Not answered yet' },
        { label: 'Now', text: nowWords(row) }
      ]
    },
    ...row.actions.length > 0
      ? [{
          kind: 'table' as const, caption: `Actions for ${row.code}`, rowHeader: true, columns: ['Plan', 'Session', 'Action', 'Status', 'Impact'],
          rows: row.actions.map(action => [action.place, sessionLabel(action.session), `${action.number}. ${action.what}`, statuses[standing(action)].word, action.impact ?? 'Not said yet'])
        }]
      : []
  ]
}

/** 'Actions: 2 on track and 1 complete.' */
export function nowWords ({ actions }: Row): string {
  const open = actions.filter(action => !action.stopped_at)
  if (open.length === 0) return 'No plan has an action for it.'
  const groups = statusNames.flatMap(status => {
    const n = open.filter(action => standing(action) === status).length
    return n === 0 ? [] : [`${n} ${statuses[status].word.toLowerCase()}`]
  })
  return `Actions: ${inWords(groups)}.`
}
