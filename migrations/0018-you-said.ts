import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // A line of "You said – we did": what a group said, and what came of it. `source_id`: the evidence, or a mark of the passage that says neither whose it is.
  await db.schema.createTable('you_said_line')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('session_id', 'text', col => col.notNull().references('session.id'))
    .addColumn('position', 'integer', col => col.notNull())
    .addColumn('said', 'text', col => col.notNull())
    .addColumn('who', 'text', col => col.notNull())
    .addColumn('did', 'text', col => col.notNull())
    .addColumn('action_id', 'text', col => col.notNull().references('action.id'))
    .addColumn('source_kind', 'text', col => col.notNull())
    .addColumn('source_id', 'text')
    .addColumn('revision', 'integer', col => col.notNull())
    .addColumn('saved_by', 'text', col => col.notNull())
    .addColumn('saved_by_name', 'text', col => col.notNull())
    .addColumn('saved_at', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('you_said_line_of').on('you_said_line').columns(['place_id', 'session_id', 'position']).execute()
  await db.schema.createIndex('you_said_line_session').on('you_said_line').column('session_id').execute()
  await db.schema.createIndex('you_said_line_action').on('you_said_line').column('action_id').execute()

  // What a team made public, as it was then, and when it was taken back. Rows are only added; a team's last one counts.
  await db.schema.createTable('you_said_release')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('session_id', 'text', col => col.notNull().references('session.id'))
    .addColumn('kind', 'text', col => col.notNull())
    .addColumn('content', 'text')
    .addColumn('by_id', 'text', col => col.notNull())
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('at', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('you_said_release_of').on('you_said_release').columns(['place_id', 'id']).execute()
  await db.schema.createIndex('you_said_release_session').on('you_said_release').column('session_id').execute()
}
