import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // What an authority adds to an indicator: a layer of its own, with its own numbers, never part of the framework's text.
  await db.schema.createTable('local_criterion')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('framework_id', 'text', col => col.notNull())
    .addColumn('indicator_code', 'text', col => col.notNull())
    .addColumn('number', 'integer', col => col.notNull())
    .addColumn('kind', 'text', col => col.notNull())
    .addColumn('text', 'text', col => col.notNull())
    .addColumn('added_at', 'text', col => col.notNull())
    .addColumn('added_by_name', 'text', col => col.notNull())
    .addColumn('withdrawn_at', 'text')
    .addColumn('withdrawn_by_name', 'text')
    .execute()
  await db.schema.createIndex('local_criterion_of').on('local_criterion').columns(['authority_id', 'framework_id', 'indicator_code']).execute()
  await db.schema.createIndex('local_criterion_number').on('local_criterion').columns(['authority_id', 'number']).unique().execute()
}
