import { spawn } from 'node:child_process'
import { availableParallelism, tmpdir } from 'node:os'
import { globSync, mkdtempSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findBrowser } from '../server/exports/find-browser.ts'
import { preparedImage, preparedTemplate } from './support/prepared.ts'
import { opensDatabase } from './support/opens-database.ts'
import { startPostgres } from './support/postgres.ts'
import { runFiles } from './support/run-files.ts'

/**
 * npm test: types, lint, the suite on SQLite, and what opens a database again on PostgreSQL. Ends with a plain line, "N passed, N failed".
 * `npm test -- --sqlite tests/evidence` runs a part. REQUIRE_POSTGRES and REQUIRE_BROWSER refuse a run without that half.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sqlite: { type: 'boolean', default: false }, postgres: { type: 'boolean', default: false } }
})
const onlyCheck = positionals[0] === 'check'
const files = onlyCheck ? [] : positionals
const both = !values.sqlite && !values.postgres
const total = { passed: 0, failed: 0, skipped: 0 }
const notRun: string[] = []

const bin = (name: string) => path.join(import.meta.dirname, '../node_modules/.bin', name)

if (files.length === 0) {
  await Promise.all([
    step('Types', bin('tsc'), ['-p', '.']),
    step('Lint', bin('eslint'), ['-c', 'tests/eslint.config.js', '--max-warnings=0', 'server', 'migrations', 'tests'])
  ])
}
if (onlyCheck) await step('Frameworks and settings', process.execPath, ['server/main.ts', 'check'])
else {
  const browser = await findBrowser({ setting: process.env.BROWSER_PATH ?? '', cacheDir: mkdtempSync(path.join(tmpdir(), 'toolkit-browser-')) })
  if (!browser) leftOut('browser', 'REQUIRE_BROWSER', 'no browser was found (see: npm run toolkit -- browser)')
  // Files share what Node has compiled.
  const environment = { BROWSER_PATH: browser?.path ?? '', NODE_COMPILE_CACHE: mkdtempSync(path.join(tmpdir(), 'toolkit-compiled-')) }
  if (both || values.sqlite) {
    const image = path.join(mkdtempSync(path.join(tmpdir(), 'toolkit-image-')), 'image.sqlite')
    writeFileSync(image, await preparedImage())
    await suite('Suite on SQLite', grouped(chosenFiles()), { ...environment, TEST_DATABASE: '', TEST_IMAGE: image })
  }
  if (both || values.postgres) {
    const postgres = await startPostgres()
    if (typeof postgres === 'string') leftOut('PostgreSQL', 'REQUIRE_POSTGRES', postgres)
    else {
      await suite('Suite on PostgreSQL', grouped(chosenFiles().filter(file => files.length > 0 || opensDatabase(file))), { ...environment, TEST_DATABASE: postgres.url, TEST_TEMPLATE: await preparedTemplate(postgres.url) })
      postgres.stop()
    }
  }
}

for (const line of notRun) process.stdout.write(`${line}\n`)
process.stdout.write(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}\n`)
process.exitCode = total.failed > 0 ? 1 : 0

function leftOut (half: string, requirement: string, why: string) {
  notRun.push(`The ${half} half was not run: ${why}.`)
  if (process.env[requirement]) total.failed++
}

/** A program that succeeds or not, counted as one test. */
async function step (name: string, program: string, words: string[]) {
  const started = Date.now()
  const ok = await new Promise<boolean>(resolve => spawn(program, words, { stdio: 'inherit' }).on('exit', code => resolve(code === 0)).on('error', () => resolve(false)))
  report(name, started, ok ? 'fine' : 'FAILED')
  if (ok) total.passed++
  else total.failed++
}

async function suite (name: string, chosen: string[][], environment: Record<string, string>) {
  const started = Date.now()
  const here = await runFiles(chosen, { jobs: availableParallelism(), seconds: 480, environment, say: line => process.stdout.write(`${line}\n`) })
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += here[key]
  report(name, started, `${here.passed} passed, ${here.failed} failed, ${here.skipped} skipped`)
}

/** The short files of a folder share a process: what they load takes longer than most of them run. */
function grouped (chosen: string[]): string[][] {
  return [...Map.groupBy(chosen, file => isLong(file) ? file : path.dirname(file)).values()]
}

function isLong (file: string): boolean {
  return /tests\/(e2e|cli|access|bundles|exports)\//.test(file)
}

/** The long ones first, so that nobody waits for one that began last. */
function chosenFiles (): string[] {
  const named = files.map(file => file.endsWith('.ts') ? file : `${file}/**/*.test.ts`)
  const found = globSync(named.length > 0 ? named : ['tests/**/*.test.ts']).sort()
  return [...found.filter(isLong), ...found.filter(file => !isLong(file))]
}

function report (name: string, started: number, result: string) {
  process.stdout.write(`${name}: ${result} (${((Date.now() - started) / 1000).toFixed(1)} s)\n\n`)
}
