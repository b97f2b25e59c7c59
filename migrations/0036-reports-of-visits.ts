import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // The report of a visit as a part of the authority's own library: frozen when it is made final, never changed. `content` is JSON.
  await db.schema.createTable('framework_report')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('framework_id', 'text', col => col.notNull())
    .addColumn('version', 'text', col => col.notNull())
    .addColumn('visit_id', 'text', col => col.notNull().references('visit.id'))
    .addColumn('content', 'text', col => col.notNull())
    .addColumn('checksum', 'text', col => col.notNull())
    .addColumn('made_at', 'text', col => col.notNull())
    .addColumn('made_by_name', 'text', col => col.notNull())
    .addUniqueConstraint('framework_report_version', ['authority_id', 'framework_id', 'version'])
    .execute()
  await db.schema.createIndex('framework_report_visit').on('framework_report').column('visit_id').execute()

  // The reports whose recommendations a session answers: one until now, any number from here on.
  await db.schema.createTable('session_report')
    .addColumn('session_id', 'text', col => col.notNull().references('session.id'))
    .addColumn('report_id', 'text', col => col.notNull())
    .addColumn('report_version', 'text', col => col.notNull())
    .addColumn('added_at', 'text', col => col.notNull())
    .addPrimaryKeyConstraint('session_report_pk', ['session_id', 'report_id', 'report_version'])
    .execute()
  const sessions = await db.selectFrom('session').select(['id', 'report_id', 'report_version', 'opened_at']).where('report_id', 'is not', null).execute()
  for (const { id, report_id: report, report_version: version, opened_at: at } of sessions) {
    await db.insertInto('session_report').values({ session_id: id, report_id: report, report_version: version, added_at: at }).execute()
  }
  await db.schema.alterTable('session').dropColumn('report_id').execute()
  await db.schema.alterTable('session').dropColumn('report_version').execute()
}
