import { longDate, sessionLabel } from '../../lib/dates.ts'
import { linkButton, table } from '../../lib/fields.ts'
import { drawRun, medianFrom, medianOf } from '../../lib/run-chart.ts'
import { attendanceOf, attendanceWords, byMonth, drawAttendance, measureSentence, measures, monthText, monthWords, monthsFrom, pointsOf, totalsBy } from './picture-rules.ts'
import { crumbs, logHref, meetingsTable, removedLines } from './pages.ts'
import { countKinds, monthDue, sessionDays } from './rules.ts'
import type { Items, Team } from './pages.ts'
import type { Measure, MonthCounts } from './picture-rules.ts'
import type { Entry } from './queries.ts'
import type { CountKind } from './rules.ts'

export type Baseline = { value: number, text: string } | null
interface LogParts { team: Team, items: Items, entries: Entry[], earlier: Entry[], removed: Entry[], baseline: Baseline, today: string, mayWrite: boolean, mayImport: boolean, releasedHref: string | null }

/** The team’s own log: what is due, its meetings, who came, and how it goes month by month. */
export function logPage ({ team, items, entries, earlier, removed, baseline, today, mayWrite, mayImport, releasedHref }: LogParts) {
  const due = mayWrite ? monthDue(today, entries.map(entry => entry.met_on.slice(0, 7))) : null
  const here = logHref(team)
  return {
    title: 'Monthly log',
    team: `${team.name}, session ${sessionLabel(team.session)}`,
    breadcrumbs: crumbs(team),
    due: due && due >= sessionDays(team.session).from.slice(0, 7) ? `No log for ${monthWords(due)} yet.` : null,
    add: mayWrite ? linkButton('Log a meeting', `${here}/new`) : null,
    importHref: mayImport ? `${here}/import` : null,
    meetings: entries.length > 0 ? meetingsTable(team, items, entries) : null,
    empty: entries.length === 0 ? (mayWrite ? 'No meeting of this session is logged yet. It takes two minutes after each meeting.' : 'No meeting of this session was logged.') : null,
    removed: removedLines(team, removed),
    attendance: attendanceView(items, entries),
    charts: chartsOf(team, entries, earlier, baseline, today),
    totals: entries.length > 0 ? totalTables(items, entries) : [],
    files: entries.length > 0 ? [{ text: 'CSV', href: `${here}/log.csv` }, { text: 'Excel', href: `${here}/log.xlsx` }, { text: 'PDF', href: `${here}/picture.pdf` }, { text: 'Word', href: `${here}/picture.docx` }] : [],
    releasedHref
  }
}

/** Who came to the meetings: in words, as dots, and month by month. */
export function attendanceView (items: Items, entries: Entry[]) {
  if (entries.length === 0) return null
  const rows = attendanceOf(entries, items.agencies)
  const days = entries.map(entry => entry.met_on)
  const months = [...new Set(days.map(day => day.slice(0, 7)))]
  const sentences = attendanceWords(rows)
  return {
    sentences,
    drawing: { ...drawAttendance(rows, days), title: 'Agencies at each meeting: a filled dot was there, a ring with a cross was not', sentence: sentences.join(' ') },
    table: table({
      caption: 'Agencies at meetings, month by month',
      head: ['Agency', 'Was at', ...months.map(month => monthWords(month))],
      rows: rows.map(row => [row.name, `${row.at} of ${row.of}`, ...months.map(month => {
        const held = row.present.filter((_there, index) => days[index]!.startsWith(month))
        return `${held.filter(Boolean).length} of ${held.length}`
      })])
    })
  }
}

/** The months that a picture shows: this session's, and the one before where there is anything. */
export function monthsShown (team: Team, entries: Entry[], earlier: Entry[], today: string): MonthCounts[] {
  const all = [...earlier, ...entries]
  const { from, to } = sessionDays(team.session)
  const start = earlier[0]?.met_on ?? from
  const last = entries.at(-1)?.met_on ?? earlier.at(-1)?.met_on ?? from
  const end = [to, today > last ? today : last].sort()[0]!
  return byMonth(all, monthsFrom(start, end, new Set(all.map(entry => entry.met_on.slice(0, 7)))))
}

function chartsOf (team: Team, entries: Entry[], earlier: Entry[], baseline: Baseline, today: string) {
  if (entries.length + earlier.length === 0) return []
  const months = monthsShown(team, entries, earlier, today)
  return measures.map(measure => chartView(measure, months, measure.key === 'parent' ? baseline : null))
}

export function chartView (measure: Measure, months: MonthCounts[], baseline: Baseline) {
  const points = pointsOf(measure, months)
  const sentence = [measureSentence(measure, months), ...baseline ? [`The report’s figure is the line to pass: ${baseline.text.replace(': ', ', views were ')} of referrals.`] : []].join(' ')
  return {
    heading: measure.heading,
    sentence,
    note: medianOf(points) === null ? `A median line is drawn from ${medianFrom} months on.` : null,
    drawing: { ...drawRun({ points, percent: measure.percent, baseline }), id: `run-${measure.key}`, title: `${measure.heading}, month by month`, sentence },
    table: table({ caption: `${measure.heading}, month by month`, head: ['Month', measure.percent ? 'Noted' : 'Number'], rows: months.map(month => [monthWords(month.month), monthText(measure, month)]) })
  }
}

const totalled: CountKind[] = ['reason', 'stage', 'route', 'child-reason', 'parent-reason', 'support']
/** What the session's meetings count together, list by list. */
export const totalTables = (items: Items, entries: Entry[]) => totalled.map(kind => {
  const rows = totalsBy(entries, kind, items[countKinds[kind].list]).map(({ name, number }) => [name === 'not-known' ? 'Reason not known' : name, String(number)])
  return { heading: countKinds[kind].name, table: rows.length > 0 ? table({ caption: countKinds[kind].name, head: [countKinds[kind].name, 'Children'], rows }) : null }
}).filter(one => one.table)

interface ReaderParts { team: Team, items: Items, entries: Entry[], releasedHref: string | null }
/** What those see who look after teams: who came, and never a count of children. */
export const readerPage = ({ team, items, entries, releasedHref }: ReaderParts) => ({
  title: 'Monthly log',
  team: `${team.name}, session ${sessionLabel(team.session)}`,
  breadcrumbs: crumbs(team),
  meetings: entries.length > 0 ? `${entries.length} ${entries.length === 1 ? 'meeting is' : 'meetings are'} logged, the latest of ${longDate(entries.at(-1)!.met_on)}.` : 'No meeting of this session is logged yet.',
  attendance: attendanceView(items, entries),
  releasedHref
})
