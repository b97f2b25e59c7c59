import { longDate, sessionLabel } from '../../lib/dates.ts'
import { table } from '../../lib/fields.ts'
import { drawRun, medianFrom, medianOf } from '../../lib/run-chart.ts'
import { figureWords, suppressionNote, workedOut } from '../figures/words-rules.ts'
import { attendanceWords } from './picture-rules.ts'
import { referralPoints, sharePoints, shareSentence, sharesByMonth, sharesByTerm, shareText, termWords, valueIn } from './released-rules.ts'
import type { Point } from '../../lib/run-chart.ts'
import type { ReleasedTable } from '../figures/queries.ts'
import type { Place } from '../organisation/queries.ts'
import type { Baseline } from './log-pages.ts'
import type { TeamAttendance } from './overview-queries.ts'
import type { Items } from './pages.ts'

interface Parts { place: Place, session: string, items: Items, attendance: TeamAttendance[], tables: ReleasedTable[], baseline: Baseline }

/** The logs of an area, the authority or a team as others see them: who came, and what was released. */
export function overviewPage ({ place, session, items, attendance, tables, baseline }: Parts) {
  const releases = [...new Map(tables.map(one => [one.release.id, one.release])).values()]
  const threshold = releases.at(-1)?.threshold ?? 5
  return {
    title: `${place.name}: monthly logs`,
    caption: `Session ${sessionLabel(session)}`,
    attendance: attendanceParts(place, session, items, attendance),
    empty: releases.length === 0 ? 'No figures of the logs have been released yet. They are released after each term.' : null,
    released: releases.length > 0 ? `Figures released: ${releases.map(release => `${termWords(release)} (on ${longDate(release.releasedAt)})`).join(', ')}.` : null,
    charts: releases.length > 0 ? chartsOf(place, tables, baseline) : [],
    tables: releases.length > 0 ? breakDowns(tables) : [],
    note: releases.length > 0 ? suppressionNote(threshold) : null,
    workedOut: releases.length > 0 ? workedOut(threshold) : []
  }
}

/** At how many meetings each agency was, together and team by team. */
function attendanceParts (place: Place, session: string, items: Items, teams: TeamAttendance[]) {
  if (teams.length === 0) return null
  const meetings = teams.reduce((sum, team) => sum + team.meetings, 0)
  const agencies = items.agencies.map(({ code, name, retired }) => ({ code, name, retired, at: teams.reduce((sum, team) => sum + (team.at[code] ?? 0), 0), of: meetings })).filter(row => !row.retired || row.at > 0)
  const of = (at: number, all: number) => `${at} of ${all}`
  return {
    sentences: attendanceWords(agencies),
    table: table({
      caption: 'At how many meetings each agency was',
      head: [place.kind === 'community' ? 'Team' : 'Teams', 'Meetings', ...agencies.map(({ name }) => name)],
      rows: [
        ...teams.length > 1 ? [['All teams', String(meetings), ...agencies.map(({ at }) => of(at, meetings))]] : [],
        ...teams.toSorted((a, b) => a.name < b.name ? -1 : 1).map(team => [place.kind === 'community' ? team.name : { text: team.name, href: `/logs/${team.slug}/${session}` }, String(team.meetings), ...agencies.map(({ code }) => of(team.at[code] ?? 0, team.meetings))])
      ]
    })
  }
}

function chartsOf (place: Place, tables: ReleasedTable[], baseline: Baseline) {
  const referrals = referralPoints(tables)
  const shown = referrals.filter(({ value }) => value !== null)
  const views = ([['child-view', 'Child’s view noted', 'The child’s', null], ['parent-view', 'Parent’s or carer’s view noted', 'The parent’s or carer’s', baseline]] as const).map(([code, heading, who, line]) => {
    const shares = place.kind === 'authority' ? sharesByMonth(tables, code) : sharesByTerm(tables, code)
    const sentence = [shareSentence(who, shares), ...line ? [`The report’s figure is the line to pass: ${line.text.replace(': ', ', views were ')} of referrals.`] : []].join(' ')
    return chart({ id: code, heading, sentence, points: sharePoints(shares), percent: true, baseline: line, texts: shares.map(shareText), unit: place.kind === 'authority' ? 'Month' : 'Term' })
  })
  const sentence = shown.length > 0 ? `${shown.at(-1)!.value} children were discussed for the first time in ${shown.at(-1)!.label}, the last month that can be shown.` : 'The released numbers are too small to show months.'
  return [chart({ id: 'referrals', heading: 'Referrals: children discussed for the first time', sentence, points: referrals, percent: false, baseline: null, texts: referrals.map(({ value }) => figureWords(value)), unit: 'Month' }), ...views]
}

interface ChartParts { id: string, heading: string, sentence: string, points: Point[], percent: boolean, baseline: Baseline, texts: string[], unit: 'Month' | 'Term' }
const chart = ({ id, heading, sentence, points, percent, baseline, texts, unit }: ChartParts) => ({
  heading,
  sentence,
  note: medianOf(points) === null && unit === 'Month' ? `A median line is drawn from ${medianFrom} months on.` : null,
  drawing: { ...drawRun({ points, percent, baseline }), id: `released-${id}`, title: `${heading}, as released`, sentence },
  table: table({ caption: `${heading}, as released`, head: [unit, percent ? 'Noted' : 'Children'], rows: points.map(({ label }, at) => [label, texts[at]!]) })
})

/** Break-downs by reason, stage, route and support: a column a release. */
function breakDowns (tables: ReleasedTable[]) {
  return ['referrals.reason', 'referrals.stage', 'referrals.route', 'referrals.child-view', 'referrals.parent-view', 'supports.support'].flatMap(code => {
    const same = tables.filter(one => one.code === code)
    const rows = [...new Map(same.flatMap(one => one.rows).map(row => [row.code, row.name]))]
    const name = same.at(-1)?.name
    if (!name) return []
    return [{ heading: name, table: table({ caption: name, head: [name, ...same.map(one => termWords(one.release))], rows: rows.map(([row, text]) => [text, ...same.map(one => one.rows.some(known => known.code === row) ? figureWords(valueIn(one, row)) : '–')]) }) }]
  })
}
