import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // A priority action is complete only with evidence and a check by somebody other than its owner.
  await db.schema.alterTable('action').addColumn('priority', 'integer', col => col.notNull().defaultTo(0)).execute()
  await db.schema.alterTable('progress_update').addColumn('evidence', 'text').execute()

  await db.schema.createTable('action_check')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('action_id', 'text', col => col.notNull().references('action.id'))
    .addColumn('outcome', 'text', col => col.notNull())
    .addColumn('note', 'text')
    .addColumn('by_id', 'text', col => col.notNull())
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('at', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('action_check_of').on('action_check').columns(['action_id', 'id']).execute()

  // A team's action contributes to one of its area or of the city. A table of its own: either may be the older one.
  await db.schema.createTable('action_contribution')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('action_id', 'text', col => col.notNull().references('action.id'))
    .addColumn('to_id', 'text', col => col.notNull().references('action.id'))
    .execute()
  await db.schema.createIndex('action_contribution_of').on('action_contribution').columns(['action_id', 'to_id']).unique().execute()
  await db.schema.createIndex('action_contribution_to').on('action_contribution').columns(['to_id', 'action_id']).execute()

  // A step has an owner and a standing of its own.
  await db.schema.alterTable('action_step').addColumn('owner_id', 'text', col => col.references('person.id')).execute()
  await db.schema.alterTable('action_step').addColumn('status', 'text', col => col.notNull().defaultTo('to-do')).execute()
  await db.schema.alterTable('action_step').addColumn('note', 'text').execute()
  await db.schema.createIndex('action_step_owner').on('action_step').column('owner_id').execute()
  await db.updateTable('action_step').set({ status: 'done' }).where('done_at', 'is not', null).execute()

  // A look at the whole plan on a day: how it stands, each action, and when to look again. Never overwritten.
  await db.schema.createTable('progress_review')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('plan_id', 'text', col => col.notNull().references('plan.id'))
    .addColumn('held_on', 'text', col => col.notNull())
    .addColumn('reviewer', 'text', col => col.notNull())
    .addColumn('status', 'text', col => col.notNull())
    .addColumn('summary', 'text', col => col.notNull())
    .addColumn('next_on', 'text')
    .addColumn('by_id', 'text', col => col.notNull())
    .addColumn('by_name', 'text', col => col.notNull())
    .addColumn('at', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('progress_review_of').on('progress_review').columns(['plan_id', 'id']).execute()

  await db.schema.createTable('reviewed_action')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('review_id', 'text', col => col.notNull().references('progress_review.id'))
    .addColumn('action_id', 'text', col => col.notNull().references('action.id'))
    .addColumn('status', 'text', col => col.notNull())
    .addColumn('note', 'text')
    .execute()
  await db.schema.createIndex('reviewed_action_of').on('reviewed_action').column('review_id').execute()
  await db.schema.createIndex('reviewed_action_action').on('reviewed_action').column('action_id').execute()
}
