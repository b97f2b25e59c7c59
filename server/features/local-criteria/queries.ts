import { NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { LocalCriteriaTables } from './tables.ts'

export type LocalCriterion = Selectable<LocalCriteriaTables['local_criterion']>

/** What an authority has added to a framework's indicators, by indicator and number; withdrawn ones too. */
export async function listAllCriteria (db: Db, authorityId: string, frameworkId: string): Promise<LocalCriterion[]> {
  const rows = await db.selectFrom('local_criterion').selectAll().where('authority_id', '=', authorityId).where('framework_id', '=', frameworkId).orderBy('number').execute()
  return rows.sort(byName(row => row.indicator_code))
}

/** Those a session is judged with: added before it ended, and not withdrawn before it ended. */
export async function listCriteria (db: Db, session: { authority_id: string, framework_id: string, ends_on: string }): Promise<LocalCriterion[]> {
  const end = `${session.ends_on}T23:59:59.999Z`
  return db.selectFrom('local_criterion').selectAll().where('authority_id', '=', session.authority_id).where('framework_id', '=', session.framework_id)
    .where('added_at', '<=', end).where(where => where.or([where('withdrawn_at', 'is', null), where('withdrawn_at', '>', end)])).orderBy('number').execute()
}

/** One of an authority's own. @throws NotFound for any other */
export async function findCriterion (db: Db, authorityId: string, id: string): Promise<LocalCriterion> {
  const row = await db.selectFrom('local_criterion').selectAll().where('id', '=', id).where('authority_id', '=', authorityId).executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}
