import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // Mails that wait, were sent, or came to nothing. What they say is put together when they are handed over; only ids are kept.
  await db.schema.createTable('mail_outbox')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('key', 'text', col => col.notNull().unique())
    .addColumn('kind', 'text', col => col.notNull())
    .addColumn('person_id', 'text', col => col.notNull().references('person.id'))
    .addColumn('action_id', 'text', col => col.references('action.id'))
    .addColumn('queued_at', 'text', col => col.notNull())
    .addColumn('state', 'text', col => col.notNull().defaultTo('waiting'))
    .addColumn('next_try_at', 'text', col => col.notNull())
    .addColumn('tries', 'integer', col => col.notNull().defaultTo(0))
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until', 'text')
    .addColumn('settled_at', 'text')
    .addColumn('reason', 'text')
    .execute()
  await db.schema.createIndex('mail_outbox_person').on('mail_outbox').column('person_id').execute()
  await db.schema.createIndex('mail_outbox_action').on('mail_outbox').column('action_id').execute()
  await db.schema.createIndex('mail_outbox_waiting').on('mail_outbox').columns(['state', 'next_try_at']).execute()
  await db.schema.createIndex('mail_outbox_queued').on('mail_outbox').column('queued_at').execute()

  // The weeks whose digests have been queued: a start in the middle of a week does not begin the week again.
  await db.schema.createTable('mail_week')
    .addColumn('week', 'text', col => col.primaryKey())
    .addColumn('queued_at', 'text', col => col.notNull())
    .execute()

  // Which mails somebody wants. Without a row: all of them.
  await db.schema.createTable('mail_choice')
    .addColumn('person_id', 'text', col => col.primaryKey().references('person.id'))
    .addColumn('digest', 'text', col => col.notNull())
    .addColumn('owner', 'text', col => col.notNull())
    .execute()
}
