import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import t from 'tap'
import { connect } from '../../server/db/connect.ts'
import { newId } from '../../server/lib/ids.ts'
import { databaseAt, preparedImage, preparedTemplate } from './prepared.ts'
import type { RawBuilder } from 'kysely'
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
  const db = await connect(databaseAt(url, name))
  return {
    db,
    url: databaseAt(url, name),
    async close () {
      await db.destroy()
      await sql`drop database ${sql.id(name)}`.execute(admin)
      await admin.destroy()
    }
  }
}

let image: Buffer | undefined
/** Opens a copy of prepared bytes for each test: those of the run, or made once a file. */
async function freshSqlite (): Promise<Fresh> {
  image ??= process.env.TEST_IMAGE ? readFileSync(process.env.TEST_IMAGE) : await preparedImage()
  const db = await connect(image)
  return { db, url: ':memory:', close: () => db.destroy() }
}

let admin: Promise<Db> | undefined
/** One connection a file that makes and drops databases. */
function adminOf (url: string): Promise<Db> {
  if (!admin) {
    admin = connect(url)
    t.teardown(async () => (await admin)?.destroy())
  }
  return admin
}

let strategy: RawBuilder<unknown> | undefined
/** Copying files is quicker than writing every page to a log that nobody needs. PostgreSQL can be told so from version 15 on. */
async function quickly (admin: Db): Promise<RawBuilder<unknown>> {
  if (!strategy) {
    const { rows: [row] } = await sql<{ server_version_num: string }>`show server_version_num`.execute(admin)
    strategy = Number(row!.server_version_num) >= 150_000 ? sql` strategy file_copy` : sql``
  }
  return strategy
}

let template: string | undefined
/** Lets PostgreSQL copy a prepared database for each test: that of the run, or one made once a file. */
async function freshPostgres (url: string): Promise<Fresh> {
  const admin = await adminOf(url)
  if (!template && process.env.TEST_TEMPLATE) template = process.env.TEST_TEMPLATE
  if (!template) {
    const made = await preparedTemplate(url)
    template = made
    t.teardown(async () => { const last = await connect(url); await sql`drop database ${sql.id(made)}`.execute(last); await last.destroy() })
  }
  const name = `toolkit_${process.pid}_${newId().slice(-12)}`
  await sql`create database ${sql.id(name)} template ${sql.id(template)}${await quickly(admin)}`.execute(admin)
  const db = await connect(databaseAt(url, name))
  return {
    db,
    url: databaseAt(url, name),
    async close () {
      await db.destroy()
      await sql`drop database ${sql.id(name)}`.execute(admin)
    }
  }
}
