import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // What the authority answers to a recommendation. Every answer stays; the last one counts.
  await db.schema.createTable('recommendation_answer')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('framework_id', 'text', col => col.notNull())
    .addColumn('framework_version', 'text', col => col.notNull())
    .addColumn('code', 'text', col => col.notNull())
    .addColumn('answer', 'text', col => col.notNull())
    .addColumn('reason', 'text')
    .addColumn('owner', 'text')
    .addColumn('measure', 'text')
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('at', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('recommendation_answer_of').on('recommendation_answer').columns(['authority_id', 'framework_id', 'framework_version', 'id']).execute()

  // How much the group thinks a recommendation would change, and how much work it is.
  await db.schema.createTable('recommendation_priority')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('framework_id', 'text', col => col.notNull())
    .addColumn('framework_version', 'text', col => col.notNull())
    .addColumn('code', 'text', col => col.notNull())
    .addColumn('impact', 'integer', col => col.notNull())
    .addColumn('effort', 'integer', col => col.notNull())
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('at', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('recommendation_priority_of').on('recommendation_priority').columns(['authority_id', 'framework_id', 'framework_version', 'id']).execute()
}
