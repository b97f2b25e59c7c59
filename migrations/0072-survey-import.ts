import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // A file of answers gathered elsewhere, between choosing and confirming: each column by itself, its values in an order of chance.
  await db.schema.createTable('survey_import')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('survey_id', 'text', col => col.notNull().references('survey.id'))
    .addColumn('person_id', 'text', col => col.notNull())
    .addColumn('file_name', 'text', col => col.notNull())
    .addColumn('file_mark', 'text', col => col.notNull())
    .addColumn('content', 'text', col => col.notNull())
    .addColumn('expires_at', 'text', col => col.notNull())
    .addColumn('done_at', 'text')
    .addColumn('result', 'text')
    .execute()
  await db.schema.createIndex('survey_import_survey').on('survey_import').columns(['survey_id', 'file_mark']).execute()

  // Which column answered which question the last time, remembered for an authority and a questionnaire.
  await db.schema.createTable('survey_column')
    .addColumn('authority_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('questionnaire_id', 'text', col => col.notNull())
    .addColumn('label', 'text', col => col.notNull())
    .addColumn('question', 'text', col => col.notNull())
    .addPrimaryKeyConstraint('survey_column_pk', ['authority_id', 'questionnaire_id', 'label'])
    .execute()
}
