import { Clash, FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { record } from '../audit/record.ts'
import { findImport } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { ImportKind, ImportParams, Library } from './kinds.ts'
import type { Where } from './queries.ts'
import type { FileContent } from './rules.ts'

const day = 86_400_000

/** Keep the rows of a file for a day, until the person has seen what they would change. @returns its id */
export async function keepImport (trx: Trx, viewer: Viewer, where: Where, file: FileContent & { name: string, base: string }, now: Date): Promise<string> {
  await tidyImports(trx, now)
  const row = {
    id: newId(), kind: where.kind, place_id: where.placeId, session_id: where.sessionId, person_id: viewer.id, file_name: file.name, rows: JSON.stringify({ rows: file.rows, unknown: file.unknown }), base: file.base,
    made_at: now.toISOString(), expires_at: new Date(now.getTime() + day).toISOString(), done_at: null, result: null
  }
  await trx.insertInto('plan_import').values(row).execute()
  return row.id
}

/** What files said is thrown away a day after they came; that there was one, and what became of its lines, after thirty. */
async function tidyImports (trx: Trx, now: Date) {
  await trx.deleteFrom('plan_import').where('made_at', '<', new Date(now.getTime() - 30 * day).toISOString()).execute()
  await trx.updateTable('plan_import').set({ rows: '{}' }).where('expires_at', '<', now.toISOString()).where('rows', '!=', '{}').execute()
}

/**
 * Bring in what a preview showed: all of it, or none of it.
 * @throws Refusal when the preview is too old, was brought in already, or no longer fits what is there
 */
export async function confirmImport (trx: Trx, viewer: Viewer, kind: ImportKind, params: ImportParams, importId: string, library: Library, now: Date) {
  const opened = await kind.open(trx, viewer, params, library)
  opened.refuseUnlessOpen()
  const found = await findImport(trx, viewer, opened.where, importId)
  const at = now.toISOString()
  if (found.done_at) throw new Refusal('This file has been brought in already.')
  if (found.expires_at < at) throw new Refusal('This preview is older than a day, so nothing was brought in. Choose the file again.')
  // Whoever confirms twice at once: the second finds it done.
  const { numUpdatedRows } = await trx.updateTable('plan_import').set({ done_at: at, rows: '{}' }).where('id', '=', found.id).where('done_at', 'is', null).executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('This file has been brought in already.')
  const { changes, errors } = opened.compare(found.rows)
  if (found.base !== opened.base || errors.length > 0) throw new Refusal('Somebody changed what is here since this preview was made, so nothing was brought in. Choose the file again and look at the new preview.')
  const result = await inOneGo(() => kind.apply(trx, viewer, params, changes, library, at))
  await trx.updateTable('plan_import').set({ result: JSON.stringify(result) }).where('id', '=', found.id).execute()
  const counts = Object.fromEntries(['new', 'changed', 'unchanged'].map(name => [name, changes.filter(change => change.kind === name).length]))
  await record(trx, viewer, kind.event, found.id, { file: found.file_name, ...counts }, opened.where.placeId)
}

/** What one line is refused for is said as such, and refuses them all. */
async function inOneGo<T> (work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FieldRefusal || error instanceof Clash) throw new Refusal(`${error.message} Nothing was brought in. Choose the file again and look at the new preview.`)
    throw error
  }
}
