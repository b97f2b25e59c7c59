import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, Forbidden, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { canAt } from '../../permissions.ts'
import { findClues } from './disclosure-rules.ts'
import { findStudy, findText, placeNames } from './queries.ts'
import { releaseReport } from './report.ts'
import { erasureReason, releaseState } from './rules.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { ReleaseInput } from './forms.ts'
import type { Release, Study } from './queries.ts'

interface Now { today: string, at: string }
const texts = ['title', 'happening', 'tried', 'changed', 'said'] as const
const labels = { title: 'Title', happening: 'What was happening', tried: 'What was tried', changed: 'What changed', said: 'What the child and the family say' }

/** What in a text may tell who the child is. */
export const cluesIn = async (db: Db, release: Release, study: Study, today: string) =>
  findClues(texts.map(name => release[name]).join('\n'), { places: await placeNames(db, (await db.selectFrom('place').select('authority_id').where('id', '=', release.place_id).executeTakeFirstOrThrow()).authority_id), code: study.case_code, today })

/** Begin a text of its own for others. @throws Refusal unless the consent covers it */
export async function writeText (trx: Trx, viewer: Viewer, slug: string, studyId: string, input: ReleaseInput, { today, at }: Now): Promise<string> {
  const { community, study } = await findStudy(trx, viewer, slug, studyId)
  refuseUnshared(study, today)
  const { title, happening, tried, changed, said } = input
  const release = {
    id: newId(), place_id: community.id, case_study_id: study.id, title, happening, tried, changed, said, confirmed: null, written_by_name: viewer.name, written_at: at, submitted_by: null, submitted_by_name: null, submitted_at: null,
    returned: null, content: null, released_at: null, reviewed_by_name: null, withdrawn_at: null, withdrawn_by_name: null, revision: 1
  }
  await trx.insertInto('case_study_release').values(release).execute()
  await record(trx, viewer, 'case-study.text-written', release.id, {}, community.id)
  return release.id
}

/** Change the text. What was confirmed before is asked again. @throws Clash when somebody saved it since */
export async function saveText (trx: Trx, viewer: Viewer, slug: string, id: string, input: ReleaseInput, { at }: Now) {
  const { community, release } = await findText(trx, viewer, slug, id)
  if (releaseState(release) !== 'draft') throw new Refusal('This text waits for a second person, or is released. It cannot be changed now.')
  if (input.revision !== release.revision) {
    const fields = texts.map(name => ({ name, label: labels[name], mine: input[name], theirs: release[name] })).filter(field => field.mine !== field.theirs)
    if (fields.length > 0) throw new Clash({ fields, revision: release.revision, savedBy: release.written_by_name, savedAt: release.written_at })
  }
  const { title, happening, tried, changed, said } = input
  await trx.updateTable('case_study_release').set({ title, happening, tried, changed, said, confirmed: null, written_by_name: viewer.name, written_at: at, revision: release.revision + 1 }).where('id', '=', release.id).execute()
  await record(trx, viewer, 'case-study.text-saved', release.id, { revision: release.revision + 1 }, community.id)
}

/** The chair has looked at every clue, and asks a second person. */
export async function submitText (trx: Trx, viewer: Viewer, slug: string, id: string, input: { confirmed?: string[], revision: number }, { today, at }: Now) {
  const { community, release, study } = await findText(trx, viewer, slug, id)
  if (!canAt(viewer, 'goal.keepers', community)) throw new Forbidden('The chair of the team releases case studies.')
  refuseUnshared(study, today)
  if (releaseState(release) !== 'draft') throw new Refusal('This text has been handed on already.')
  if (input.revision !== release.revision) throw new Refusal('The text has changed since you opened the page. Go back and read it again.')
  const open = (await cluesIn(trx, release, study, today)).filter(clue => !input.confirmed?.includes(clue.key))
  if (open.length > 0) throw new FieldRefusal('confirmed', `Take out, or confirm one by one: ${open.map(clue => `“${clue.text}”`).join(', ')}`)
  await trx.updateTable('case_study_release').set({ confirmed: JSON.stringify(input.confirmed ?? []), submitted_by: viewer.id, submitted_by_name: viewer.name, submitted_at: at, returned: null }).where('id', '=', release.id).execute()
  await record(trx, viewer, 'case-study.text-submitted', release.id, { confirmed: input.confirmed?.length ?? 0 }, community.id)
}

/** A second person reads it: it is released as it stands, frozen, or goes back with a note. */
export async function reviewText (trx: Trx, viewer: Viewer, slug: string, id: string, input: { decision: 'release' | 'return', note?: string, revision: number }, { today, at }: Now) {
  const { community, release, study } = await findText(trx, viewer, slug, id)
  if (releaseState(release) !== 'waiting') throw new Refusal('There is nothing to review.')
  if (release.submitted_by === viewer.id) throw new Refusal('A second person reviews the text: somebody other than who handed it on.')
  if (input.revision !== release.revision) throw new Refusal('The text has changed since you opened the page. Go back and read it again.')
  if (input.decision === 'return') {
    if (!input.note) throw new FieldRefusal('note', 'Say what should be changed')
    await trx.updateTable('case_study_release').set({ returned: input.note, submitted_by: null, submitted_by_name: null, submitted_at: null, confirmed: null }).where('id', '=', release.id).execute()
    await record(trx, viewer, 'case-study.text-returned', release.id, {}, community.id)
    return
  }
  refuseUnshared(study, today)
  const content = JSON.stringify(releaseReport(release, { team: community.name, authority: viewer.authorityName, reviewer: viewer.name, at }))
  await trx.updateTable('case_study_release').set({ content, released_at: at, reviewed_by_name: viewer.name }).where('id', '=', release.id).execute()
  await record(trx, viewer, 'case-study.released', release.id, { submittedBy: release.submitted_by }, community.id)
}

/** Take a released text back. */
export async function withdrawText (trx: Trx, viewer: Viewer, slug: string, id: string, { at }: Now) {
  const { community, release } = await findText(trx, viewer, slug, id)
  if (release.withdrawn_at) throw new Refusal('This text has been withdrawn already.')
  await trx.updateTable('case_study_release').set({ withdrawn_at: at, withdrawn_by_name: viewer.name }).where('id', '=', release.id).execute()
  await record(trx, viewer, 'case-study.text-withdrawn', release.id, {}, community.id)
}

function refuseUnshared (study: Study, today: string) {
  if (study.consent_for !== 'shared') throw new Refusal('The child and the family agreed to the team’s own learning, not to sharing. Nothing may be released.')
  if (study.erased_at || erasureReason(study, today)) throw new Refusal('The consent has been withdrawn or is over. Nothing may be released.')
}
