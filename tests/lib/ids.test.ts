import t from 'tap'
import { newId } from '../../server/lib/ids.ts'

t.test('ids are different, of the right form, and in the order they were made', async t => {
  const ids = Array.from({ length: 50_000 }, () => newId())
  t.equal(new Set(ids).size, ids.length)
  t.same(ids, [...ids].sort())
  t.ok(ids.every(id => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)))
})
