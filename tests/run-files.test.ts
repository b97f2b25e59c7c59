import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { runFiles } from './support/run-files.ts'

// Inside the folder of the tests, so that they find tap.
const folder = mkdtempSync(path.join(import.meta.dirname, '.twins-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

async function run (body: string, seconds = 20) {
  const file = path.join(folder, 'twin.ts')
  writeFileSync(file, `import t from 'tap'\n${body}\n`)
  const lines: string[] = []
  const counts = await runFiles([[file]], { jobs: 2, seconds, say: line => lines.push(line) })
  return { ...counts, said: lines.join('\n') }
}

t.test('assertions are counted, those of groups once; what is left out is counted apart', async t => {
  const { said, ...counts } = await run('t.test("group", async t => { t.ok(true); t.test("in it", async t => { t.same([1], [1]) }) })\nt.test("left out", { skip: "no browser" }, async () => {})')
  t.same(counts, { passed: 2, failed: 0, skipped: 1 })
  t.notMatch(said, 'FAILED')
})

t.test('a wrong assertion fails, with where and what', async t => {
  const { said, ...counts } = await run('t.test("group", async t => { t.ok(true); t.equal(1, 2, "one is two") })')
  t.same(counts, { passed: 1, failed: 1, skipped: 0 })
  t.match(said, 'FAILED')
  t.match(said, 'one is two')
})

t.test('a file that throws, ends early, has no test or does not end fails', async t => {
  const thrown = await run('throw new Error("not even started")')
  t.equal(thrown.failed > 0, true)
  t.match(thrown.said, 'not even started')
  t.ok((await run('t.ok(true)\nprocess.exit(3)')).failed > 0)
  t.ok((await run('')).failed > 0)
  t.ok((await run('t.plan(2)\nt.ok(true)')).failed > 0)
  t.ok((await run('t.test("waits", async t => { t.ok(true); await new Promise(resolve => setTimeout(resolve, 60_000)) })', 1)).failed > 0)
})

t.test('files of a group are counted together; a file among them without a test is no file that passed', async t => {
  const [one, two, empty] = ['one', 'two', 'empty'].map(name => path.join(folder, `${name}.ts`)) as [string, string, string]
  writeFileSync(one, 'import t from \'tap\'\nt.test("one", async t => { t.ok(true); t.equal(1, 2, "one is two") })\n')
  writeFileSync(two, 'import t from \'tap\'\nt.test("two", async t => { t.ok(true) })\n')
  writeFileSync(empty, '// Nothing.\n')
  const lines: string[] = []
  const run = (group: string[]) => runFiles([group], { jobs: 1, seconds: 20, say: line => lines.push(line) })
  t.match(await run([one, two]), { passed: 2, failed: 1 })
  t.match(lines.join('\n'), 'one is two')
  t.match(await run([two, empty]), { passed: 1, failed: 1 })
  t.match(lines.join('\n'), 'has no test')
})
