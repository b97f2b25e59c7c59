import type { Kysely } from 'kysely'

export async function up (db: Kysely<any>) {
  // What a team decided about evidence that was offered to it. The offers themselves are read from what was released and heard.
  await db.schema.createTable('evidence_offer_choice')
    .addColumn('community_id', 'text', col => col.notNull().references('place.id'))
    .addColumn('offer', 'text', col => col.notNull())
    .addColumn('evidence_id', 'text', col => col.references('evidence.id'))
    .addColumn('chosen_at', 'text', col => col.notNull())
    .addColumn('chosen_by_name', 'text', col => col.notNull())
    .addPrimaryKeyConstraint('evidence_offer_choice_pk', ['community_id', 'offer'])
    .execute()
  await db.schema.createIndex('evidence_offer_choice_evidence').on('evidence_offer_choice').column('evidence_id').execute()
}
