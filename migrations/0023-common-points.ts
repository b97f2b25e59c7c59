import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // Tags of an authority, with the words by which they find sentences in the teams' agreed work.
  await db.schema.createTable('point_tag')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('name', 'text', col => col.notNull())
    .addColumn('words', 'text', col => col.notNull())
    .addColumn('revision', 'integer', col => col.notNull())
    .addColumn('saved_by_name', 'text', col => col.notNull())
    .addColumn('saved_at', 'text', col => col.notNull())
    .addColumn('retired_at', 'text')
    .execute()
  await db.schema.createIndex('point_tag_authority').on('point_tag').columns(['authority_id', 'id']).execute()

  // Where somebody knew better than the words: a sentence put under a tag, or taken from it. `mark` is a hash of the sentence.
  await db.schema.createTable('point_placing')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('tag_id', 'text', col => col.notNull().references('point_tag.id'))
    .addColumn('session_id', 'text', col => col.notNull().references('session.id'))
    .addColumn('mark', 'text', col => col.notNull())
    .addColumn('belongs', 'integer', col => col.notNull())
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('at', 'text', col => col.notNull())
    .addUniqueConstraint('point_placing_once', ['tag_id', 'session_id', 'mark'])
    .execute()
  await db.schema.createIndex('point_placing_session').on('point_placing').columns(['session_id', 'tag_id']).execute()

  // What a team asks of the area or the city.
  await db.schema.createTable('team_ask')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('session_id', 'text', col => col.notNull().references('session.id'))
    .addColumn('text', 'text', col => col.notNull())
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('at', 'text', col => col.notNull())
    .addColumn('withdrawn_at', 'text')
    .addColumn('withdrawn_by_name', 'text')
    .execute()
  await db.schema.createIndex('team_ask_of').on('team_ask').columns(['place_id', 'session_id', 'id']).execute()
  await db.schema.createIndex('team_ask_session').on('team_ask').column('session_id').execute()
}
