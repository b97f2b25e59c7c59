import { record } from '../audit/record.ts'
import { addAction } from '../action-plans/actions.ts'
import { openEvaluation } from '../evaluations/changes.ts'
import { saveJudgement } from '../evaluations/judgements.ts'
import { findEvaluation } from '../evaluations/queries.ts'
import { takeStep } from '../evaluations/sign-off.ts'
import { openThoughts, takePassage } from '../first-thoughts/changes.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { canAt } from '../../permissions.ts'
import { buildMinutes } from './minutes.ts'
import { minutesFacts } from './minutes-facts.ts'
import { openMeetingOf } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { MeetingInput, OpenInput, PeopleInput } from './forms.ts'
import type { Meeting } from './queries.ts'

/** Open a meeting about a self-evaluation. First thoughts are opened with it, and a draft is with the group from now on. */
export async function openMeeting (trx: Trx, viewer: Viewer, slug: string, name: string, input: OpenInput, at: string): Promise<Meeting> {
  const found = await openEvaluation(trx, viewer, slug, name)
  if (await openMeetingOf(trx, found.evaluation)) throw new Refusal('A meeting is open already. Close it before you open another.')
  const meeting: Meeting = {
    id: newId(), self_evaluation_id: found.evaluation.id, held_on: input.held_on, present: input.present ?? null, apologies: input.apologies ?? null,
    opened_at: at, opened_by_name: viewer.name, closed_at: null, closed_by_name: null, minutes: null
  }
  await trx.insertInto('meeting').values(meeting).execute()
  await openThoughts(trx, viewer, found, at)
  if (found.stage === 'draft') await takeStep(trx, viewer, found, 'shared', null, at)
  await record(trx, viewer, 'meeting.opened', meeting.id, { session: name }, found.community.id)
  return meeting
}

/**
 * Save what was agreed about an indicator in the meeting: the judgement as its own page saves it, and what was said beside it.
 * @throws Clash when somebody else saved the judgement since; nothing of this form is written then
 */
export async function saveInMeeting (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, input: MeetingInput, library: Library, at: string) {
  const { community, evaluation } = await findEvaluation(trx, viewer, slug, name)
  const meeting = await openMeetingOf(trx, evaluation)
  if (!meeting) throw new Refusal('No meeting is open. The chair opens one.')
  const { passage, dissent, note, action, ...judgement } = input
  const saved = passage ? await takePassage(trx, viewer, slug, name, code, passage, judgement, library, at) : await saveJudgement(trx, viewer, slug, name, code, judgement, library, at)
  for (const [kind, text] of [['dissent', dissent], ['note', note]] as const) {
    if (!text) continue
    await trx.insertInto('meeting_note').values({ id: newId(), meeting_id: meeting.id, indicator_code: code, kind, text, by_name: viewer.name, at }).execute()
    await record(trx, viewer, `meeting.${kind}-noted`, meeting.id, { code }, community.id)
  }
  if (action) {
    if (!canAt(viewer, 'plan.edit', community)) throw new FieldRefusal('action', 'The chair adds actions. Write it under next steps instead')
    const { id } = await addAction(trx, viewer, slug, name, { what: action, indicators: [code] }, library, at)
    await trx.insertInto('meeting_action').values({ meeting_id: meeting.id, action_id: id, indicator_code: code }).execute()
  }
  return saved
}

/** Put right who was there. */
export async function savePeople (trx: Trx, viewer: Viewer, slug: string, name: string, input: PeopleInput) {
  const { community, evaluation } = await findEvaluation(trx, viewer, slug, name)
  const meeting = await openMeetingOf(trx, evaluation)
  if (!meeting) throw new Refusal('No meeting is open.')
  await trx.updateTable('meeting').set({ present: input.present ?? null, apologies: input.apologies ?? null }).where('id', '=', meeting.id).execute()
  await record(trx, viewer, 'meeting.people-saved', meeting.id, {}, community.id)
}

/** Close the meeting. Its minutes are kept as they are now. */
export async function closeMeeting (trx: Trx, viewer: Viewer, slug: string, name: string, library: Library, at: string) {
  const found = await findEvaluation(trx, viewer, slug, name)
  const open = await openMeetingOf(trx, found.evaluation)
  if (!open) throw new Refusal('No meeting is open.')
  const meeting = { ...open, closed_at: at, closed_by_name: viewer.name }
  const minutes = buildMinutes(await minutesFacts(trx, library, viewer.authorityName, found, meeting))
  await trx.updateTable('meeting').set({ closed_at: at, closed_by_name: viewer.name, minutes: JSON.stringify(minutes) }).where('id', '=', meeting.id).execute()
  await record(trx, viewer, 'meeting.closed', meeting.id, {}, found.community.id)
  return meeting
}
