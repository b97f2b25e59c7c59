import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  await db.schema.createTable('visitor_link')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('visit_person_id', 'text', col => col.notNull().references('visit_person.id').onDelete('cascade'))
    .addColumn('link_hash', 'text', col => col.notNull().unique())
    .addColumn('browser_hash', 'text', col => col.unique())
    .addColumn('browser', 'text')
    .addColumn('made_at', 'text', col => col.notNull())
    .addColumn('made_by_name', 'text', col => col.notNull())
    .addColumn('expires_at', 'text', col => col.notNull())
    .addColumn('started_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('ended_because', 'text')
    .execute()
  await db.schema.createIndex('visitor_link_person').on('visitor_link').columns(['visit_person_id', 'made_at']).execute()
}
