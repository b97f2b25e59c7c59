import { hashSecret } from '../../lib/ids.ts'
import { isOver } from './session-store.ts'
import type { Db } from '../../db/types.ts'

/** A person's sign-ins that are still good, the latest first. */
export async function listSignIns (db: Db, personId: string, now: Date) {
  const rows = await db.selectFrom('sign_in').select(['id_hash', 'agent', 'created_at', 'seen_at']).where('person_id', '=', personId).orderBy('seen_at', 'desc').execute()
  return rows.filter(row => !isOver(row, now))
}

/** Whether an address belongs to an open account that may ask for a reset. */
export async function findAccount (db: Db, email: string) {
  return db.selectFrom('person').select(['id', 'name', 'email', 'authority_id']).where('email_key', '=', email.trim().toLowerCase()).where('disabled_at', 'is', null).executeTakeFirst()
}

/** A form that was kept for this person, found by its secret. Null for anybody else. */
export async function findKeptForm (db: Db, secret: string, personId: string) {
  const form = await db.selectFrom('kept_form').selectAll().where('secret_hash', '=', hashSecret(secret)).where('person_id', '=', personId).executeTakeFirst()
  return form ? { ...form, body: JSON.parse(form.body) as Record<string, string | string[]> } : null
}

/** One's own details. */
export async function findOwnAccount (db: Db, personId: string) {
  return db.selectFrom('person').select(['id', 'name', 'email', 'agency', 'job_title']).where('id', '=', personId).executeTakeFirstOrThrow()
}

/** One's own roles with the names of their places. */
export async function listOwnRoles (db: Db, personId: string) {
  return db.selectFrom('role_held').innerJoin('place', 'place.id', 'role_held.place_id').select(['role_held.role', 'place.name as place'])
    .where('role_held.person_id', '=', personId).where('role_held.ended_at', 'is', null).orderBy('role_held.since_at').execute()
}
