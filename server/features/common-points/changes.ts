import { Clash, FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { record } from '../audit/record.ts'
import { findSession, findTeamSession } from '../sessions/queries.ts'
import { findTag, listTags } from './queries.ts'
import { suggestedTags } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { PlacingInput, TagInput } from './forms.ts'

/** Add a tag of the authority. @throws FieldRefusal when there is one of this name */
export async function addTag (trx: Trx, viewer: Viewer, input: TagInput, at: string) {
  await refuseTwins(trx, viewer, input.name)
  const tag = { id: newId(), authority_id: viewer.authorityId, name: input.name, words: input.words ?? '', revision: 1, saved_by_name: viewer.name, saved_at: at, retired_at: null }
  await trx.insertInto('point_tag').values(tag).execute()
  await record(trx, viewer, 'tag.added', tag.id, { name: tag.name })
}

/** Begin with the tags that come along. @throws Refusal when there are tags already */
export async function addSuggestedTags (trx: Trx, viewer: Viewer, at: string) {
  if ((await listTags(trx, viewer.authorityId)).length > 0) throw new Refusal('There are tags already. Add to them, or change their words.')
  for (const tag of suggestedTags) await addTag(trx, viewer, tag, at)
}

/** Rename a tag or change its words. @throws Clash when somebody did since the form was shown */
export async function saveTag (trx: Trx, viewer: Viewer, id: string, input: TagInput, at: string) {
  const tag = await findTag(trx, viewer.authorityId, id)
  const mine = { name: input.name, words: input.words ?? '' }
  const labels = { name: 'Name', words: 'Words' }
  const differing = (['name', 'words'] as const).filter(name => mine[name] !== tag[name])
  if (input.revision !== tag.revision && differing.length > 0) {
    throw new Clash({ fields: differing.map(name => ({ name, label: labels[name], mine: mine[name], theirs: tag[name] })), revision: tag.revision, savedBy: tag.saved_by_name, savedAt: tag.saved_at })
  }
  await refuseTwins(trx, viewer, input.name, id)
  await trx.updateTable('point_tag').set({ ...mine, revision: tag.revision + 1, saved_by_name: viewer.name, saved_at: at }).where('id', '=', id).execute()
  await record(trx, viewer, 'tag.saved', id, { name: mine.name })
}

/** Take a tag out of use. What was placed by hand under it is kept. */
export async function retireTag (trx: Trx, viewer: Viewer, id: string, at: string) {
  const { name } = await findTag(trx, viewer.authorityId, id)
  await trx.updateTable('point_tag').set({ retired_at: at }).where('id', '=', id).execute()
  await record(trx, viewer, 'tag.retired', id, { name })
}

/** Put a sentence under a tag, or take it out, whatever the tag's words say. */
export async function placePoint (trx: Trx, viewer: Viewer, name: string, input: PlacingInput, at: string) {
  const session = await findSession(trx, viewer.authorityId, name)
  const tag = await findTag(trx, viewer.authorityId, input.tag)
  const row = { belongs: input.belongs === 'yes' ? 1 : 0, by_name: viewer.name, at }
  await trx.insertInto('point_placing').values({ id: newId(), tag_id: tag.id, session_id: session.id, mark: input.mark, ...row })
    .onConflict(conflict => conflict.columns(['tag_id', 'session_id', 'mark']).doUpdateSet(row)).execute()
  await record(trx, viewer, 'tag.placed', tag.id, { name: tag.name, belongs: input.belongs })
  return tag
}

/** Ask something of the area or the city, for a team. */
export async function addAsk (trx: Trx, viewer: Viewer, slug: string, name: string, text: string, at: string) {
  const { community, session } = await findTeamSession(trx, viewer, slug, name)
  const ask = { id: newId(), place_id: community.id, session_id: session.id, text, by_name: viewer.name, at, withdrawn_at: null, withdrawn_by_name: null }
  await trx.insertInto('team_ask').values(ask).execute()
  await record(trx, viewer, 'ask.added', ask.id, {}, community.id)
}

/** Take an ask back. It stays in the team's list, crossed out by words. */
export async function withdrawAsk (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, at: string) {
  const { community, session } = await findTeamSession(trx, viewer, slug, name)
  const ask = await trx.selectFrom('team_ask').select('withdrawn_at').where('id', '=', id).where('place_id', '=', community.id).where('session_id', '=', session.id).executeTakeFirst()
  if (!ask) throw new NotFound()
  if (ask.withdrawn_at) throw new Refusal('This has been withdrawn already.')
  await trx.updateTable('team_ask').set({ withdrawn_at: at, withdrawn_by_name: viewer.name }).where('id', '=', id).execute()
  await record(trx, viewer, 'ask.withdrawn', id, {}, community.id)
}

async function refuseTwins (trx: Trx, viewer: Viewer, name: string, but?: string) {
  const twin = (await listTags(trx, viewer.authorityId)).find(tag => tag.id !== but && tag.name.toLowerCase() === name.toLowerCase())
  if (twin) throw new FieldRefusal('name', `There is a tag called ${twin.name} already`)
}
