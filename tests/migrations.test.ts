import { globSync } from 'node:fs'
import { sql } from 'kysely'
import t from 'tap'
import { migrate, pendingMigrations } from '../server/db/migrate.ts'
import { freshDatabase } from './support/database.ts'

t.test('an empty database comes up to date, and then has nothing pending', async t => {
  const { db, close } = await freshDatabase()
  t.teardown(close)
  t.same(await pendingMigrations(db), [])
  t.same(await migrate(db), [], 'a second run does nothing')
  const tables = await db.introspection.getTables()
  t.ok(tables.length > 20, `${tables.length} tables after ${globSync('migrations/*.ts').length} migrations`)
})

t.test('a database newer than the product is refused', async t => {
  const { db, close } = await freshDatabase()
  t.teardown(close)
  await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030-01-01')`.execute(db)
  await t.rejects(migrate(db), /9999-from-the-future/)
})

t.test('every column that refers to another table has an index that begins with it', async t => {
  const { db, close } = await freshDatabase()
  t.teardown(close)
  if (process.env.TEST_DATABASE) return t.pass('read from SQLite only: both have the same statements')
  for (const { name } of (await db.introspection.getTables())) {
    const { rows: keys } = await sql<{ from: string }>`select "from" from pragma_foreign_key_list(${name})`.execute(db)
    const { rows: indexes } = await sql<{ name: string }>`select name from pragma_index_list(${name})`.execute(db)
    const firsts = await Promise.all(indexes.map(async index => (await sql<{ name: string }>`select name from pragma_index_info(${index.name}) where seqno = 0`.execute(db)).rows[0]?.name))
    for (const key of keys) t.ok(firsts.includes(key.from), `${name}.${key.from}`)
  }
})
