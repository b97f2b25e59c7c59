import { dayOf, longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { linkButton, submitButton, summaryRow, table } from '../../lib/fields.ts'
import { count, inWords } from '../../lib/text.ts'
import { countKinds, notKnown, sum } from './rules.ts'
import { valueWords } from './value-rules.ts'
import type { ListItem } from '../lists/queries.ts'
import type { ListName } from '../lists/rules.ts'
import type { Entry, Version } from './queries.ts'
import type { CountKind, MeetingCounts } from './rules.ts'

export interface Team { name: string, slug: string, session: string }
export type Items = Record<ListName, ListItem[]>
export const logHref = ({ slug, session }: Team): string => `/communities/${slug}/${session}/log`
export const crumbs = (team: Team) => [{ text: `${team.name} ${sessionLabel(team.session)}`, href: `/communities/${team.slug}/${team.session}` }]

/** What an item is called, retired ones too. */
export const nameOf = (items: Items, kind: CountKind, code: string): string => items[countKinds[kind].list].find(item => item.code === code)?.name ?? (code === notKnown.code ? notKnown.name : code)

/** 'Attendance 2, Learning 1'; agencies without numbers. */
export function countWords (items: Items, kind: CountKind, numbers: Record<string, number>): string {
  const order = items[countKinds[kind].list].map(item => item.code)
  const parts = Object.entries(numbers).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([code, number]) => kind === 'agency' ? nameOf(items, kind, code) : `${nameOf(items, kind, code)} ${number}`)
  return kind === 'agency' ? inWords(parts) : parts.join(', ')
}

interface EntryParts { team: Team, items: Items, entry: Entry, versions: Version[], mayEdit: boolean, mayRemove: boolean }

/** One meeting: all that was counted, who entered it, and how it stood before. */
export function entryPage ({ team, items, entry, versions, mayEdit, mayRemove }: EntryParts) {
  const here = `${logHref(team)}/${entry.id}`
  return {
    title: `Meeting of ${longDate(entry.met_on)}`,
    team: `${team.name}, session ${sessionLabel(team.session)}`,
    breadcrumbs: [...crumbs(team), { text: 'Monthly log', href: logHref(team) }],
    removed: entry.removed_at ? `This meeting was taken out of the log on ${longMoment(entry.removed_at)} by ${entry.removed_by_name}. It is counted nowhere.` : null,
    facts: { rows: factsOf(items, entry).map(({ label, text }) => summaryRow(label, text)) },
    entered: [`Entered by ${entry.made_by_name} on ${longMoment(entry.made_at)}.`, ...entry.revision > 1 ? [`Last corrected by ${entry.saved_by_name} on ${longMoment(entry.saved_at)}.`] : []].join(' '),
    source: entry.file_name ? `From the file ${entry.file_name}, ${rowWords(entry.import_rows ?? '')}.` : null,
    released: entry.release_id ? 'This meeting is counted in released figures. They stay as they were released, whatever is corrected here.' : null,
    versions: versions.map((version, index) => {
      const after = index === 0 ? entry : versions[index - 1]!.meeting
      return { heading: `Before ${longMoment(index === 0 ? entry.saved_at : versions[index - 1]!.saved_at)}`, by: index === 0 ? entry.saved_by_name : versions[index - 1]!.saved_by_name, lines: differences(items, version.meeting, after) }
    }),
    edit: mayEdit && !entry.removed_at ? linkButton('Correct this meeting', `${here}/edit`, { secondary: true }) : null,
    erase: mayRemove ? `/records/log/${entry.id}/erasure` : null,
    removal: mayRemove ? entry.removed_at ? { action: `${here}/restoration`, button: submitButton('Put it back', { secondary: true }) } : { action: `${here}/removal`, button: submitButton('Take it out of the log', { warning: true }) } : null
  }
}

/** '2–4, 9' as 'rows 2–4, 9'. */
export const rowWords = (rows: string): string => /[–,]/.test(rows) ? `rows ${rows}` : `row ${rows}`

/** Every count of a meeting, in words, in the order of the form. */
export function factsOf (items: Items, meeting: MeetingCounts): { label: string, text: string }[] {
  const of = (kind: CountKind) => countWords(items, kind, meeting.counts[kind])
  const view = (noted: number | null, kind: CountKind) => noted === null ? 'Not recorded' : `Noted ${noted} of ${meeting.new_children}${sum(meeting.counts[kind]) > 0 ? `. Not gathered: ${of(kind)}` : ''}`
  return [
    { label: 'Agencies present', text: of('agency') || 'None recorded' },
    { label: 'Discussed for the first time', text: count(meeting.new_children, 'child', 'children').replace('no', 'No') },
    { label: 'Reviewed', text: count(meeting.reviewed_children, 'child', 'children').replace('no', 'No') },
    { label: 'Reasons for referral', text: of('reason') || 'None recorded' },
    { label: 'Stage', text: of('stage') || 'None recorded' },
    { label: 'Route in', text: of('route') || 'None from another forum' },
    { label: 'Child’s view', text: view(meeting.child_view_noted, 'child-reason') },
    { label: 'Parent’s or carer’s view', text: view(meeting.parent_view_noted, 'parent-reason') },
    { label: 'Families who came', text: valueWords(meeting.families_attended) },
    { label: 'Supports agreed', text: of('support') || 'None recorded' }
  ]
}

/** What a correction changed: 'Reviewed: 2 became 3'. */
function differences (items: Items, before: MeetingCounts, after: MeetingCounts): string[] {
  const [was, is] = [factsOf(items, before), factsOf(items, after)]
  return [
    ...before.met_on === after.met_on ? [] : [`Day: ${longDate(before.met_on)} became ${longDate(after.met_on)}`],
    ...was.flatMap(({ label, text }, index) => text === is[index]!.text ? [] : [`${label}: “${text}” became “${is[index]!.text}”`])
  ]
}

/** The meetings as a table for those who were in the room. */
export const meetingsTable = (team: Team, items: Items, entries: Entry[]) => table({
  caption: 'Meetings of this session',
  hideCaption: true,
  head: ['Meeting', 'Agencies', 'New', 'Reviewed', 'Child’s view noted', 'Parent’s view noted', 'Families'],
  rows: entries.toReversed().map(entry => [
    { text: longDate(entry.met_on), href: `${logHref(team)}/${entry.id}` }, countWords(items, 'agency', entry.counts.agency) || 'None recorded', String(entry.new_children), String(entry.reviewed_children),
    valueWords(entry.child_view_noted), valueWords(entry.parent_view_noted), valueWords(entry.families_attended)
  ])
})

/** Meetings that the chair took out, to be put back from their own page. */
export const removedLines = (team: Team, entries: Entry[]) => entries.map(entry => ({ text: `Meeting of ${longDate(entry.met_on)}`, href: `${logHref(team)}/${entry.id}`, about: `taken out by ${entry.removed_by_name} on ${longDate(dayOf(new Date(entry.removed_at!)))}` }))
