import t from 'tap'
import { compiled } from '../../server/db/compiled.ts'
import { freshDatabase } from '../support/database.ts'

t.test('a compiled query is built once, takes other values each time, and sees what its transaction wrote', async t => {
  const { db, close } = await freshDatabase()
  t.teardown(close)
  let built = 0
  const placeRows = compiled((db, { slug, kind }: { slug: string, kind: 'community' | 'area' }) => {
    built++
    return db.selectFrom('place').select(['name', 'kind']).where('slug', '=', slug).where('kind', '=', kind)
  })
  t.same(await placeRows(db, { slug: 'craigmor', kind: 'community' }), [{ name: 'Craigmor', kind: 'community' }])
  t.same(await placeRows(db, { slug: 'north', kind: 'area' }), [{ name: 'North', kind: 'area' }])
  t.same(await placeRows(db, { slug: "'; drop table place; --", kind: 'area' }), [], 'values stay values')
  await db.transaction().execute(async trx => {
    await trx.updateTable('place').set({ name: 'Northern' }).where('slug', '=', 'north').execute()
    t.same(await placeRows(trx, { slug: 'north', kind: 'area' }), [{ name: 'Northern', kind: 'area' }])
  })
  t.equal(built, 1)
})

t.test('nothing is in an empty list, and everything is not in it', async t => {
  const { db, close } = await freshDatabase()
  t.teardown(close)
  const count = async (operator: 'in' | 'not in', slugs: string[]) => (await db.selectFrom('place').select('id').where('slug', operator, slugs).execute()).length
  const all = (await db.selectFrom('place').select('id').execute()).length
  t.same([await count('in', []), await count('not in', []), await count('in', ['north']), await count('not in', ['north'])], [0, all, 1, all - 1])
  t.equal((await db.updateTable('place').set({ name: 'x' }).where('slug', 'in', []).executeTakeFirst()).numUpdatedRows, 0n)
})
