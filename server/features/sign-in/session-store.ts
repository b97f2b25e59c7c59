import type { SessionStore } from '@fastify/session'
import { compiled } from '../../db/compiled.ts'
import { hashSecret } from '../../lib/ids.ts'
import type { Db } from '../../db/types.ts'

export const idleMinutes = 30
export const absoluteHours = 10
/** How stale `seen_at` may get before a request writes it again. */
const touchSeconds = 60

/**
 * Sign-ins in the database, found by the SHA-256 of what the cookie holds.
 * One that has been idle for 30 minutes or is 10 hours old is not returned; its row stays for the nightly clean-up,
 * so that a form sent too late can still be matched to its writer.
 */
export function sessionStore (db: Db, now: () => Date): SessionStore {
  return {
    get (id, done) {
      read(db, id, now()).then(session => done(null, session as never), done)
    },
    set (id, session, done) {
      write(db, id, session as unknown as SessionData, now()).then(() => done(), done)
    },
    destroy (id, done) {
      db.deleteFrom('sign_in').where('id_hash', '=', hashSecret(id)).execute().then(() => done(), done)
    }
  }
}

type SessionData = { personId?: string, agent?: string } & Record<string, unknown>

const signInRows = compiled((db, { hash }: { hash: string }) => db.selectFrom('sign_in').select(['id_hash', 'data', 'created_at', 'seen_at']).where('id_hash', '=', hash))

async function read (db: Db, id: string, now: Date): Promise<object | null> {
  const [row] = await signInRows(db, { hash: hashSecret(id) })
  if (!row || isOver(row, now)) return null
  if (now.getTime() - Date.parse(row.seen_at) > touchSeconds * 1000) {
    await db.updateTable('sign_in').set({ seen_at: now.toISOString() }).where('id_hash', '=', row.id_hash).execute()
  }
  return JSON.parse(row.data)
}

/** Whether a sign-in has ended by idleness or age. */
export function isOver (row: { created_at: string, seen_at: string }, now: Date): boolean {
  return now.getTime() - Date.parse(row.seen_at) > idleMinutes * 60_000 || now.getTime() - Date.parse(row.created_at) > absoluteHours * 3_600_000
}

async function write (db: Db, id: string, session: SessionData, now: Date) {
  const data = JSON.stringify(session)
  const at = now.toISOString()
  await db.insertInto('sign_in')
    .values({ id_hash: hashSecret(id), person_id: session.personId ?? null, data, agent: session.agent ?? null, created_at: at, seen_at: at })
    .onConflict(conflict => conflict.column('id_hash').doUpdateSet({ data, person_id: session.personId ?? null, seen_at: at }))
    .execute()
}
