import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

export interface Postgres { url: string, stop: () => void }

/**
 * PostgreSQL for the tests: the one named by TEST_DATABASE, or a throw-away cluster made with the server programs of this machine.
 * @returns the reason, as a string, when there is neither
 */
export async function startPostgres (): Promise<Postgres | string> {
  if (process.env.TEST_DATABASE) return { url: process.env.TEST_DATABASE, stop () {} }
  const bin = serverPrograms()
  if (!bin) return 'no PostgreSQL server was found; install one (Debian: apt-get install postgresql) or name one in TEST_DATABASE'
  const owner = unprivileged()
  if (owner === undefined) return 'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as'
  const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-postgres-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const data = path.join(folder, 'data')
  const port = await freePort()
  const made = spawnSync(path.join(bin, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'], { ...owner, cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    return `initdb failed: ${made.stderr.trim()}`
  }
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off', '-c', 'max_connections=200'], { ...owner, cwd: folder, stdio: 'ignore' })
  const stop = () => {
    server.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  process.on('exit', stop)
  const url = `postgres://test@127.0.0.1:${port}/postgres`
  for (let tries = 0; tries < 100; tries++) {
    if (await answers(url)) return { url, stop: () => { process.off('exit', stop); stop() } }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  stop()
  return 'the throw-away PostgreSQL server did not answer within 10 seconds'
}

async function answers (url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function serverPrograms (): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...globSync('/usr/lib/postgresql/*/bin').sort().reverse(),
    ...globSync('/usr/pgsql-*/bin').sort().reverse(),
    ...globSync('/opt/homebrew/opt/postgresql*/bin'), ...globSync('/usr/local/opt/postgresql*/bin')
  ]
  return folders.find(folder => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root: who runs it instead. {} when we are not root, undefined when there is nobody. */
function unprivileged (): { uid: number, gid: number } | Record<string, never> | undefined {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(flag => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim())
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

function freePort (): Promise<number> {
  return new Promise(resolve => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
