import { readDay } from '../../lib/cells.ts'
import { countKinds, kindNames, manyChildren, noCounts, notKnown, problemsOf, sum } from '../monthly-log/rules.ts'
import { foldTeam, foldWords, matcherOf, readKind, readNumber } from './cell-rules.ts'
import { isSingle, itemsOf } from './target-rules.ts'
import { makeQuality } from './quality-rules.ts'
import type { CountKind, MeetingCounts } from '../monthly-log/rules.ts'
import type { Grid } from './head-rules.ts'
import type { Finding } from './quality-rules.ts'
import type { Items, RowIs, Single } from './target-rules.ts'

/** What words that are no item of a list mean, by kind; for teams the id. '' means: leave it unsaid. */
export type Words = Partial<Record<CountKind | 'team', Record<string, string>>>
export interface Mapping { rowIs: RowIs, targets: string[], words: Words }
export interface TeamName { id: string, names: string[] }
export interface ReadingParts { grid: Grid, firstRow: number, mapping: Mapping, items: Items, teams: TeamName[], onlyTeam: string | null, today: string }

/** A meeting of a file: whose, its counts, and the rows they come from. */
export interface FileMeeting extends MeetingCounts { team: string, rows: number[] }
export interface Reading { meetings: FileMeeting[], findings: Finding[], unknown: { kind: CountKind | 'team', text: string, rows: number }[], rows: number }

interface Row { line: number, team: string, metOn: string, number: (target: Single) => number | null, counts: MeetingCounts['counts'], isReview: boolean }

/** The meetings that a file tells of, what is strange in it, and the words that mean nothing yet. Cells of columns that are left out are never looked at here. */
export function readMeetings (parts: ReadingParts): Reading {
  const quality = makeQuality()
  const unknown = new Map<string, { kind: CountKind | 'team', text: string, rows: number }>()
  const rows = rowsOf(parts, quality, unknown)
  const meetings = parts.mapping.rowIs === 'child' ? fromChildren(rows, parts.mapping.targets) : fromMeetings(rows, parts.mapping.targets, quality)
  const good = meetings.filter(meeting => isPossible(meeting, quality))
  return { meetings: good.sort((a, b) => a.met_on < b.met_on ? -1 : a.met_on > b.met_on ? 1 : 0), findings: quality.list(), unknown: [...unknown.values()].sort((a, b) => b.rows - a.rows).slice(0, 300), rows: rows.length }
}

type Quality = ReturnType<typeof makeQuality>
type Unknown = Map<string, { kind: CountKind | 'team', text: string, rows: number }>

function rowsOf ({ grid, firstRow, mapping, items, teams, onlyTeam, today }: ReadingParts, quality: Quality, unknown: Unknown): Row[] {
  const matchers = new Map(kindNames.map(kind => [kind, matcherOf(itemsOf(items, kind), mapping.words[kind] ?? {})]))
  const teamIds = new Map([...teams.flatMap(team => team.names.map(name => [foldTeam(name), team.id] as const)), ...Object.entries(mapping.words.team ?? {})])
  const at = (target: string) => mapping.targets.indexOf(target)
  const note = (kind: CountKind | 'team', text: string) => {
    const key = `${kind} ${kind === 'team' ? foldTeam(text) : foldWords(text)}`
    const before = unknown.get(key)
    unknown.set(key, { kind, text: before?.text ?? text.slice(0, 80), rows: (before?.rows ?? 0) + 1 })
  }
  // A file says the same words again and again: each is read once.
  const [dayOf, foldedTeam] = [once(readDay), once(foldTeam)]
  return grid.flatMap((cells, index): Row[] => {
    const line = firstRow + index
    if (cells.every(cell => cell.trim() === '')) return []
    const dayCell = (cells[at('met_on')] ?? '').trim()
    const teamCell = at('team') === -1 ? '' : (cells[at('team')] ?? '').trim()
    const metOn = dayOf(dayCell)
    // A line under the table that adds it up tells of no meeting.
    if (metOn === null && cells.some(cell => /^(grand )?totals?:?$/i.test(cell.trim()))) { quality.add('note', 'A line of totals was passed over', line); return [] }
    if (metOn === null) { quality.add(dayCell === '' ? 'missing' : 'impossible', dayCell === '' ? 'The day of the meeting is missing' : 'The day of the meeting cannot be read as a date', line); return [] }
    if (metOn > today) { quality.add('impossible', 'The day of the meeting is still to come', line); return [] }
    const named = teamCell === '' ? null : teamIds.get(foldedTeam(teamCell)) ?? null
    if (onlyTeam !== null && teamCell !== '' && named !== onlyTeam) { quality.add('unknown', 'The row names another learning community', line); return [] }
    const team = onlyTeam ?? named
    if (team === null || team === '') {
      if (teamCell === '') quality.add('missing', 'The learning community is missing', line)
      else if (team === '') quality.add('missing', 'The learning community is none of those here, as you said', line)
      else { note('team', teamCell); quality.add('unknown', 'The learning community is not known here', line) }
      return []
    }
    const numbers = new Map<Single, number | null>()
    const counts = noCounts()
    let isReview = false
    let broken = false
    for (const [column, target] of mapping.targets.entries()) {
      if (target === '' || target === 'team' || target === 'met_on') continue
      const cell = (cells[column] ?? '').trim()
      if (target === 'new_or_review') {
        const kind = cell === '' ? 'new' : readKind(cell)
        if (kind === null) { quality.add('impossible', 'It cannot be told whether the child was new or reviewed', line); broken = true }
        isReview = kind === 'review'
      } else if (isSingle(target)) {
        const number = readNumber(cell)
        if (number === null) { quality.add('impossible', `“${singleWords[target]}” is no number, and neither yes nor no`, line); broken = true }
        numbers.set(target, number ?? null)
      } else if (target.includes('.')) {
        const [kind, code] = [target.slice(0, target.indexOf('.')) as CountKind, target.slice(target.indexOf('.') + 1)]
        const number = readNumber(cell)
        if (number === null) { quality.add('impossible', `A number of “${countKinds[kind].name}” cannot be read`, line); broken = true }
        if (number) counts[kind][code] = (counts[kind][code] ?? 0) + (kind === 'agency' ? 1 : number)
      } else if (cell !== '') {
        const { codes, unknown: strange } = matchers.get(target as CountKind)!.matchAll(cell)
        for (const text of strange) note(target as CountKind, text)
        for (const code of codes) counts[target as CountKind][code] = 1
      }
    }
    return broken ? [] : [{ line, team, metOn, number: target => numbers.get(target) ?? null, counts, isReview }]
  })
}

const once = <T>(read: (cell: string) => T) => {
  const known = new Map<string, T>()
  return (cell: string): T => { if (!known.has(cell)) known.set(cell, read(cell)); return known.get(cell)! }
}

const singleWords: Record<Single, string> = { team: '', met_on: '', new_or_review: '', new_children: 'Children discussed for the first time', reviewed_children: 'Children reviewed', child_view_noted: 'Child’s view noted', parent_view_noted: 'Parent’s view noted', families_attended: 'Family came' }

const meetingFrom = (row: Row): FileMeeting => ({ team: row.team, met_on: row.metOn, rows: [], new_children: 0, reviewed_children: 0, child_view_noted: null, parent_view_noted: null, families_attended: null, counts: noCounts() })
const views = [['child_view_noted', 'child-reason'], ['parent_view_noted', 'parent-reason']] as const

/** One row a child: the rows of a team and day are one meeting. A child counts once by reason, stage and route: the first that is named. */
function fromChildren (rows: Row[], targets: string[]): FileMeeting[] {
  const meetings = new Map<string, FileMeeting>()
  const has = (target: string) => targets.includes(target)
  for (const row of rows) {
    const key = `${row.team} ${row.metOn}`
    const meeting = meetings.get(key) ?? meetings.set(key, meetingFrom(row)).get(key)!
    meeting.rows.push(row.line)
    for (const code of Object.keys(row.counts.agency)) meeting.counts.agency[code] = 1
    for (const code of Object.keys(row.counts.support)) count(meeting, 'support', code)
    if (has('families_attended')) meeting.families_attended = (meeting.families_attended ?? 0) + Math.min(1, row.number('families_attended') ?? 0)
    if (row.isReview) { meeting.reviewed_children++; continue }
    meeting.new_children++
    for (const kind of ['reason', 'stage', 'route'] as const) {
      const [first] = Object.keys(row.counts[kind])
      if (first) count(meeting, kind, first)
    }
    for (const [field, kind] of views) {
      if (!has(field)) continue
      const noted = (row.number(field) ?? 0) > 0
      meeting[field] = (meeting[field] ?? 0) + (noted ? 1 : 0)
      if (!noted) count(meeting, kind, Object.keys(row.counts[kind])[0] ?? notKnown.code)
    }
  }
  // A meeting of reviews alone has no views to note.
  for (const meeting of meetings.values()) for (const [field] of views) if (has(field)) meeting[field] ??= 0
  return [...meetings.values()]
}

const count = (meeting: FileMeeting, kind: CountKind, code: string) => { meeting.counts[kind][code] = (meeting.counts[kind][code] ?? 0) + 1 }

/** One row a meeting. A second row of the same team and day is a duplicate: the first stays. */
function fromMeetings (rows: Row[], targets: string[], quality: Quality): FileMeeting[] {
  const seen = new Map<string, number>()
  return rows.flatMap(row => {
    const key = `${row.team} ${row.metOn}`
    if (seen.has(key)) { quality.add('duplicate', 'A meeting of this team and day is in the file before. It would be counted twice', row.line); return [] }
    seen.set(key, row.line)
    const children = row.number('new_children')
    if (children === null) { quality.add('missing', 'How many children were discussed for the first time is missing', row.line); return [] }
    const meeting: FileMeeting = {
      ...meetingFrom(row), rows: [row.line], new_children: children, reviewed_children: row.number('reviewed_children') ?? 0, families_attended: targets.includes('families_attended') ? row.number('families_attended') : null, counts: row.counts
    }
    if (targets.includes('reviewed_children') && row.number('reviewed_children') === null) quality.add('note', 'How many children were reviewed is empty, so it is counted as none', row.line)
    for (const [field, kind] of views) {
      meeting[field] = targets.includes(field) ? row.number(field) : null
      if (meeting[field] === null) { meeting.counts[kind] = {}; if (targets.includes(field)) quality.add('note', 'A view is empty, so it stays as not recorded', row.line); continue }
      const missing = children - meeting[field] - sum(meeting.counts[kind])
      if (missing > 0) meeting.counts[kind][notKnown.code] = (meeting.counts[kind][notKnown.code] ?? 0) + missing
    }
    return [meeting]
  })
}

/** A meeting whose numbers cannot be true is left out; one without an agency is let through and told of. */
function isPossible (meeting: FileMeeting, quality: Quality): boolean {
  const { agency, ...problems } = problemsOf(meeting)
  if (agency) for (const line of meeting.rows.slice(0, 1)) quality.add('note', 'No agency is named, so the meeting counts as one where none was recorded', line)
  const wrong = Object.values(problems)[0] ?? (meeting.new_children + meeting.reviewed_children > manyChildren * 3 ? 'More children than one meeting can discuss' : null)
  if (wrong) for (const line of meeting.rows) quality.add('impossible', wrong, line)
  return !wrong
}
