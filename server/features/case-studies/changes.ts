import { record } from '../audit/record.ts'
import { longDate } from '../../lib/dates.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { codeRefusal, tidyCode } from '../goals/case-code-rules.ts'
import { findKept } from '../goals/keeper-queries.ts'
import { findStudy } from './queries.ts'
import { addMonths, erasureReason, followUpMonths, isOpen } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { EventInput, FollowUpInput, StudyInput } from './forms.ts'
import type { Study } from './queries.ts'

interface Now { today: string, at: string }

/** Follow a child over two years. Without consent there is no study; its follow-ups are set with it. */
export async function openStudy (trx: Trx, viewer: Viewer, slug: string, input: StudyInput, { today, at }: Now): Promise<string> {
  const community = await findKept(trx, viewer, slug)
  if (community.closed_on) throw new Refusal(`${community.name} is closed. Its case studies can be read but not added to.`)
  const refused = codeRefusal(input.case_code)
  if (refused) throw new FieldRefusal('case_code', refused)
  const code = tidyCode(input.case_code)
  if (tidyCode(input.label).includes(code) || /\d{3,}/.test(input.label)) throw new FieldRefusal('label', 'Make up a label that holds neither the case code nor a number, such as “The early bird”')
  if (input.consent_on > today) throw new FieldRefusal('consent_on', 'They must have agreed by today')
  if (input.consent_until <= today) throw new FieldRefusal('consent_until', 'The consent must last beyond today')
  const study = {
    id: newId(), place_id: community.id, ...input, case_code: code, story: input.story ?? null,
    withdrawn_at: null, withdrawn_by_name: null, closed_at: null, closed_by_name: null, erased_at: null, erased_by_name: null, created_at: at, created_by_name: viewer.name
  }
  await trx.insertInto('case_study').values(study).execute()
  await trx.insertInto('case_study_follow_up').values(followUpMonths.map(months => ({ id: newId(), case_study_id: study.id, months, due_on: addMonths(input.starts_on, months), held_on: null, child_says: null, family_says: null, changed: null, recorded_by_name: null, recorded_at: null }))).execute()
  await record(trx, viewer, 'case-study.opened', study.id, { consent: input.consent_for }, community.id)
  return study.id
}

/** What the child and the family say half a year, a year, two years on. Once: what comes later is a view on the timeline. */
export async function recordFollowUp (trx: Trx, viewer: Viewer, slug: string, id: string, followUpId: string, input: FollowUpInput, { today, at }: Now) {
  const { community, study } = await findStudy(trx, viewer, slug, id)
  refuseOver(study, today)
  const followUp = await trx.selectFrom('case_study_follow_up').selectAll().where('id', '=', followUpId).where('case_study_id', '=', study.id).executeTakeFirst()
  if (!followUp) throw new NotFound()
  if (followUp.held_on) throw new Refusal('This follow-up has been written down already. Add what came later to the timeline.')
  if (input.held_on > today) throw new FieldRefusal('held_on', 'The follow-up cannot be in the future')
  if (input.held_on < study.starts_on) throw new FieldRefusal('held_on', `The child is followed from ${longDate(study.starts_on)}`)
  if (!input.child_says && !input.family_says) throw new FieldRefusal('child_says', 'Write what the child or the family says')
  await trx.updateTable('case_study_follow_up').set({ held_on: input.held_on, child_says: input.child_says ?? null, family_says: input.family_says ?? null, changed: input.changed, recorded_by_name: viewer.name, recorded_at: at }).where('id', '=', followUp.id).execute()
  await record(trx, viewer, 'case-study.followed-up', study.id, { months: followUp.months }, community.id)
}

/** Put a support or a view on the timeline. */
export async function addEvent (trx: Trx, viewer: Viewer, slug: string, id: string, input: EventInput, { today, at }: Now) {
  const { community, study } = await findStudy(trx, viewer, slug, id)
  refuseOver(study, today)
  if (input.kind === 'view' && !input.who) throw new FieldRefusal('who', 'Choose whose view it is')
  if (input.from_on > today) throw new FieldRefusal('from_on', 'This day is still to come')
  if (input.to_on && input.to_on < input.from_on) throw new FieldRefusal('to_on', 'The last day must be the first day or later')
  const event = { id: newId(), case_study_id: study.id, kind: input.kind, who: input.kind === 'view' ? input.who! : null, from_on: input.from_on, to_on: input.kind === 'support' ? input.to_on ?? null : null, what: input.what, recorded_by_name: viewer.name, recorded_at: at }
  await trx.insertInto('case_study_event').values(event).execute()
  await record(trx, viewer, 'case-study.event-added', study.id, { kind: input.kind }, community.id)
}

/** No more follow-ups. */
export async function closeStudy (trx: Trx, viewer: Viewer, slug: string, id: string, { at }: Now) {
  const { community, study } = await findStudy(trx, viewer, slug, id)
  if (study.closed_at) throw new Refusal('This case study is closed already.')
  await trx.updateTable('case_study').set({ closed_at: at, closed_by_name: viewer.name }).where('id', '=', study.id).execute()
  await record(trx, viewer, 'case-study.closed', study.id, {}, community.id)
}

/** The child or the family takes the consent back: the study is closed, what was released is gone from every page, and it is listed for erasure. */
export async function withdrawConsent (trx: Trx, viewer: Viewer, slug: string, id: string, { at }: Now) {
  const { community, study } = await findStudy(trx, viewer, slug, id)
  if (study.withdrawn_at) throw new Refusal('The consent has been withdrawn already.')
  await trx.updateTable('case_study').set({ withdrawn_at: at, withdrawn_by_name: viewer.name, ...study.closed_at ? {} : { closed_at: at, closed_by_name: viewer.name } }).where('id', '=', study.id).execute()
  await trx.updateTable('case_study_release').set({ withdrawn_at: at, withdrawn_by_name: viewer.name }).where('case_study_id', '=', study.id).where('withdrawn_at', 'is', null).execute()
  await record(trx, viewer, 'case-study.consent-withdrawn', study.id, {}, community.id)
}

/** Take every word away for good. That there was a study, and when it was erased, stays. */
export async function eraseStudy (trx: Trx, viewer: Viewer, slug: string, id: string, { today, at }: Now) {
  const { community, study } = await findStudy(trx, viewer, slug, id)
  if (study.erased_at) throw new Refusal('This case study has been erased already.')
  if (!study.closed_at && erasureReason(study, today) === null) throw new Refusal('Close the case study first.')
  await trx.deleteFrom('case_study_event').where('case_study_id', '=', study.id).execute()
  await trx.updateTable('case_study_follow_up').set({ child_says: null, family_says: null, changed: null }).where('case_study_id', '=', study.id).execute()
  await trx.deleteFrom('case_study_release').where('case_study_id', '=', study.id).execute()
  await trx.updateTable('case_study').set({ story: null, case_code: '', consent_who: '', closed_at: study.closed_at ?? at, closed_by_name: study.closed_by_name ?? viewer.name, erased_at: at, erased_by_name: viewer.name }).where('id', '=', study.id).execute()
  await record(trx, viewer, 'case-study.erased', study.id, {}, community.id)
}

/** @throws Refusal when it is closed, or its consent is over */
export function refuseOver (study: Study, today: string) {
  if (!isOpen(study, today)) throw new Refusal('This case study is closed, or its consent is over. Nothing can be added to it.')
}
