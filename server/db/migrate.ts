import { promises as fs } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Kysely } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'

const migrationFolder = path.join(import.meta.dirname, '../../migrations')

function migrator (db: Kysely<any>) {
  const provider = new FileMigrationProvider({ fs, path, migrationFolder, import: file => import(pathToFileURL(file).href) })
  return new Migrator({ db, provider })
}

/** Names of the migrations this database has not had yet. */
export async function pendingMigrations (db: Kysely<any>): Promise<string[]> {
  const all = await migrator(db).getMigrations()
  return all.filter(migration => !migration.executedAt).map(migration => migration.name)
}

/** Bring the database up to date. @throws when a migration fails, or the database is newer than this version of the product */
export async function migrate (db: Kysely<any>): Promise<string[]> {
  const { error, results = [] } = await migrator(db).migrateToLatest()
  if (error) throw error
  return results.map(result => result.migrationName)
}

/** Bring an empty database to an earlier state, for a backup made then. @throws when this version does not know the migration */
export async function migrateTo (db: Kysely<any>, name: string): Promise<void> {
  const { error } = await migrator(db).migrateTo(name)
  if (error) throw error
}
