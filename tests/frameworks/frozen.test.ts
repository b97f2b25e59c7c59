import t from 'tap'
import type { Test } from 'tap'
import { useFramework } from '../../server/features/frameworks/changes.ts'
import { loadLibrary } from '../../server/features/frameworks/library.ts'
import { NotFound } from '../../server/lib/errors.ts'
import { listFrameworksInUse, refuseChangedFrameworks } from '../../server/features/frameworks/queries.ts'
import { freshDatabase } from '../support/database.ts'
import { asItIs, realText, writeFrameworks } from './made-up.ts'

async function inUse (t: Test) {
  const { db, close } = await freshDatabase()
  t.teardown(close)
  const folder = writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs })
  const library = loadLibrary(folder)
  await db.transaction().execute(trx => useFramework(trx, library, 'hgios4', '1'))
  return { db, folder, library }
}

t.test('the first use keeps the checksum, once', async t => {
  const { db, library } = await inUse(t)
  const [first] = await listFrameworksInUse(db)
  await db.transaction().execute(trx => useFramework(trx, library, 'hgios4', '1'))
  t.same(await listFrameworksInUse(db), [first])
  t.match(first, { framework_id: 'hgios4', version: '1', checksum: /^[0-9a-f]{64}$/ })
  await refuseChangedFrameworks(db, library)
})

t.test('a version that is not there cannot be used', async t => {
  const { db, library } = await inUse(t)
  await t.rejects(db.transaction().execute(trx => useFramework(trx, library, 'hgios4', '2')), new NotFound())
})

t.test('a changed file in use stops the start, by name', async t => {
  const { db, folder } = await inUse(t)
  writeFrameworks(folder, { 'hgios4/1.yaml': text => text.replace('Personalised support', 'Personal support') })
  await t.rejects(refuseChangedFrameworks(db, loadLibrary(folder)), { message: /^frameworks\/hgios4\/1\.yaml was changed, but it has been in use since \d{4}-\d\d-\d\d\./ })
})

t.test('a missing file in use stops the start, by name', async t => {
  const { db } = await inUse(t)
  const folder = writeFrameworks(t.testdir({}), { 'hgios4/2.yaml': realText('hgios4/1.yaml').replace('version: "1"', 'version: "2"') })
  await t.rejects(refuseChangedFrameworks(db, loadLibrary(folder)), { message: /^frameworks\/hgios4\/1\.yaml is missing, but/ })
})

t.test('line ends of another system, a file that is new and one that is not in use make no difference', async t => {
  const { db, folder } = await inUse(t)
  writeFrameworks(folder, { 'hgios4/1.yaml': text => text.replaceAll('\n', '\r\n'), 'hgios4/2.yaml': realText('hgios4/1.yaml').replace('version: "1"', 'version: "2"') })
  await refuseChangedFrameworks(db, loadLibrary(folder))
})
