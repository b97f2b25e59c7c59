import { createHash, randomInt, randomUUID } from 'node:crypto'
import { record } from '../audit/record.ts'
import { Refusal, NotFound } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findSurvey } from './queries.ts'
import { refuseClosed, refuseSettled } from './changes.ts'
import { poolWithFile, readColumns } from './import-rules.ts'
import { repour } from './tally.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { FileContent } from './import-rules.ts'

const day = 86_400_000
export const markOfFile = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Values in an order of chance. */
export function shuffled (values: string[]): string[] {
  const all = [...values]
  for (let at = all.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [all[at], all[other]] = [all[other]!, all[at]!]
  }
  return all
}

/** Keep the columns of a file for a day, until the chair has seen what they mean. @returns its id */
export async function keepFile (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, file: { name: string, mark: string, content: FileContent }, now: Date): Promise<string> {
  const { community, survey } = await findSurvey(trx, viewer, slug, name, id)
  refuseClosed(community)
  refuseSettled(survey)
  await trx.updateTable('survey_import').set({ content: '{}' }).where('expires_at', '<', now.toISOString()).where('content', '!=', '{}').execute()
  const before = await trx.selectFrom('survey_import').select('id').where('survey_id', '=', survey.id).where('file_mark', '=', file.mark).where('done_at', 'is not', null).executeTakeFirst()
  if (before) throw new Refusal('This file has been brought in already.')
  const row = { id: newId(), survey_id: survey.id, person_id: viewer.id, file_name: file.name, file_mark: file.mark, content: JSON.stringify(file.content), expires_at: new Date(now.getTime() + day).toISOString(), done_at: null, result: null }
  await trx.insertInto('survey_import').values(row).execute()
  return row.id
}

/** A file that this person chose for this survey. @throws NotFound for anybody else’s */
export async function findFile (db: Db, viewer: Viewer, slug: string, name: string, id: string, importId: string) {
  const found = await findSurvey(db, viewer, slug, name, id)
  const row = await db.selectFrom('survey_import').selectAll().where('id', '=', importId).where('survey_id', '=', found.survey.id).where('person_id', '=', viewer.id).executeTakeFirst()
  if (!row) throw new NotFound()
  return { ...found, file: { ...row, content: { people: 0, columns: [], dropped: [], ...JSON.parse(row.content) as Partial<FileContent> } } }
}

/** Which column answered which question the last time. */
export async function listRemembered (db: Db, authorityId: string, questionnaireId: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom('survey_column').select(['label', 'question']).where('authority_id', '=', authorityId).where('questionnaire_id', '=', questionnaireId).execute()
  return new Map(rows.map(row => [row.label, row.question]))
}

/** Bring in what the preview showed: all of it, or none. Which column is which question is remembered. */
export async function bringIn (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, importId: string, mapping: (string | null)[], questionnaire: Questionnaire, now: Date) {
  const { community, survey, file } = await findFile(trx, viewer, slug, name, id, importId)
  refuseClosed(community)
  refuseSettled(survey)
  if (file.done_at) throw new Refusal('This file has been brought in already.')
  if (file.expires_at < now.toISOString()) throw new Refusal('This preview is older than a day, so nothing was brought in. Choose the file again.')
  const { problems, ...brought } = readColumns(file.content, mapping, questionnaire)
  if (problems.length > 0) throw new Refusal('Nothing was brought in. Choose the file again.')
  const { numUpdatedRows } = await trx.updateTable('survey_import').set({ done_at: now.toISOString(), content: '{}', result: String(file.content.people) }).where('id', '=', file.id).where('done_at', 'is', null).executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('This file has been brought in already.')
  await repour(trx, survey.id, pool => {
    if (pool.answers + file.content.people > survey.answer_cap) throw new Refusal(`With these answers there would be more than the ${survey.answer_cap} it takes. Change that number first. Nothing was brought in.`)
    return poolWithFile(pool, file.content.people, brought, randomUUID)
  })
  const rows = file.content.columns.flatMap(({ label }, at) => mapping[at] ? [{ authority_id: community.authority_id, questionnaire_id: questionnaire.id, label, question: mapping[at]! }] : [])
  await trx.insertInto('survey_column').values(rows).onConflict(conflict => conflict.columns(['authority_id', 'questionnaire_id', 'label']).doUpdateSet(({ ref }) => ({ question: ref('excluded.question') }))).execute()
  await record(trx, viewer, 'survey.brought-in', survey.id, { people: file.content.people }, community.id)
}
