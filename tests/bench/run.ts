import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Signer } from '@fastify/cookie'
import puppeteer from 'puppeteer'
import { connect } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { loadDemo } from '../../server/demo/load.ts'
import { cast } from '../../server/demo/people.ts'
import { createPdfPrinter } from '../../server/exports/browser.ts'
import { sandboxFlags } from '../../server/exports/find-browser.ts'
import { reportHtml } from '../../server/exports/html.ts'
import { writePdf } from '../../server/exports/pdf.ts'
import { loadLibrary } from '../../server/features/frameworks/library.ts'
import { hashSecret } from '../../server/lib/ids.ts'
import { sampleReport } from '../support/sample-report.ts'
import { benchGrowth, scaleNames } from './growth.ts'
import { compare, median } from './rounds.ts'
import { growPlan, pages } from './pages.ts'
import type { ChildProcess } from 'node:child_process'
import type { Db } from '../../server/db/types.ts'
import type { Side } from './rounds.ts'

/**
 * npm run bench [-- name] [--rounds 5]: the real app beside its baselines, in the same run, as ratios. A page's baseline is its raw-limit
 * twin (twin.ts); a PDF's is Chromium's own print of the same HTML. Absolute figures belong to the machine; ratios are the goals.
 * npm run bench -- growth [--scale x10|x40|national] [--database sqlite|postgres]: board and register as the data grows (growth.ts).
 */
const { values, positionals: [only] } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '5' }, scale: { type: 'string', default: 'x40' }, database: { type: 'string', default: 'sqlite' } } })
const rounds = Number(values.rounds)
const root = path.join(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-bench-'))
const database = path.join(folder, 'bench.sqlite')
const secret = 'a secret for the benchmark, long enough'
const running: ChildProcess[] = []

if (!scaleNames.includes(values.scale)) throw new Error(`--scale is one of ${scaleNames.join(', ')}.`)
if (values.database !== 'sqlite' && values.database !== 'postgres') throw new Error('--database is sqlite or postgres.')

await (only === 'growth' ? benchGrowth(loadLibrary(path.join(root, 'frameworks')), values.database, values.scale, rounds) : benchBesideBaselines())

async function benchBesideBaselines () {
  try {
    const cookie = await prepare()
    process.stdout.write(`Node ${process.version}, ${rounds} rounds, SQLite, demonstration data of 29 teams and a plan of 40 actions\n`)
    for (const page of pages) if (!only || only === page.name) await benchPage(page, cookie)
    if (!only || only === 'plan-pdf') await benchPdf()
  } finally {
    for (const child of running) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The data, and a sign-in for the chair. @returns the cookie */
async function prepare (): Promise<string> {
  const db: Db = await connect(database)
  await migrate(db)
  const library = loadLibrary(path.join(root, 'frameworks'))
  await loadDemo(db, library, new Date())
  const chair = await db.selectFrom('person').select('id').where('email_key', '=', cast[0]!.email).executeTakeFirstOrThrow()
  await growPlan(db, library, chair.id)
  const at = new Date().toISOString()
  await db.insertInto('sign_in').values({ id_hash: hashSecret('bench'), person_id: chair.id, data: JSON.stringify({ personId: chair.id, cookie: { httpOnly: true, path: '/' } }), agent: null, created_at: at, seen_at: at }).execute()
  await db.destroy()
  return `sid=${encodeURIComponent(new Signer(secret, 'sha256').sign('bench'))}`
}

async function benchPage ({ name, address, queries, goal }: typeof pages[number], cookie: string) {
  const origin = await start(['server/main.ts', 'serve'], /http:\S+/, { PORT: '0', DATA_DIR: folder, DATABASE_URL: database, SESSION_SECRET: secret, LOG_LEVEL: 'silent' })
  const reply = await fetch(origin + address, { headers: { cookie } })
  const html = await reply.text()
  if (reply.status !== 200) throw new Error(`${address}: ${reply.status}`)
  const db = await connect(database)
  const file = path.join(folder, `${name}.json`)
  writeFileSync(file, JSON.stringify({ database, html, headers: Object.fromEntries([...reply.headers].filter(([header]) => !['content-length', 'connection', 'keep-alive', 'date', 'transfer-encoding'].includes(header))), queries: await queries(db, hashSecret('bench')) }))
  await db.destroy()
  const twin = await start(['tests/bench/twin.ts', file], /http:\S+/, {})
  const bytes = Buffer.byteLength(html)
  const twinBytes = Buffer.byteLength(await (await fetch(twin)).text())
  if (bytes !== twinBytes) throw new Error(`${name}: the twin sends ${twinBytes} bytes instead of ${bytes}`)
  for (const connections of [1, 20]) {
    const app: Side = { url: origin + address, headers: { cookie }, bytes }
    const result = await compare(app, { url: twin, headers: {}, bytes }, connections, rounds)
    process.stdout.write(`${name}, ${bytes} bytes, ${connections} connections: ${result.ratio.toFixed(2)} of the raw limit (${result.lowest.toFixed(2)}–${result.highest.toFixed(2)}; ${result.app.toFixed(0)} and ${result.baseline.toFixed(0)} a second; goal ${goal})\n`)
  }
  for (const child of running.splice(0)) child.kill('SIGKILL')
}

/** The finished PDF against one bare print of the same HTML by the same kind of browser. */
async function benchPdf () {
  const printer = createPdfPrinter({ setting: process.env.BROWSER_PATH ?? '', cacheDir: folder })
  const found = await printer.found()
  if (!found) return process.stdout.write('plan-pdf: not run, no browser\n')
  const browser = await puppeteer.launch({ executablePath: found.path, headless: 'shell', pipe: true, args: sandboxFlags() })
  const page = await browser.newPage()
  const report = sampleReport()
  const html = reportHtml(report)
  const bare = async () => { await page.setContent(html, { waitUntil: 'load' }); await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }) }
  const time = async (work: () => Promise<unknown>) => { const started = performance.now(); await work(); return performance.now() - started }
  const ours = () => writePdf(report, printer)
  for (let n = 0; n < 2; n++) { await bare(); await ours() }
  const pairs: [number, number][] = []
  for (let n = 0; n < rounds * 2; n++) pairs.push(n % 2 === 0 ? [await time(ours), await time(bare)] : (await time(bare).then(async b => [await time(ours), b] as [number, number])))
  process.stdout.write(`plan-pdf, 40 actions: ${median(pairs.map(([a, b]) => a / b)).toFixed(2)} × Chromium's own print (${median(pairs.map(([a]) => a)).toFixed(0)} and ${median(pairs.map(([, b]) => b)).toFixed(0)} ms; goal ≤ 1.8; printed twice for the page numbers)\n`)
  await browser.close()
  await printer.close()
}

/** A server as a process of its own; @returns its address */
async function start (words: string[], pattern: RegExp, environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, words, { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    const address = pattern.exec(line)?.[0]
    if (address) return address
  }
  throw new Error(`${words.join(' ')} ended without an address`)
}
