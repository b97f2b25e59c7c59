import { record } from '../audit/record.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { Clash, FieldRefusal, Refusal } from '../../lib/errors.ts'
import { longDate } from '../../lib/dates.ts'
import { newId } from '../../lib/ids.ts'
import { listAllItems } from '../lists/queries.ts'
import { meetingOf, valuesOf } from './forms.ts'
import { findEntry, listSameDay } from './queries.ts'
import { countKinds, kindNames, problemsOf, questionsOf, sessionProblem, sum } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { EntryInput } from './forms.ts'
import type { Entry } from './queries.ts'
import type { MeetingCounts } from './rules.ts'

interface When { at: string, today: string }

/** Enter a meeting. @throws FieldRefusal at the first field that cannot be true, and at `sure` for what the person was not asked about */
export async function addEntry (trx: Trx, viewer: Viewer, slug: string, name: string, input: EntryInput, { at, today }: When) {
  const { community } = await findTeamSession(trx, viewer, slug, name)
  const meeting = await checked(trx, viewer, community, name, input, today)
  const { counts, ...numbers } = meeting
  const entry = { id: newId(), place_id: community.id, ...numbers, release_id: null, import_id: null, import_rows: null, revision: 1, made_by_name: viewer.name, made_at: at, ...savedBy(viewer, at), removed_by_name: null, removed_at: null }
  await trx.insertInto('log_entry').values(entry).execute()
  await insertCounts(trx, [{ id: entry.id, counts }])
  await record(trx, viewer, 'monthly-log.entered', entry.id, { day: meeting.met_on }, community.id)
  return entry
}

/** Correct a meeting; how it stood is kept. Released figures stay as they were. @throws Clash when somebody else saved it since */
export async function saveEntry (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, input: EntryInput, { at, today }: When) {
  const { community, entry } = await findEntry(trx, viewer, slug, name, id)
  if (entry.removed_at) throw new Refusal('This meeting has been removed. The chair can put it back.')
  const meeting = await checked(trx, viewer, community, name, input, today, entry)
  const changed = changedFields(entry, meeting)
  if (input.revision !== entry.revision) await refuseClash(trx, community, entry, meeting)
  if (changed.length === 0) return
  await trx.insertInto('log_entry_version').values({ entry_id: entry.id, revision: entry.revision, content: JSON.stringify(countsOf(entry)), saved_by_name: entry.saved_by_name, saved_at: entry.saved_at }).execute()
  const { counts, ...numbers } = meeting
  await trx.updateTable('log_entry').set({ ...numbers, revision: entry.revision + 1, ...savedBy(viewer, at) }).where('id', '=', entry.id).execute()
  await trx.deleteFrom('log_count').where('entry_id', '=', entry.id).execute()
  await insertCounts(trx, [{ id: entry.id, counts }])
  // Which fields, and no numbers: the trail is read by people who were not in the room.
  await record(trx, viewer, 'monthly-log.corrected', entry.id, { day: meeting.met_on, fields: changed.join(', ') }, community.id)
}

/** Take a meeting out of the log. It stays where the chair can put it back. */
export async function removeEntry (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, at: string) {
  const { community, entry } = await findEntry(trx, viewer, slug, name, id)
  refuseClosed(community)
  if (entry.removed_at) return
  await trx.updateTable('log_entry').set({ removed_at: at, removed_by_name: viewer.name }).where('id', '=', entry.id).execute()
  await record(trx, viewer, 'monthly-log.removed', entry.id, { day: entry.met_on }, community.id)
}

/** Put a removed meeting back. */
export async function restoreEntry (trx: Trx, viewer: Viewer, slug: string, name: string, id: string) {
  const { community, entry } = await findEntry(trx, viewer, slug, name, id)
  refuseClosed(community)
  if (!entry.removed_at) return
  await trx.updateTable('log_entry').set({ removed_at: null, removed_by_name: null }).where('id', '=', entry.id).execute()
  await record(trx, viewer, 'monthly-log.put-back', entry.id, { day: entry.met_on }, community.id)
}

/** The counts of meetings by item of a list, some hundred at a time. */
export async function insertCounts (trx: Trx, entries: { id: string, counts: MeetingCounts['counts'] }[]) {
  const rows = entries.flatMap(({ id, counts }) => kindNames.flatMap(kind => Object.entries(counts[kind]).map(([code, number]) => ({ entry_id: id, kind, code, number }))))
  for (let at = 0; at < rows.length; at += 500) await trx.insertInto('log_count').values(rows.slice(at, at + 500)).execute()
}

const savedBy = (viewer: Viewer, at: string) => ({ saved_by: viewer.id, saved_by_name: viewer.name, saved_at: at })
const countsOf = ({ met_on, new_children, reviewed_children, child_view_noted, parent_view_noted, families_attended, counts }: Entry): MeetingCounts =>
  ({ met_on, new_children, reviewed_children, child_view_noted, parent_view_noted, families_attended, counts })

function refuseClosed (community: Place) {
  if (community.closed_on) throw new Refusal(`${community.name} is closed. Its log can be read but not changed.`)
}

/** What was typed, as counts that can be true and whose doubts the person has answered. Items retired since the entry was made stay allowed in it. */
async function checked (trx: Trx, viewer: Viewer, community: Place, name: string, input: EntryInput, today: string, entry?: Entry): Promise<MeetingCounts> {
  refuseClosed(community)
  const meeting = keepUnrecorded(meetingOf(input), input, entry)
  const wrongSession = sessionProblem(meeting.met_on, name)
  if (wrongSession) throw new FieldRefusal('met_on', wrongSession)
  const items = await listAllItems(trx, viewer.authorityId)
  for (const kind of kindNames) {
    const known = new Set([...items[countKinds[kind].list].map(item => item.code), ...Object.keys(entry?.counts[kind] ?? {})])
    if (Object.keys(meeting.counts[kind]).some(code => !known.has(code))) throw new FieldRefusal(kind, 'The list has changed. Open this page again')
  }
  const [problem] = Object.entries(problemsOf(meeting))
  if (problem) throw new FieldRefusal(...problem)
  const said = new Set((input.sure ?? '').split(','))
  const open = questionsOf(meeting, { today, sameDay: entry?.met_on === meeting.met_on ? [] : await listSameDay(trx, community, meeting.met_on, entry?.id) }).filter(question => !said.has(question.key))
  if (open.length > 0) throw new FieldRefusal('sure', open.map(question => question.text).join(' '))
  return meeting
}

/** What an older file did not record stays so until somebody says it. */
function keepUnrecorded (meeting: MeetingCounts, input: EntryInput, entry?: Entry): MeetingCounts {
  const silent = (field: 'child_view_noted' | 'parent_view_noted' | 'families_attended', kind?: 'child-reason' | 'parent-reason') =>
    entry?.[field] === null && input[field] === undefined && !(kind && sum(meeting.counts[kind]) > 0)
  return {
    ...meeting,
    child_view_noted: silent('child_view_noted', 'child-reason') ? null : meeting.child_view_noted,
    parent_view_noted: silent('parent_view_noted', 'parent-reason') ? null : meeting.parent_view_noted,
    families_attended: silent('families_attended') ? null : meeting.families_attended
  }
}

/** The names of the fields in which two versions differ. */
function changedFields (entry: Entry, meeting: MeetingCounts): string[] {
  const [before, after] = [valuesOf(countsOf(entry)), valuesOf(meeting)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(field => before[field] !== after[field])
}

/** Both versions, field by field, in the words of the form. */
async function refuseClash (trx: Trx, community: Place, entry: Entry, mine: MeetingCounts) {
  const items = await listAllItems(trx, community.authority_id)
  const [theirValues, myValues] = [valuesOf(countsOf(entry)), valuesOf(mine)]
  const fields = changedFields(entry, mine).map(name => {
    const [kind, code] = name.split('.') as [keyof typeof countKinds, string | undefined]
    const [theirs, my] = [theirValues[name] ?? '', myValues[name] ?? '']
    const label = code === undefined ? fieldLabels[name] ?? name : `${countKinds[kind].name}: ${items[countKinds[kind].list].find(item => item.code === code)?.name ?? code}`
    const words = (value: string) => kind === 'agency' ? (value ? 'Present' : 'Not present') : name === 'met_on' ? longDate(value) : value || '0'
    return { name, label, mine: my, theirs, choose: { mine: words(my), theirs: words(theirs) } }
  })
  if (fields.length > 0) throw new Clash({ fields, revision: entry.revision, savedBy: entry.saved_by_name, savedAt: entry.saved_at })
}

export const fieldLabels: Record<string, string> = {
  met_on: 'Day of the meeting', new_children: 'Children discussed for the first time', reviewed_children: 'Children reviewed',
  child_view_noted: 'Child’s view noted', parent_view_noted: 'Parent’s view noted', families_attended: 'Families who attended'
}
