import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // That something was erased, and until when backups still hold it; never what.
  await db.schema.createTable('erasure')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('kind', 'text', col => col.notNull())
    .addColumn('why', 'text', col => col.notNull())
    .addColumn('erased_on', 'text', col => col.notNull())
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('backups_until', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('erasure_authority').on('erasure').columns(['authority_id', 'id']).execute()
  await db.schema.createIndex('erasure_place').on('erasure').column('place_id').execute()
}
