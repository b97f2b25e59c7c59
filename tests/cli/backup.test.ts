import t from 'tap'
import { archivedTables, leftOutTables, restoreArchive, writeArchive } from '../../server/db/archive.ts'
import { connect } from '../../server/db/connect.ts'
import { loadDemo } from '../../server/demo/load.ts'
import { frameworks, testApp } from '../support/app.ts'
import { emptyDatabase } from '../support/database.ts'
import { craigmorAtWork } from '../support/work.ts'
import type { Db } from '../../server/db/types.ts'

const rowsOf = async (db: Db, table: typeof archivedTables[number]) => (await db.selectFrom(table).selectAll().execute()).map(row => JSON.stringify(Object.entries(row).sort())).sort()

t.test('a backup restores the same rows, into a new SQLite database too', async t => {
  const { db } = await testApp(t)
  await craigmorAtWork(db)
  const bytes = await writeArchive(db, new Date('2026-11-23T10:00:00Z'))
  const other = await connect(Buffer.alloc(0))
  t.teardown(() => other.destroy())
  t.ok(await restoreArchive(other, bytes) > 50)
  for (const table of archivedTables) t.same(await rowsOf(other, table), await rowsOf(db, table), table)
  t.ok(Buffer.from(await writeArchive(other, new Date('2026-11-23T10:00:00Z'))).equals(Buffer.from(bytes)), 'the backup of the copy is the same file')
})

t.test('the demonstration moves into the database under test and keeps every row', async t => {
  const from = await connect(Buffer.alloc(0))
  t.teardown(() => from.destroy())
  const { migrate } = await import('../../server/db/migrate.ts')
  await migrate(from)
  await loadDemo(from, frameworks, new Date('2026-11-23T10:00:00Z'))
  const { db, close } = await emptyDatabase()
  t.teardown(close)
  await restoreArchive(db, await writeArchive(from, new Date('2026-11-23T10:00:00Z')))
  for (const table of archivedTables) t.same(await rowsOf(db, table), await rowsOf(from, table), table)
})

t.test('every table is in the backup, or left out on purpose', async t => {
  const { db } = await testApp(t)
  const tables = (await db.introspection.getTables()).map(table => table.name).filter(name => !name.startsWith('kysely_'))
  t.same(tables.filter(name => !(archivedTables as readonly string[]).includes(name) && !leftOutTables.includes(name)), [])
})

t.test('damage is noticed before anything is written, and people are never overwritten', async t => {
  const { db } = await testApp(t)
  const bytes = await writeArchive(db, new Date('2026-11-23T10:00:00Z'))
  await t.rejects(restoreArchive(db, bytes), /There are people in this database already/)
  const { db: empty, close } = await emptyDatabase()
  t.teardown(close)
  await t.rejects(restoreArchive(empty, Buffer.from('not a zip')), /not a backup of the toolkit, or it is damaged/)
  await t.rejects(restoreArchive(empty, bytes.subarray(0, bytes.length - 200)), /damaged/)
  const flipped = Buffer.from(bytes)
  for (let at = 400; at < flipped.length - 3000; at += 997) flipped[at] = flipped[at]! ^ 4
  await t.rejects(restoreArchive(empty, flipped), /damaged/)
  t.equal(await empty.selectFrom('person').select('id').executeTakeFirst().catch(() => undefined), undefined)
})
