import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // What a reporting tool shows to read the figures of a place and what is below it. Only the hash of the secret is kept.
  await db.schema.createTable('api_token')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('name', 'text', col => col.notNull())
    .addColumn('token_hash', 'text', col => col.notNull())
    .addColumn('made_by', 'text', col => col.notNull().references('person.id'))
    .addColumn('made_by_name', 'text', col => col.notNull())
    .addColumn('made_at', 'text', col => col.notNull())
    .addColumn('expires_on', 'text', col => col.notNull())
    .addColumn('revoked_at', 'text')
    .addColumn('last_used_on', 'text')
    .execute()
  await db.schema.createIndex('api_token_hash').on('api_token').column('token_hash').unique().execute()
  await db.schema.createIndex('api_token_place').on('api_token').column('place_id').execute()
  await db.schema.createIndex('api_token_made_by').on('api_token').column('made_by').execute()
}
