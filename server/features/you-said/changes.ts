import { nameIn } from '../../lib/names.ts'
import { record } from '../audit/record.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { Clash, FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findLine, isUsed, lastRelease, listActionsTold, listLines, listSuggestions, listUnnameable } from './queries.ts'
import { copyOf, groups, markOf, mostLines } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { LineInput, ReleaseInput } from './forms.ts'
import type { Line } from './queries.ts'
import type { Group } from './tables.ts'

/** Add a line after the others, from a suggestion or typed. @throws NotFound for a source that is not, or no longer, suggested */
export async function addLine (trx: Trx, viewer: Viewer, slug: string, name: string, input: LineInput, at: string) {
  const found = await findOpen(trx, viewer, slug, name)
  const lines = await listLines(trx, found)
  if (lines.length >= mostLines) throw new Refusal(`There are ${mostLines} lines. Take one out first: a poster with more would not be read.`)
  const source = input.source ? (await listSuggestions(trx, found)).find(one => one.key === input.source) : null
  if (source === undefined) throw new NotFound()
  if (source && isUsed(lines, source)) throw new Refusal('This has become a line already.')
  const values = await valuesOf(trx, found, input, source?.kind === 'first-thought')
  const line = {
    id: newId(), place_id: found.community.id, session_id: found.session.id, position: (lines.at(-1)?.position ?? 0) + 1, ...values,
    source_kind: source?.kind ?? 'typed' as const, source_id: source?.id ?? null, revision: 1, ...savedBy(viewer, at)
  }
  await trx.insertInto('you_said_line').values(line).execute()
  await record(trx, viewer, 'you-said.line-added', line.id, { source: line.source_kind }, found.community.id)
  return line
}

/** Change a line. What is public stays as it was released. @throws Clash when somebody else saved it since */
export async function saveLine (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, input: LineInput, at: string) {
  const { line, ...found } = await findLine(trx, viewer, slug, name, id)
  refuseClosed(found.community)
  const values = await valuesOf(trx, found, input, line.source_kind === 'first-thought')
  if (input.revision !== line.revision) await refuseClash(trx, found, line, values)
  await trx.updateTable('you_said_line').set({ ...values, revision: line.revision + 1, ...savedBy(viewer, at) }).where('id', '=', line.id).execute()
  await record(trx, viewer, 'you-said.line-saved', line.id, {}, found.community.id)
}

/** Move a line one place up or down; at the end it stays. */
export async function moveLine (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, direction: 'up' | 'down') {
  const { community, lines, line } = await findLine(trx, viewer, slug, name, id)
  refuseClosed(community)
  const other = lines[lines.indexOf(line) + (direction === 'up' ? -1 : 1)]
  if (!other) return
  await trx.updateTable('you_said_line').set({ position: other.position }).where('id', '=', line.id).execute()
  await trx.updateTable('you_said_line').set({ position: line.position }).where('id', '=', other.id).execute()
  await record(trx, viewer, 'you-said.line-moved', line.id, { direction }, community.id)
}

/** Take a line out of the list. What is public stays as it was released. */
export async function removeLine (trx: Trx, viewer: Viewer, slug: string, name: string, id: string) {
  const { community, line } = await findLine(trx, viewer, slug, name, id)
  refuseClosed(community)
  await trx.deleteFrom('you_said_line').where('id', '=', line.id).execute()
  await record(trx, viewer, 'you-said.line-removed', line.id, { source: line.source_kind }, community.id)
}

/** Make the lines public as they are now: a copy, which later changes do not touch. @throws Refusal when they are not as the chair read them */
export async function releaseLines (trx: Trx, viewer: Viewer, slug: string, name: string, input: ReleaseInput, at: string) {
  const found = await findOpen(trx, viewer, slug, name)
  const { community, session } = found
  const lines = await listLines(trx, found)
  if (lines.length === 0) throw new Refusal('There are no lines to release yet.')
  if (markOf(lines) !== input.seen) throw new Refusal('The lines have changed since you opened the page. Go back, read them again and then release them.')
  const people = await listUnnameable(trx, found)
  refuseNames({ contact: input.contact ?? '' }, people)
  for (const line of lines) {
    const named = nameIn(`${line.said}\n${line.did}`, people)
    if (named) throw new Refusal(`A line names ${named}. Take the name out first: the public page names nobody.`)
  }
  const content = JSON.stringify(copyOf({ team: community.name, session: session.name, authority: viewer.authorityName }, lines, input.contact ?? null))
  await addRelease(trx, viewer, { place_id: community.id, session_id: session.id, kind: 'released', content, at })
  await record(trx, viewer, 'you-said.released', community.id, { session: session.name, lines: lines.length }, community.id)
}

/** Take back what is public. Of a closed team too, so that nothing comes back with it. */
export async function withdrawRelease (trx: Trx, viewer: Viewer, slug: string, name: string, at: string) {
  const { community } = await findTeamSession(trx, viewer, slug, name)
  const last = await lastRelease(trx, community)
  if (last?.kind !== 'released') throw new Refusal('Nothing is public, so there is nothing to withdraw.')
  await addRelease(trx, viewer, { place_id: community.id, session_id: last.session_id, kind: 'withdrawn', content: null, at })
  await record(trx, viewer, 'you-said.withdrawn', community.id, {}, community.id)
}

const addRelease = (trx: Trx, viewer: Viewer, row: { place_id: string, session_id: string, kind: 'released' | 'withdrawn', content: string | null, at: string }) =>
  trx.insertInto('you_said_release').values({ id: newId(), by_id: viewer.id, by_name: viewer.name, ...row }).execute()

const savedBy = (viewer: Viewer, at: string) => ({ saved_by: viewer.id, saved_by_name: viewer.name, saved_at: at })

async function findOpen (trx: Trx, viewer: Viewer, slug: string, name: string) {
  const found = await findTeamSession(trx, viewer, slug, name)
  refuseClosed(found.community)
  return found
}

function refuseClosed (community: Place) {
  if (community.closed_on) throw new Refusal(`${community.name} is closed. Its lines can be read but not changed.`)
}

/** A first thought is always the team's: a smaller group could be recognised. */
async function valuesOf (trx: Trx, found: { community: Place, session: Session }, input: LineInput, fromThought: boolean) {
  if (!fromThought && !input.who) throw new FieldRefusal('who', 'Choose who said it')
  if (!(await listActionsTold(trx, found)).some(action => action.id === input.action_id)) throw new FieldRefusal('action_id', 'Choose an action of this plan')
  refuseNames({ said: input.said, did: input.did }, await listUnnameable(trx, found))
  const who: Group = fromThought ? 'team' : input.who!
  return { said: input.said, did: input.did, who, action_id: input.action_id }
}

/** People of the service may be named anywhere else, so the guard does not ask about them; here they may not. */
function refuseNames (fields: Record<string, string>, people: string[]) {
  for (const [field, text] of Object.entries(fields)) {
    const named = nameIn(text, people)
    if (named) throw new FieldRefusal(field, `Take out “${named}”: the public page names nobody`)
  }
}

async function refuseClash (trx: Trx, found: { community: Place, session: Session }, line: Line, mine: Awaited<ReturnType<typeof valuesOf>>) {
  const actions = await listActionsTold(trx, found)
  const actionWords = (id: string) => { const action = actions.find(one => one.id === id); return action ? `${action.number}. ${action.what}` : '' }
  const fields = [
    { name: 'said', label: 'What was said', mine: mine.said, theirs: line.said }, { name: 'did', label: 'What the team did', mine: mine.did, theirs: line.did },
    { name: 'who', label: 'Who said it', mine: mine.who, theirs: line.who, choose: { mine: groups[mine.who], theirs: groups[line.who] } },
    { name: 'action_id', label: 'Action', mine: mine.action_id, theirs: line.action_id, choose: { mine: actionWords(mine.action_id), theirs: actionWords(line.action_id) } }
  ].filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: line.revision, savedBy: line.saved_by_name, savedAt: line.saved_at })
}
