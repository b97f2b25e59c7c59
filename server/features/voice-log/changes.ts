import { record } from '../audit/record.ts'
import { listActions, planOf } from '../action-plans/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { longDate } from '../../lib/dates.ts'
import { Clash, FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findEntry } from './queries.ts'
import { checkNames, checks, howWords, manyWords, stateWords, whoWords } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { LundyCheck } from '../frameworks/questionnaire-format.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { EntryInput } from './forms.ts'
import type { Entry } from './queries.ts'
import type { CheckState } from './tables.ts'

/** Record views that were heard otherwise than by a questionnaire. */
export async function addEntry (trx: Trx, viewer: Viewer, slug: string, name: string, input: EntryInput, at: string) {
  const { community, session } = await findTeamSession(trx, viewer, slug, name)
  refuseClosed(community)
  const values = valuesOf(input, at)
  const entry = { id: newId(), place_id: community.id, session_id: session.id, ...values, revision: 1, ...savedBy(viewer, at), removed_at: null, removed_by_name: null, removed_because: null }
  await trx.insertInto('voice_entry').values(entry).execute()
  await linkActions(trx, { community, session }, entry.id, input.actions ?? [])
  await record(trx, viewer, 'voice-entry.added', entry.id, { who: input.who, how: input.how }, community.id)
  return entry
}

/** @throws Clash when somebody else saved it since */
export async function saveEntry (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, input: EntryInput, at: string) {
  const { community, session, entry } = await findEntry(trx, viewer, slug, name, id)
  refuseClosed(community)
  const values = valuesOf(input, at)
  if (input.revision !== entry.revision) refuseClash(entry, values)
  await trx.updateTable('voice_entry').set({ ...values, revision: entry.revision + 1, ...savedBy(viewer, at) }).where('id', '=', entry.id).execute()
  await trx.deleteFrom('voice_entry_action').where('entry_id', '=', entry.id).execute()
  await linkActions(trx, { community, session }, entry.id, input.actions ?? [])
  await record(trx, viewer, 'voice-entry.saved', entry.id, {}, community.id)
}

/** Remove an entry: its words are gone for good; that it was there, and why it is not, stays. */
export async function removeEntry (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, because: string, at: string) {
  const { community, entry } = await findEntry(trx, viewer, slug, name, id)
  refuseClosed(community)
  const notes = Object.fromEntries(checkNames.map(check => [`${check}_note`, null]))
  await trx.deleteFrom('voice_entry_action').where('entry_id', '=', entry.id).execute()
  await trx.updateTable('voice_entry').set({ who_words: null, how_words: null, said: null, changed: null, ...notes, removed_at: at, removed_by_name: viewer.name, removed_because: because }).where('id', '=', entry.id).execute()
  await record(trx, viewer, 'voice-entry.removed', entry.id, {}, community.id)
}

const savedBy = (viewer: Viewer, at: string) => ({ saved_by: viewer.id, saved_by_name: viewer.name, saved_at: at })

function refuseClosed (community: Place) {
  if (community.closed_on) throw new Refusal(`${community.name} is closed. Its voice log can be read but not changed.`)
}

function valuesOf (input: EntryInput, at: string) {
  if (input.heard_on > at.slice(0, 10)) throw new FieldRefusal('heard_on', 'Choose a day that is not in the future')
  const { heard_on, who, who_words: whoText, how_many, how, how_words: howText, said, changed } = input
  const four = Object.fromEntries(checkNames.flatMap(check => [[check, input[check] ?? 'not-yet'], [`${check}_note`, input[`${check}_note`] ?? null]])) as { [check in LundyCheck]: CheckState } & { [check in `${LundyCheck}_note`]: string | null }
  return { heard_on, who, who_words: whoText ?? null, how_many, how, how_words: howText ?? null, said, changed: changed ?? null, ...four }
}

async function linkActions (trx: Trx, { community, session }: { community: Place, session: Session }, entryId: string, ids: string[]) {
  if (ids.length === 0) return
  const plan = await planOf(trx, community, session)
  const actions = plan ? await listActions(trx, plan) : []
  const rows = [...new Set(ids)].filter(id => actions.some(action => action.id === id)).map(id => ({ id: newId(), entry_id: entryId, action_id: id }))
  if (rows.length < new Set(ids).size) throw new FieldRefusal('actions', 'Choose actions of this plan')
  await trx.insertInto('voice_entry_action').values(rows).execute()
}

function refuseClash (entry: Entry, mine: ReturnType<typeof valuesOf>) {
  const text = (name: 'who_words' | 'how_words' | 'said' | 'changed' | `${LundyCheck}_note`, label: string) => ({ name, label, mine: mine[name] ?? '', theirs: entry[name] ?? '' })
  const choice = (name: 'heard_on' | 'who' | 'how_many' | 'how' | LundyCheck, label: string, words: (value: string) => string) => ({ name, label, mine: mine[name], theirs: entry[name], choose: { mine: words(mine[name]), theirs: words(entry[name]) } })
  const fields = [
    choice('heard_on', 'When', longDate), choice('who', 'Who was heard', value => whoWords[value as keyof typeof whoWords].name), text('who_words', 'In your words'),
    choice('how_many', 'How many', value => manyWords[value as keyof typeof manyWords]), choice('how', 'How', value => howWords[value as keyof typeof howWords]), text('how_words', 'More about how'), text('said', 'What they said'), text('changed', 'What changed'),
    ...checkNames.flatMap(check => [choice(check, checks[check].name, value => stateWords[value as CheckState].word), text(`${check}_note`, `${checks[check].name}: note`)])
  ].filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: entry.revision, savedBy: entry.saved_by_name, savedAt: entry.saved_at })
}
