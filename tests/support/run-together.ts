import path from 'node:path'
import t from 'tap'

/**
 * Test files one after the other in this process: `node tests/support/run-together.ts a.test.ts b.test.ts`. Loading the product takes longer
 * than most files run. Each must bring a test of its own.
 */
let added = 0
t.on('subtestAdd', () => { added++ })
for (const file of process.argv.slice(2)) {
  const before = added
  await import(path.resolve(file))
  if (added === before) t.fail(`${file} has no test`)
}
