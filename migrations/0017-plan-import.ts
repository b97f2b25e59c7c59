import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // The rows of an uploaded file between its preview and the confirmation; afterwards what became of each line.
  await db.schema.createTable('plan_import')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('kind', 'text', col => col.notNull())
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('session_id', 'text', col => col.notNull().references('session.id'))
    .addColumn('person_id', 'text', col => col.notNull().references('person.id'))
    .addColumn('file_name', 'text', col => col.notNull())
    .addColumn('rows', 'text', col => col.notNull())
    .addColumn('base', 'text', col => col.notNull())
    .addColumn('made_at', 'text', col => col.notNull())
    .addColumn('expires_at', 'text', col => col.notNull())
    .addColumn('done_at', 'text')
    .addColumn('result', 'text')
    .execute()
  await db.schema.createIndex('plan_import_person').on('plan_import').column('person_id').execute()
  await db.schema.createIndex('plan_import_place').on('plan_import').column('place_id').execute()
  await db.schema.createIndex('plan_import_session').on('plan_import').column('session_id').execute()
}
