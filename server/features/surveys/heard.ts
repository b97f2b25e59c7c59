import { record } from '../audit/record.ts'
import { listActions, planOf } from '../action-plans/queries.ts'
import { Clash, FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { audiences } from '../frameworks/questionnaire-format.ts'
import { findSetting, findSurvey, findText } from './queries.ts'
import { takeOut } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { SettingInput, TextInput } from './forms.ts'

/**
 * What becomes of a text that the chair has read: shown to the team, without the words taken out of it, or left out. Its original is removed
 * either way; the trail keeps where words were taken out, and none of them.
 */
export async function decideText (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, textId: string, { decision, found = [], words = '' }: TextInput, at: string) {
  const { community, survey } = await findSurvey(trx, viewer, slug, name, id)
  const text = await findText(trx, survey, textId)
  if (text.state !== 'waiting' || text.original === null) throw new Refusal('Somebody has decided about this text already.')
  const more = words.split('\n').map(word => word.trim()).filter(Boolean)
  const absent = more.find(word => !text.original!.toLowerCase().includes(word.toLowerCase()))
  if (absent) throw new FieldRefusal('words', `“${absent}” is not in the text. Copy the words from it, a line each`)
  const { text: shown, places } = takeOut(text.original, [...found, ...more])
  const released = decision === 'release'
  await trx.updateTable('survey_text').set({ original: null, shown: released ? shown : null, state: released ? 'released' : 'left-out', taken_out: released ? places.length : 0, decided_at: at, decided_by_name: viewer.name })
    .where('id', '=', text.id).execute()
  await record(trx, viewer, released ? 'survey-text.released' : 'survey-text.left-out', text.id, released ? { takenOut: places.length, places } : {}, community.id)
}

/** Say which action a survey, or one released text of it, led to. */
export async function linkHeard (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, { action_id: actionId, text_id: textId }: { action_id: string, text_id?: string }) {
  const { community, session, survey } = await findSurvey(trx, viewer, slug, name, id)
  const plan = await planOf(trx, community, session)
  const action = plan && (await listActions(trx, plan)).find(one => one.id === actionId)
  if (!action) throw new FieldRefusal('action_id', 'Choose an action of this plan')
  if (textId && (await findText(trx, survey, textId)).state !== 'released') throw new NotFound()
  const known = await trx.selectFrom('survey_action').select('id').where('survey_id', '=', survey.id).where('action_id', '=', action.id).where('text_id', textId ? '=' : 'is', textId ?? null).executeTakeFirst()
  if (known) return
  await trx.insertInto('survey_action').values({ id: newId(), survey_id: survey.id, text_id: textId ?? null, action_id: action.id }).execute()
  await record(trx, viewer, 'survey.linked', survey.id, { action: action.number }, community.id)
}

/** Take such a link away again. */
export async function unlinkHeard (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, heardId: string) {
  const { community, survey } = await findSurvey(trx, viewer, slug, name, id)
  const { numDeletedRows } = await trx.deleteFrom('survey_action').where('id', '=', heardId).where('survey_id', '=', survey.id).executeTakeFirst()
  if (numDeletedRows === 0n) throw new NotFound()
  await record(trx, viewer, 'survey.unlinked', survey.id, {}, community.id)
}

/** What the authority says around every questionnaire. @throws Clash when somebody else saved it since */
export async function saveSetting (trx: Trx, viewer: Viewer, input: SettingInput, at: string) {
  const now = await findSetting(trx, viewer.authorityId)
  const help = { help_young: tidyLines(input.help_young), help_adults: tidyLines(input.help_adults) }
  const bsl = Object.fromEntries(audiences.flatMap(audience => input[`bsl_${audience}`] ? [[audience, input[`bsl_${audience}`]!]] : []))
  if (input.revision !== now.revision) {
    const fields = [
      { name: 'help_young', label: 'For children and young people', mine: help.help_young ?? '', theirs: now.help.young }, { name: 'help_adults', label: 'For adults', mine: help.help_adults ?? '', theirs: now.help.adults },
      ...audiences.map(audience => ({ name: `bsl_${audience}`, label: `BSL video: ${audience.replace('-', ' ')}`, mine: bsl[audience] ?? '', theirs: now.bsl[audience] ?? '' }))
    ].filter(field => field.mine !== field.theirs)
    if (fields.length > 0) throw new Clash({ fields, revision: now.revision, savedBy: now.savedBy!, savedAt: now.savedAt! })
  }
  const row = { ...help, bsl_links: JSON.stringify(bsl), revision: now.revision + 1, saved_by_name: viewer.name, saved_at: at }
  await trx.insertInto('survey_setting').values({ authority_id: viewer.authorityId, ...row }).onConflict(conflict => conflict.column('authority_id').doUpdateSet(row)).execute()
  await record(trx, viewer, 'survey.setting-saved', viewer.authorityId, { videos: Object.keys(bsl).length })
}

const tidyLines = (text: string | undefined): string | null => (text ?? '').split('\n').map(line => line.trim()).filter(Boolean).join('\n') || null
