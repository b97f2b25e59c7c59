import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // A questionnaire open for a team from a day to a day. `link`: its group link, which hangs on walls and is no secret.
  await db.schema.createTable('survey')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('place_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('session_id', 'text', col => col.notNull().references('session.id'))
    .addColumn('questionnaire_id', 'text', col => col.notNull())
    .addColumn('questionnaire_version', 'text', col => col.notNull())
    .addColumn('audience', 'text', col => col.notNull())
    .addColumn('used_at', 'text')
    .addColumn('contact', 'text')
    .addColumn('opens_on', 'text', col => col.notNull())
    .addColumn('closes_on', 'text', col => col.notNull())
    .addColumn('closed_on', 'text')
    .addColumn('read_on', 'text')
    .addColumn('answer_cap', 'integer', col => col.notNull())
    .addColumn('link', 'text', col => col.notNull())
    .addColumn('release_id', 'text', col => col.references('figure_release.id'))
    .addColumn('revision', 'integer', col => col.notNull())
    .addColumn('saved_by_name', 'text', col => col.notNull())
    .addColumn('saved_at', 'text', col => col.notNull())
    .execute()
  await db.schema.createIndex('survey_of').on('survey').columns(['place_id', 'session_id', 'id']).execute()
  await db.schema.createIndex('survey_session').on('survey').column('session_id').execute()
  await db.schema.createIndex('survey_release').on('survey').column('release_id').execute()

  // That a link was used, and nothing of what was said with it. No row here can be joined to an answer.
  await db.schema.createTable('survey_link')
    .addColumn('token_hash', 'text', col => col.primaryKey())
    .addColumn('survey_id', 'text', col => col.notNull().references('survey.id'))
    .addColumn('kind', 'text', col => col.notNull())
    .addColumn('used', 'integer', col => col.notNull())
    .execute()
  await db.schema.createIndex('survey_link_survey').on('survey_link').column('survey_id').execute()

  // The answers of a survey, all in one row: how many of each, and the texts in an order of chance. The row is written anew with every
  // answer, so neither its place nor the order within it tells which answer came first.
  await db.schema.createTable('survey_pool')
    .addColumn('survey_id', 'text', col => col.primaryKey().references('survey.id'))
    .addColumn('written', 'integer', col => col.notNull())
    .addColumn('content', 'text', col => col.notNull())
    .execute()

  // The mark of a key that a browser made up: an answer that arrives twice counts once.
  await db.schema.createTable('survey_receipt')
    .addColumn('survey_id', 'text', col => col.notNull().references('survey.id'))
    .addColumn('key_hash', 'text', col => col.notNull())
    .addPrimaryKeyConstraint('survey_receipt_pk', ['survey_id', 'key_hash'])
    .execute()

  // A text, dealt out of the pool when the survey was closed, in an order of chance. `shown`: what the team sees once the chair has read it.
  await db.schema.createTable('survey_text')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('survey_id', 'text', col => col.notNull().references('survey.id'))
    .addColumn('question', 'text', col => col.notNull())
    .addColumn('original', 'text')
    .addColumn('shown', 'text')
    .addColumn('state', 'text', col => col.notNull())
    .addColumn('taken_out', 'integer', col => col.notNull())
    .addColumn('decided_at', 'text')
    .addColumn('decided_by_name', 'text')
    .execute()
  await db.schema.createIndex('survey_text_survey').on('survey_text').columns(['survey_id', 'state', 'id']).execute()

  // What was heard and the action it led to: a survey's results, or one text of it.
  await db.schema.createTable('survey_action')
    .addColumn('id', 'text', col => col.primaryKey())
    .addColumn('survey_id', 'text', col => col.notNull().references('survey.id'))
    .addColumn('text_id', 'text', col => col.references('survey_text.id'))
    .addColumn('action_id', 'text', col => col.notNull().references('action.id'))
    .execute()
  await db.schema.createIndex('survey_action_survey').on('survey_action').column('survey_id').execute()
  await db.schema.createIndex('survey_action_text').on('survey_action').column('text_id').execute()
  await db.schema.createIndex('survey_action_action').on('survey_action').column('action_id').execute()

  // What an authority says around every questionnaire.
  await db.schema.createTable('survey_setting')
    .addColumn('authority_id', 'text', col => col.primaryKey().references('place.id'))
    .addColumn('help_young', 'text')
    .addColumn('help_adults', 'text')
    .addColumn('bsl_links', 'text', col => col.notNull())
    .addColumn('revision', 'integer', col => col.notNull())
    .addColumn('saved_by_name', 'text', col => col.notNull())
    .addColumn('saved_at', 'text', col => col.notNull())
    .execute()
}
