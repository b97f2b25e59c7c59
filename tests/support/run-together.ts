import path from 'node:path'
import t from 'tap'

/**
 * The test files in TEST_FILES (JSON) one after the other in this process. Loading the product takes longer than most files run. Each must
 * bring a test of its own. They are no words of the command, because tap names folders after those.
 */
let added = 0
t.on('subtestAdd', () => { added++ })
for (const file of JSON.parse(process.env.TEST_FILES ?? '[]') as string[]) {
  const before = added
  await import(path.resolve(file))
  if (added === before) t.fail(`${file} has no test`)
}
