import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // The words an authority chooses from: reasons for referral, stages, forum types, agencies, supports, needs.
  await db.schema.createTable('list_item')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('list', 'text', col => col.notNull())
    .addColumn('code', 'text', col => col.notNull())
    .addColumn('name', 'text', col => col.notNull())
    .addColumn('position', 'integer', col => col.notNull())
    .addColumn('retired_on', 'text')
    .addUniqueConstraint('list_item_code', ['authority_id', 'list', 'code'])
    .execute()

  // Figures about children leave a team only in batches, already protected: what was released is what is shown, everywhere.
  await db.schema.createTable('figure_release')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('subject', 'text', col => col.notNull())
    .addColumn('threshold', 'integer', col => col.notNull())
    .addColumn('covers_from', 'text', col => col.notNull())
    .addColumn('covers_to', 'text', col => col.notNull())
    .addColumn('released_at', 'text', col => col.notNull())
    .addColumn('released_by_name', 'text')
    .execute()
  await db.schema.createIndex('figure_release_subject').on('figure_release').columns(['authority_id', 'subject', 'covers_to', 'id']).execute()
  await db.schema.createTable('released_figure')
    .addColumn('release_id', 'text', col => col.notNull().references('figure_release.id'))
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('figure_table', 'text', col => col.notNull())
    .addColumn('row_code', 'text', col => col.notNull())
    .addColumn('column_code', 'text', col => col.notNull())
    .addColumn('value', 'integer')
    .addPrimaryKeyConstraint('released_figure_pk', ['release_id', 'place_id', 'figure_table', 'row_code', 'column_code'])
    .execute()
  await db.schema.createIndex('released_figure_place').on('released_figure').columns(['place_id', 'figure_table']).execute()
}
