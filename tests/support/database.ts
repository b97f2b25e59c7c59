import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import t from 'tap'
import { connect } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { newId } from '../../server/lib/ids.ts'
import { people, placeRows, places } from './people.ts'
import type { Db } from '../../server/db/types.ts'

interface Fresh { db: Db, url: string, close: () => Promise<void> }

/** A migrated database of its own for one test, with the cast in it. PostgreSQL when TEST_DATABASE says so, else SQLite. */
export async function freshDatabase (): Promise<Fresh> {
  return process.env.TEST_DATABASE ? freshPostgres(process.env.TEST_DATABASE) : freshSqlite()
}

/** A database with nothing in it, not even tables. */
export async function emptyDatabase (): Promise<Fresh> {
  const url = process.env.TEST_DATABASE
  if (!url) {
    const db = await connect(Buffer.alloc(0))
    return { db, url: ':memory:', close: () => db.destroy() }
  }
  const admin = await connect(url)
  const name = `toolkit_empty_${newId().slice(-12)}`
  await sql`create database ${sql.id(name)}`.execute(admin)
  const address = new URL(url)
  address.pathname = `/${name}`
  const db = await connect(address.href)
  return {
    db,
    url: address.href,
    async close () {
      await db.destroy()
      await sql`drop database ${sql.id(name)}`.execute(admin)
      await admin.destroy()
    }
  }
}

let image: Buffer | undefined
/** Migrate once a file, then open a copy of the bytes for each test. */
async function freshSqlite (): Promise<Fresh> {
  if (!image) {
    const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-db-'))
    const file = path.join(folder, 'image.sqlite')
    const db = await connect(file)
    await prepare(db)
    await db.destroy()
    const raw = new Database(file)
    raw.pragma('journal_mode = DELETE')
    image = raw.serialize()
    raw.close()
    rmSync(folder, { recursive: true })
  }
  const db = await connect(image)
  return { db, url: ':memory:', close: () => db.destroy() }
}

let template: string | undefined
/** Migrate one template database a file, then let PostgreSQL copy it for each test. */
async function freshPostgres (url: string): Promise<Fresh> {
  const named = (name: string) => { const copy = new URL(url); copy.pathname = `/${name}`; return copy.href }
  const admin = await connect(url)
  if (!template) {
    const made = `toolkit_${process.pid}_${Date.now()}`
    template = made
    await sql`create database ${sql.id(made)}`.execute(admin)
    const db = await connect(named(made))
    await prepare(db)
    await db.destroy()
    t.teardown(async () => { const last = await connect(url); await sql`drop database ${sql.id(made)}`.execute(last); await last.destroy() })
  }
  const name = `${template}_${newId().slice(-12)}`
  await sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(admin)
  const db = await connect(named(name))
  return {
    db,
    url: named(name),
    async close () {
      await db.destroy()
      await sql`drop database ${sql.id(name)}`.execute(admin)
      await admin.destroy()
    }
  }
}

async function prepare (db: Db) {
  await migrate(db)
  const at = '2024-08-14T08:00:00.000Z'
  await db.insertInto('place').values(placeRows.map(row => ({ ...row, opened_on: '2020-08-01', closed_on: null }))).execute()
  for (const person of Object.values(people)) {
    const { id, name, email, agency, authorityId } = person
    await db.insertInto('person').values({
      id, authority_id: authorityId, name, email, email_key: email, agency, job_title: null, password_hash: null, created_at: at, disabled_at: null
    }).execute()
    await db.insertInto('role_held').values(person.roles.map(held => ({
      id: newId(), person_id: id, role: held.role, place_id: held.placeId, since_at: at, given_by: null, ended_at: null, ended_by: null
    }))).execute()
  }
  for (const authority of [places.authority, places.otherAuthority]) {
    for (const [name, starts, ends] of [['2025-26', '2025-08-01', '2026-07-31'], ['2026-27', '2026-08-01', '2027-07-31']] as const) {
      const id = newId()
      await db.insertInto('session').values({
        id, authority_id: authority, name, starts_on: starts, ends_on: ends, framework_id: 'hgios4', framework_version: '1',
        report_id: 'glasgow-ci-2022', report_version: '1', opened_at: at
      }).execute()
      await db.insertInto('session_indicator').values(['1.1', '1.3', '2.4', '2.7', '3.1'].map(code => ({ session_id: id, code }))).execute()
    }
  }
}
