import { mkdirSync } from 'node:fs'
import path from 'node:path'
import closeWithGrace from 'close-with-grace'
import { sql } from 'kysely'
import { buildApp } from '../app.ts'
import { connect, isPostgres } from '../db/connect.ts'
import { migrate, pendingMigrations } from '../db/migrate.ts'
import { createPdfPrinter } from '../exports/browser.ts'
import { loadLibrary } from '../features/frameworks/library.ts'
import { refuseChangedFrameworks } from '../features/frameworks/queries.ts'
import { newFirstRunKey } from '../features/set-up/changes.ts'
import { isEmpty } from '../features/set-up/queries.ts'
import { tidyBundles } from '../features/bundles/changes.ts'
import { createBundleWorker } from '../features/bundles/worker.ts'
import { tidyDrafts } from '../features/drafts/changes.ts'
import { tidyMails } from '../features/reminders/changes.ts'
import { startReleases } from '../features/releases/schedule.ts'
import { startRetention } from '../features/retention/schedule.ts'
import { startReminders } from '../features/reminders/schedule.ts'
import { tidySignIns } from '../features/sign-in/changes.ts'
import { dayOf } from '../lib/dates.ts'
import { originOf } from '../web/mail.ts'
import { say } from './command.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/types.ts'

/** Bring the database up to date, listen, and stop in good order when asked to. */
export async function serve (config: Config): Promise<number> {
  const frameworks = loadLibrary(config.FRAMEWORKS_DIR)
  const db = await connect(config.DATABASE_URL)
  await migrateSafely(db, config)
  await refuseChangedFrameworks(db, frameworks)
  await db.transaction().execute(trx => tidySignIns(trx, new Date()))
  await tidy(db)
  const printer = createPdfPrinter({ setting: config.BROWSER_PATH, cacheDir: config.DATA_DIR })
  const app = await buildApp({ db, config, frameworks, printer })
  await app.listen({ host: config.HOST, port: config.PORT })
  const stopReminders = startReminders(app)
  const stopReleases = startReleases(app)
  const stopRetention = startRetention(app)
  const worker = createBundleWorker(app)
  worker.start()
  const daily = setInterval(() => { tidy(db).catch(error => app.log.error(error)) }, 86_400_000)
  const address = originOf(app)
  say(`LC-JST Toolkit is at ${address}`)
  if (await isEmpty(db)) say(`Set it up at ${address}/set-up?key=${await db.transaction().execute(trx => newFirstRunKey(trx, new Date()))}`)

  await new Promise<void>(resolve => {
    closeWithGrace({ delay: 10_000 }, async ({ err }) => {
      if (err) process.stderr.write(`${err.stack}\n`)
      clearInterval(daily)
      await Promise.all([stopReminders(), stopReleases(), stopRetention()])
      await Promise.all([app.close(), worker.close()])
      await printer.close()
      await db.destroy()
      resolve()
    })
  })
  return 0
}

/** What nobody needs any more: drafts left behind, mails long sent, bundles whose week is over. */
async function tidy (db: Db) {
  const now = new Date()
  await tidyDrafts(db, now)
  await tidyMails(db, now)
  await tidyBundles(db, dayOf(now))
}

/** Migrate; an SQLite database that holds something is copied first, so that there is a way back. */
async function migrateSafely (db: Db, config: Config) {
  const [next, ...more] = await pendingMigrations(db)
  if (!next) return
  const tables = await db.introspection.getTables()
  if (tables.length > 0 && !isPostgres(config.DATABASE_URL)) {
    const folder = path.join(config.DATA_DIR, 'backups')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const copy = path.join(folder, `before-${next}-${Date.now()}.sqlite`)
    await sql`vacuum into ${copy}`.execute(db)
    say(`Kept a copy of the database before ${more.length + 1} changes: ${copy}`)
  }
  await migrate(db)
}

export default { summary: 'Bring the database up to date and start the toolkit.', usage: 'serve', run: (_words: string[], config: Config) => serve(config) }
