import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { connect } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { newId } from '../../server/lib/ids.ts'
import { people, placeRows, places } from './people.ts'
import type { Db } from '../../server/db/types.ts'

/** What every test starts from: all migrations, the cast and its sessions. Made once a run, then only copied. */
export async function preparedImage (): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-db-'))
  const file = path.join(folder, 'image.sqlite')
  const db = await connect(file)
  await prepare(db)
  await db.destroy()
  const raw = new Database(file)
  raw.pragma('journal_mode = DELETE')
  const image = raw.serialize()
  raw.close()
  rmSync(folder, { recursive: true })
  return image
}

/** The same as a database on a PostgreSQL server, to be copied. @returns its name */
export async function preparedTemplate (url: string): Promise<string> {
  const name = `toolkit_template_${process.pid}_${Date.now()}`
  const admin = await connect(url)
  await sql`create database ${sql.id(name)}`.execute(admin)
  await admin.destroy()
  const db = await connect(databaseAt(url, name))
  await prepare(db)
  await db.destroy()
  return name
}

export function databaseAt (url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
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
        opened_at: at
      }).execute()
      await db.insertInto('session_report').values({ session_id: id, report_id: 'glasgow-ci-2022', report_version: '1', added_at: at }).execute()
      await db.insertInto('session_indicator').values(['1.1', '1.3', '2.4', '2.7', '3.1'].map(code => ({ session_id: id, code }))).execute()
    }
  }
}
