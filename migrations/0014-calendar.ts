import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // An address that a person made for calendar programs: of their own work, or of one team. Only a hash of its secret is kept.
  await db.schema.createTable('calendar_feed')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('person_id', 'text', col => col.notNull().references('person.id'))
    .addColumn('place_id', 'text', col => col.references('place.id'))
    .addColumn('token_hash', 'text', col => col.notNull())
    .addColumn('made_at', 'text', col => col.notNull())
    .addColumn('revoked_at', 'text')
    .addColumn('last_used_on', 'text')
    .execute()
  await db.schema.createIndex('calendar_feed_token').on('calendar_feed').column('token_hash').unique().execute()
  await db.schema.createIndex('calendar_feed_of').on('calendar_feed').columns(['person_id', 'id']).execute()
  await db.schema.createIndex('calendar_feed_place').on('calendar_feed').column('place_id').execute()
}
