import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  await db.schema.createTable('attachment')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('evidence_id', 'text', col => col.notNull().references('evidence.id'))
    .addColumn('name', 'text', col => col.notNull())
    .addColumn('type', 'text', col => col.notNull())
    .addColumn('size', 'integer', col => col.notNull())
    .addColumn('sha256', 'text', col => col.notNull())
    .addColumn('scan', 'text', col => col.notNull())
    .addColumn('added_at', 'text', col => col.notNull())
    .addColumn('added_by', 'text', col => col.notNull())
    .addColumn('added_by_name', 'text', col => col.notNull())
    .addColumn('removed_at', 'text')
    .addColumn('removed_by_name', 'text')
    .execute()
  await db.schema.createIndex('attachment_of').on('attachment').columns(['evidence_id', 'id']).execute()
  await db.schema.createIndex('attachment_scan').on('attachment').columns(['scan', 'id']).execute()

  // The bytes, as base64 in parts: the same on both databases and in a backup, and no list ever reads them.
  await db.schema.createTable('attachment_content')
    .addColumn('attachment_id', 'text', col => col.notNull().references('attachment.id'))
    .addColumn('part', 'integer', col => col.notNull())
    .addColumn('content', 'text', col => col.notNull())
    .addPrimaryKeyConstraint('attachment_content_pk', ['attachment_id', 'part'])
    .execute()

  // How far the evidence can be trusted, in the team's own words; and what became of its link.
  for (const column of ['quality', 'quality_because', 'link_checked_at', 'link_dead_since', 'link_problem']) {
    await db.schema.alterTable('evidence').addColumn(column, 'text').execute()
  }
}
