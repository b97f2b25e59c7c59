import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { unzipSync } from 'fflate'
import t from 'tap'
import { connect } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { demoPassword, loadDemo } from '../../server/demo/load.ts'
import { frameworks } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf } from '../support/pdf.ts'

const onlyOnSqlite = process.env.TEST_DATABASE ? 'the server brings a database of its own' : false
const program = path.join(import.meta.dirname, '../../server/main.ts')

/** The server as it is started for people, in a process of its own. @returns its address */
async function startServer (folder: string) {
  const server = spawn(process.execPath, [program, 'serve'], { env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', BROWSER_PATH: process.env.BROWSER_PATH ?? '', LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise<void>(resolve => server.once('exit', () => resolve()))
  for await (const line of createInterface({ input: server.stdout })) {
    const origin = /http:\S+/.exec(line)?.[0]
    if (origin) return { origin, end: async (signal: NodeJS.Signals) => { server.kill(signal); await gone } }
  }
  throw new Error('the server did not start')
}

/** Steering of the demonstration, with a cookie that outlives a restart. */
function person () {
  let cookie = ''
  const ask = async (url: string, form?: Record<string, string>) => {
    const reply = await fetch(url, { redirect: 'manual', headers: { cookie, ...form ? { 'sec-fetch-site': 'same-origin' } : {} }, ...form ? { method: 'POST', body: new URLSearchParams(form) } : {} })
    cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return reply
  }
  const stateAt = async (address: string) => (await ask(`${address}/state`)).json() as Promise<{ state: string, finished: number, total: number }>
  return {
    ask,
    /** Look again until it has come so far. */
    async until (address: string, enough: (state: { state: string, finished: number, total: number }) => boolean) {
      for (;;) {
        const state = await stateAt(address)
        if (enough(state)) return state
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    }
  }
}

t.test('plans of 29 teams: the server is killed in the middle and started again, and the ZIP is whole with every part made once', { skip: noBrowser || onlyOnSqlite, timeout: 240_000 }, async t => {
  const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-restart-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'toolkit.sqlite')
  const made = await connect(file)
  await migrate(made)
  await loadDemo(made, frameworks, new Date())
  const { name: session } = await made.selectFrom('session').select('name').orderBy('name').offset(1).limit(1).executeTakeFirstOrThrow()
  const { plans } = await made.selectFrom('plan').innerJoin('session', 'session.id', 'plan.session_id').innerJoin('place', 'place.id', 'plan.place_id').select(({ fn }) => fn.countAll<number>().as('plans'))
    .where('session.name', '=', session).where('place.kind', '=', 'community').executeTakeFirstOrThrow()
  await made.destroy()

  let server = await startServer(folder)
  t.teardown(() => server.end('SIGKILL'))
  const steering = person()
  t.equal((await steering.ask(`${server.origin}/sign-in`, { email: 'steering@strathclutha.example', password: demoPassword })).status, 303)
  const asked = await steering.ask(`${server.origin}/bundles`, { session, what: 'plan', format: 'pdf' })
  t.equal(asked.status, 303)
  const address = asked.headers.get('location')!

  // The page is left: nobody asks for it while the server works, is killed, and works again.
  const before = await steering.until(server.origin + address, state => state.finished >= 8)
  t.ok(before.finished < 29, `killed after ${before.finished} of ${before.total}`)
  await server.end('SIGKILL')
  const between = await connect(file)
  const kept = await between.selectFrom('bundle_part').select(['position', 'sha256', 'done_at', 'tries']).where('state', '=', 'done').orderBy('position').execute()
  const atHand = await between.selectFrom('bundle_part').select('position').where('state', '=', 'waiting').where('lease_by', 'is not', null).execute()
  await between.destroy()
  t.ok(kept.length > 2 && kept.length < plans, `${kept.length} of ${plans} plans were there`)

  server = await startServer(folder)
  t.equal((await steering.ask(`${server.origin}${address}/file`)).status, 409, 'no half file')
  await steering.until(server.origin + address, ({ state }) => state === 'ready')
  const zip = await steering.ask(`${server.origin}${address}/file`)
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()))
  await server.end('SIGTERM')

  const after = await connect(file)
  t.teardown(() => after.destroy())
  const parts = await after.selectFrom('bundle_part').innerJoin('place', 'place.id', 'bundle_part.place_id').selectAll('bundle_part').select('place.name as team').orderBy('position').execute()
  for (const part of kept) t.match(parts[part.position], part, `part ${part.position} was kept as it was`)
  for (const part of parts) t.equal(part.tries, atHand.some(({ position }) => position === part.position) ? 2 : 1, `${part.team}: only what was at hand is made again`)
  const printed = parts.filter(part => part.state === 'done')
  t.equal(parts.length, 29)
  t.equal(printed.length, plans)
  t.same(Object.keys(files), ['Contents.csv', ...printed.map(part => part.name)])
  for (const part of printed) {
    const pdf = await readPdf(files[part.name!]!)
    t.ok(pdf.title.includes(part.team) && folded(pdf.pages[0]!).includes(part.team), `${part.name} is readable and ${part.team}’s`)
  }
})
