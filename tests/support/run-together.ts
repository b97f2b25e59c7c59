import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

/**
 * The test files in TEST_FILES (JSON) one after the other in this process. Loading the product takes longer than most files run. Each must
 * bring a test of its own. They are no words of the command, because tap names folders after those.
 */
for (const file of JSON.parse(process.env.TEST_FILES ?? '[]') as string[]) {
  if (!/^\s*t\.test\(/m.test(readFileSync(file, 'utf8'))) t.fail(`${file} has no test`)
  await import(path.resolve(file))
}
