import { record } from '../audit/record.ts'
import { openEvaluation } from '../evaluations/changes.ts'
import { listMembers } from '../people/queries.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findDiscussion } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

/** Ask a member of the team to look after an indicator. Whoever had it before has it no longer. */
export async function assign (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, personId: string, at: string) {
  await openEvaluation(trx, viewer, slug, name)
  const { community, evaluation, assignments } = await findDiscussion(trx, viewer, slug, name, code)
  const person = (await listMembers(trx, community)).find(member => member.id === personId)
  if (!person) throw new FieldRefusal('person', 'Choose a member of this team')
  const open = assignments.find(row => !row.ended_at)
  if (open?.person_id === person.id) throw new FieldRefusal('person', `${person.name} looks after it already`)
  if (open) await trx.updateTable('assignment').set({ ended_at: at }).where('id', '=', open.id).execute()
  await trx.insertInto('assignment').values({
    id: newId(), self_evaluation_id: evaluation.id, indicator_code: code, person_id: person.id, person_name: person.name, assigned_by_name: viewer.name, assigned_at: at, ended_at: null, note: null
  }).execute()
  await record(trx, viewer, 'judgement.assigned', evaluation.id, { code, to: person.name }, community.id)
  return person
}

/** Hand an indicator back with a note: only whoever looks after it, or the chair for them. */
export async function handBack (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, note: string, mayLead: boolean, at: string) {
  const { community, evaluation, assignments } = await findDiscussion(trx, viewer, slug, name, code)
  const open = assignments.find(row => !row.ended_at)
  if (!open) throw new Refusal('Nobody looks after this indicator, so there is nothing to hand back.')
  if (open.person_id !== viewer.id && !mayLead) throw new Refusal(`${open.person_name} looks after this indicator and hands it back.`)
  await trx.updateTable('assignment').set({ ended_at: at, note }).where('id', '=', open.id).execute()
  await record(trx, viewer, 'judgement.handed-back', evaluation.id, { code }, community.id)
}

/** Say something about an indicator, or answer what was said. An answer belongs to the first comment of its thread. */
export async function addComment (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, text: string, answersId: string | null, at: string) {
  const { community, evaluation, comments } = await findDiscussion(trx, viewer, slug, name, code)
  const answered = answersId === null ? null : comments.find(comment => comment.id === answersId && comment.answers_id === null)
  if (answered === undefined) throw new NotFound()
  const comment = { id: newId(), self_evaluation_id: evaluation.id, indicator_code: code, answers_id: answersId, text, by_id: viewer.id, by_name: viewer.name, at, resolved_at: null, resolved_by_name: null }
  await trx.insertInto('comment').values(comment).execute()
  // Somebody still has something to say about it.
  if (answered?.resolved_at) await trx.updateTable('comment').set({ resolved_at: null, resolved_by_name: null }).where('id', '=', answered.id).execute()
  await record(trx, viewer, 'judgement.commented', evaluation.id, { code }, community.id)
  return comment
}

/** Mark a thread as settled, or open it again. */
export async function resolveComment (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, commentId: string, resolved: boolean, at: string) {
  const { community, evaluation, comments } = await findDiscussion(trx, viewer, slug, name, code)
  const comment = comments.find(one => one.id === commentId && one.answers_id === null)
  if (!comment) throw new NotFound()
  await trx.updateTable('comment').set(resolved ? { resolved_at: at, resolved_by_name: viewer.name } : { resolved_at: null, resolved_by_name: null }).where('id', '=', comment.id).execute()
  await record(trx, viewer, resolved ? 'judgement.comment-resolved' : 'judgement.comment-reopened', evaluation.id, { code }, community.id)
}
