import { NotFound } from '../../lib/errors.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { FileContent, ResultLine } from './rules.ts'
import type { PlanImportTables } from './tables.ts'

type Row = Selectable<PlanImportTables['plan_import']>
export type PlanImport = Omit<Row, 'rows' | 'result'> & FileContent & { result: ResultLine[] | null }
const readContent = (json: string): FileContent => ({ rows: [], unknown: [], ...JSON.parse(json) as Partial<FileContent> })
export interface Where { kind: Row['kind'], placeId: string, sessionId: string }

/** A file this person uploaded here. @throws NotFound for anybody else's, and for those of another place or session */
export async function findImport (db: Db, viewer: Pick<Viewer, 'id'>, { kind, placeId, sessionId }: Where, importId: string): Promise<PlanImport> {
  const row = await db.selectFrom('plan_import').selectAll().where('id', '=', importId).where('person_id', '=', viewer.id)
    .where('kind', '=', kind).where('place_id', '=', placeId).where('session_id', '=', sessionId).executeTakeFirst()
  if (!row) throw new NotFound()
  return { ...row, ...readContent(row.rows), result: row.result === null ? null : JSON.parse(row.result) }
}
