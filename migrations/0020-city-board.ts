import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // What the board reads, without the long texts of the same rows: its cost follows the teams and the session that are shown.
  await db.schema.createIndex('judgement_board').on('judgement').columns(['self_evaluation_id', 'indicator_code', 'level_state', 'level', 'completed_at']).execute()
  await db.schema.createIndex('self_evaluation_step_kind').on('self_evaluation_step').columns(['self_evaluation_id', 'id', 'kind']).execute()
  await db.schema.createIndex('plan_step_kind').on('plan_step').columns(['plan_id', 'id', 'kind']).execute()
  await db.schema.createIndex('action_board').on('action').columns(['plan_id', 'status', 'stopped_at', 'due_on', 'priority', 'id']).execute()
  await db.schema.createIndex('action_source_board').on('action_source').columns(['action_id', 'kind', 'code']).execute()

  // A polite mail to the chairs of a team, and that it was sent.
  await db.schema.createTable('nudge')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('session_id', 'text', col => col.notNull().references('session.id'))
    .addColumn('about', 'text', col => col.notNull())
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('at', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('nudge_place').on('nudge').columns(['place_id', 'session_id', 'id']).execute()
  await db.schema.createIndex('nudge_session').on('nudge').column('session_id').execute()
}
