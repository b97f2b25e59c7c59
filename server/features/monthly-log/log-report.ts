import { longDate, sessionLabel } from '../../lib/dates.ts'
import { medianOf } from '../../lib/run-chart.ts'
import { attendanceOf, attendanceWords, measureSentence, measures, monthText, monthWords, pointsOf, totalsBy } from './picture-rules.ts'
import { monthsShown } from './log-pages.ts'
import { countWords, factsOf } from './pages.ts'
import { countKinds, kindNames } from './rules.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { Block, ReportDocument } from '../../exports/document.ts'
import type { Baseline } from './log-pages.ts'
import type { Items, Team } from './pages.ts'
import type { Entry, listCorrections } from './queries.ts'

type Correction = Awaited<ReturnType<typeof listCorrections>>[number]

interface Parts { team: Team, items: Items, entries: Entry[], earlier: Entry[], baseline: Baseline, authority: string, at: string, today: string }
/** Its small numbers are the team's own, so it does not go further. */
export const marking = 'OFFICIAL-SENSITIVE'

/** The picture of a team's log on paper: who came, month by month, and the session together. */
export function buildPicture ({ team, items, entries, earlier, baseline, authority, at, today }: Parts): ReportDocument {
  const months = monthsShown(team, entries, earlier, today)
  const attendance = attendanceOf(entries, items.agencies)
  const table = (caption: string, columns: string[], rows: string[][]): Block => ({ kind: 'table', caption, columns, rows, rowHeader: true })
  return {
    kind: 'Monthly log',
    title: `${team.name}: monthly log, session ${sessionLabel(team.session)}`,
    team: team.name,
    session: sessionLabel(team.session),
    version: `As of ${longDate(at)}`,
    date: at,
    draft: false,
    marking,
    author: authority,
    language: 'en-GB',
    summary: [`${entries.length} ${entries.length === 1 ? 'meeting' : 'meetings'} logged.`, ...attendanceWords(attendance), ...measures.map(measure => measureSentence(measure, months))],
    sections: [
      { id: 'who-came', heading: 'Who came', blocks: [table('Agencies at meetings', ['Agency', 'Was at'], attendance.map(row => [row.name, `${row.at} of ${row.of} meetings`]))] },
      {
        id: 'months',
        heading: 'Month by month',
        blocks: [
          ...baseline ? [{ kind: 'paragraph' as const, text: `Parents’ and carers’ views, ${baseline.text} of referrals.` }] : [],
          table('Month by month', ['Month', ...measures.map(measure => measure.heading)], months.map(month => [monthWords(month.month), ...measures.map(measure => monthText(measure, month))])),
          { kind: 'note', text: `Median of the months: ${measures.map(measure => { const median = medianOf(pointsOf(measure, months)); return `${measure.heading.split(':')[0]} ${median === null ? 'not yet, under ten months' : `${median}${measure.percent ? '%' : ''}`}` }).join('; ')}.` }
        ]
      },
      {
        id: 'together',
        heading: 'This session together',
        blocks: kindNames.filter(kind => kind !== 'agency').flatMap(kind => {
          const rows = totalsBy(entries, kind, items[countKinds[kind].list]).map(({ name, number }) => [name, String(number)])
          return rows.length > 0 ? [table(countKinds[kind].name, [countKinds[kind].name, 'Children'], rows)] : []
        })
      },
      { id: 'meetings', heading: 'The meetings', blocks: entries.map(entry => ({ kind: 'facts', caption: longDate(entry.met_on), rows: factsOf(items, entry) })) }
    ]
  }
}

/** The meetings as a table for a spreadsheet: every stored field. */
export const logTable = (items: Items, entries: Entry[]): SheetTable => ({
  name: 'Monthly log',
  columns: [
    { label: 'Day of the meeting', kind: 'day' }, { label: 'Agencies present', width: 40 }, { label: 'Discussed for the first time', kind: 'number' }, { label: 'Reviewed', kind: 'number' },
    { label: 'Child’s view noted', kind: 'number' }, { label: 'Parent’s view noted', kind: 'number' }, { label: 'Families who came', kind: 'number' },
    ...kindNames.filter(kind => kind !== 'agency').map(kind => ({ label: countKinds[kind].name })),
    { label: 'Entered by', width: 20 }, { label: 'Entered on', kind: 'day' as const }, { label: 'Saved by', width: 20 }, { label: 'Saved on', kind: 'day' as const }, { label: 'From the file' }, { label: 'Rows of the file' }, { label: 'Corrections', kind: 'number' as const }, { label: 'In released figures', width: 14 },
    { label: 'Taken out on', kind: 'day' as const }, { label: 'Taken out by', width: 20 }
  ],
  rows: entries.map(entry => [
    entry.met_on, countWords(items, 'agency', entry.counts.agency), entry.new_children, entry.reviewed_children, entry.child_view_noted, entry.parent_view_noted, entry.families_attended,
    ...kindNames.filter(kind => kind !== 'agency').map(kind => countWords(items, kind, entry.counts[kind])),
    entry.made_by_name, entry.made_at.slice(0, 10), entry.saved_by_name, entry.saved_at.slice(0, 10), entry.file_name, entry.import_rows, entry.revision - 1, entry.release_id ? 'Yes' : 'Not yet',
    entry.removed_at?.slice(0, 10) ?? null, entry.removed_by_name
  ])
})

/** How meetings stood before they were corrected, a row each. */
export const correctionsTable = (items: Items, corrections: Correction[]): SheetTable => ({
  name: 'Before corrections',
  columns: [{ label: 'Day of the meeting', kind: 'day' }, { label: 'Version', kind: 'number' }, { label: 'Saved by', width: 20 }, { label: 'Saved on', kind: 'day' }, { label: 'Day as it was', kind: 'day' }, { label: 'What it said', width: 100 }],
  rows: corrections.map(({ met_on: day, revision, saved_by_name: by, saved_at: at, meeting }) => [day, revision, by, at.slice(0, 10), meeting.met_on, factsOf(items, meeting).map(({ label, text }) => `${label}: ${text}`).join('\n')])
})
