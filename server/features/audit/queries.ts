import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { AuditTables } from './tables.ts'

export type AuditEvent = Selectable<AuditTables['audit_event']>
export const eventsPerPage = 100

/** What happened in an authority, the newest first. `before` is the last id of the page above. One more than a page tells that there are more. */
export async function listEvents (db: Db, authorityId: string, { before, kind, person }: { before?: string, kind?: string, person?: string }): Promise<AuditEvent[]> {
  return db.selectFrom('audit_event').selectAll().where('authority_id', '=', authorityId)
    .$if(before !== undefined, query => query.where('id', '<', before!))
    .$if(kind !== undefined, query => query.where('what', 'like', `${kind}.%`))
    .$if(person !== undefined, query => query.where('actor_id', '=', person!))
    .orderBy('id', 'desc').limit(eventsPerPage + 1).execute()
}
