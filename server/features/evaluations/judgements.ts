import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { openEvaluation } from './changes.ts'
import { lastSessionOf } from './last-session.ts'
import { listIndicatorsJudged } from './queries.ts'
import { levelChoice, levelWords, missingFromJudgement, textLabels, textNames, withCopied } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { ClashField } from '../../lib/errors.ts'
import type { Viewer } from '../../permissions.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Library } from '../frameworks/library.ts'
import type { JudgementInput } from './forms.ts'
export type { JudgementInput } from './forms.ts'
import type { EvaluationFound, Judgement } from './queries.ts'
import type { JudgementText, LevelState } from './tables.ts'

type Texts = Record<JudgementText, string | null>
type Saved = Texts & { level_state: LevelState, level: number | null }

/**
 * Save what the team says about an indicator, however incomplete. With `finished: 'yes'` it is complete too, unless something is `missing`;
 * what was typed is saved all the same. `copy` takes last session's text over, `confirm` says that a copied text has been read.
 * @returns what is missing, by field, when it was to be complete
 * @throws Clash when somebody saved it since; FieldRefusal for a level the framework does not have
 */
export async function saveJudgement (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, input: JudgementInput, library: Library, at: string) {
  const found = await openEvaluation(trx, viewer, slug, name)
  const before = await findOrInsert(trx, found, code)
  const { scale } = library.selfEvaluation(found.session.framework_id, found.session.framework_version)
  const rated = library.indicator(found.session.framework_id, found.session.framework_version, code).rated
  const mine: Saved = { ...textsOf(input), ...levelOf(input.level, rated ? scale : undefined) }
  const clashing = input.revision === before.revision ? [] : clashingFields(mine, before, scale)
  if (clashing.length > 0) throw new Clash({ fields: clashing, revision: before.revision, savedBy: before.saved_by_name ?? 'Somebody', savedAt: before.saved_at ?? at })

  const last = input.copy ? await textToCopy(trx, found, library, code, input.copy) : null
  if (input.copy && last) mine[input.copy] = withCopied(mine[input.copy], last.text)
  const missing = input.finished === 'yes' ? missingFromJudgement(mine) : {}
  const complete = input.finished === 'yes' && Object.keys(missing).length === 0
  await trx.updateTable('judgement').set({
    ...mine,
    completed_at: complete ? before.completed_at ?? at : null,
    completed_by: complete ? before.completed_by ?? viewer.id : null,
    revision: before.revision + 1,
    saved_by: viewer.id,
    saved_by_name: viewer.name,
    saved_at: at
  }).where('id', '=', before.id).execute()
  await trx.insertInto('judgement_version').values({ id: newId(), judgement_id: before.id, revision: before.revision + 1, ...mine, by_id: viewer.id, by_name: viewer.name, at }).execute()
  await reviewCarried(trx, viewer, before, mine, input.confirm, at)
  if (input.copy && last) await markCarried(trx, before, input.copy, last.session, at)
  const changed = textNames.filter(field => mine[field] !== before[field])
  await record(trx, viewer, complete && !before.completed_at ? 'judgement.completed' : 'judgement.saved', before.id, {
    code, revision: before.revision + 1, fields: changed, copied: input.copy ?? null, confirmed: input.confirm ?? null
  }, found.community.id)
  return { missing, complete, revision: before.revision + 1 }
}

async function findOrInsert (trx: Trx, found: EvaluationFound, code: string): Promise<Judgement> {
  const judgement = (await listIndicatorsJudged(trx, found)).find(row => row.indicator_code === code)
  if (!judgement) throw new NotFound()
  if (judgement.id) return judgement
  const row = { ...judgement, id: newId() }
  await trx.insertInto('judgement').values(row).execute()
  return row
}

const textsOf = (input: JudgementInput) => Object.fromEntries(textNames.map(field => [field, input[field] ?? null])) as Texts

/** Without a scale there is no level, whatever was sent. */
function levelOf (choice: string | undefined, scale: Scale | undefined): Pick<Saved, 'level_state' | 'level'> {
  if (choice === 'not-enough-evidence') return { level_state: choice, level: null }
  if (choice === undefined || choice === 'not-yet' || !scale) return { level_state: 'not-yet', level: null }
  const level = Number(choice)
  if (!scale.levels.some(({ value }) => value === level)) throw new FieldRefusal('level', 'Choose one of these levels')
  return { level_state: 'level', level }
}

/** The fields in which what was sent differs from what somebody saved in the meantime. */
function clashingFields (mine: Saved, theirs: Saved, scale: Scale | undefined): ClashField[] {
  const texts = textNames.filter(field => mine[field] !== theirs[field]).map(field => ({ name: field, label: textLabels[field], mine: mine[field] ?? '', theirs: theirs[field] ?? '' }))
  if (levelChoice(mine) === levelChoice(theirs)) return texts
  const level = { name: 'level', label: 'Level', mine: levelChoice(mine), theirs: levelChoice(theirs), choose: { mine: levelWords(mine, scale), theirs: levelWords(theirs, scale) } }
  return [...texts, level]
}

async function textToCopy (trx: Trx, { community, session }: EvaluationFound, library: Library, code: string, field: JudgementText) {
  const last = await lastSessionOf(trx, library, community, session, code)
  const text = last?.judgement?.[field]
  if (!last || !text) throw new Refusal('There is no text of last session to copy.')
  return { text, session: last.session.name }
}

/** Text that came from an earlier session counts as reviewed once somebody edits it or says that it still holds. */
async function reviewCarried (trx: Trx, viewer: Viewer, before: Judgement, mine: Saved, confirm: JudgementText | undefined, at: string) {
  const reviewed = textNames.filter(field => field === confirm || mine[field] !== before[field])
  await trx.updateTable('carried_text').set({ confirmed_at: at, confirmed_by: viewer.id })
    .where('judgement_id', '=', before.id).where('field', 'in', reviewed).where('confirmed_at', 'is', null).execute()
}

async function markCarried (trx: Trx, judgement: Judgement, field: JudgementText, fromSession: string, at: string) {
  await trx.deleteFrom('carried_text').where('judgement_id', '=', judgement.id).where('field', '=', field).execute()
  await trx.insertInto('carried_text').values({ judgement_id: judgement.id, field, from_session: fromSession, copied_at: at, confirmed_at: null, confirmed_by: null }).execute()
}
