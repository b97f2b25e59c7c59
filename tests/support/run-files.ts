import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

export interface Counts { passed: number, failed: number, skipped: number }
const running = new Set<() => void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { for (const end of running) end(); process.exit(1) })

interface Choices { jobs: number, seconds: number, environment?: Record<string, string>, say: (line: string) => void }

const together = path.join(import.meta.dirname, 'run-together.ts')

/**
 * Runs groups of test files, each group in a Node of its own and several at a time, and counts their assertions. Node reads TypeScript and
 * every file speaks TAP by itself, so no loader stands between. A group that ends badly, or not within its time, fails.
 */
export async function runFiles (groups: string[][], choices: Choices): Promise<Counts> {
  const total = { passed: 0, failed: 0, skipped: 0 }
  const waiting = [...groups]
  const lane = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      const counts = await runGroup(group, choices)
      for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key]
    }
  }
  await Promise.all(Array.from({ length: choices.jobs }, lane))
  return total
}

async function runGroup (files: string[], { seconds, environment, say }: Choices): Promise<Counts> {
  const started = Date.now()
  const child = spawn(process.execPath, [files.length === 1 ? files[0]! : together], {
    env: { TAP_TIMEOUT: String(seconds), ...process.env, ...environment, TEST_FILES: JSON.stringify(files) }, stdio: ['ignore', 'pipe', 'pipe'], detached: true
  })
  // With what it started, which would otherwise hold the pipe, and the memory.
  const end = () => { try { process.kill(-child.pid!, 'SIGKILL') } catch { child.kill('SIGKILL') } }
  running.add(end)
  let late = false
  const limit = setTimeout(() => { late = true; end() }, (seconds + 15) * 1000)
  const exited = new Promise<number>(resolve => child.on('exit', code => { end(); resolve(code ?? 1) }).on('error', () => resolve(1)))
  const [{ told, ...counts }, errors, code] = await Promise.all([readTap(child.stdout), linesOf(child.stderr), exited])
  clearTimeout(limit)
  running.delete(end)
  if (late) told.push(`did not end within ${seconds} seconds`)
  if (code !== 0 && counts.failed === 0) counts.failed++
  if (counts.passed + counts.failed + counts.skipped === 0) { counts.failed++; told.push('has no test') }
  say(`  ${counts.failed > 0 ? 'FAILED ' : ''}${files.length === 1 ? files[0] : `${path.dirname(files[0]!)}, ${files.length} files`} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  for (const line of counts.failed > 0 ? [...told, ...errors] : told) say(`    ${line}`)
  return counts
}

/** Counts single assertions, not the groups that hold them; keeps what a failure and a comment say. */
async function readTap (output: NodeJS.ReadableStream): Promise<Counts & { told: string[] }> {
  const counts = { passed: 0, failed: 0, skipped: 0, told: [] as string[] }
  let telling = false
  for await (const line of createInterface({ input: output })) {
    const result = /^\s*(not ok|ok) \d+(?: - (.*))?$/.exec(line)
    if (result) {
      const [, word, rest = ''] = result
      const isGroup = /# time=/.test(rest)
      if (/# (SKIP|TODO)/i.test(rest)) counts.skipped++
      else if (!isGroup && word === 'ok') counts.passed++
      else if (!isGroup) counts.failed++
      telling = word === 'not ok'
    }
    if (/^\s*# Subtest/.test(line)) telling = false
    if (telling || /^\s*Bail out!/.test(line) || /^\s*# (?!Subtest|time=|\{)/.test(line)) counts.told.push(line)
  }
  return counts
}

async function linesOf (output: NodeJS.ReadableStream): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: output })) lines.push(line)
  return lines
}
