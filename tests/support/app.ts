import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Signer } from '@fastify/cookie'
import t from 'tap'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { createPdfPrinter } from '../../server/exports/browser.ts'
import { loadLibrary } from '../../server/features/frameworks/library.ts'
import { hashSecret } from '../../server/lib/ids.ts'
import { freshDatabase } from './database.ts'
import { people } from './people.ts'
import type { CastName } from './people.ts'

export { people, places } from './people.ts'

export const frameworks = loadLibrary(path.join(import.meta.dirname, '../../frameworks'))
const secret = 'a secret for tests that is long enough'
const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-test-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

type Form = Record<string, string | number | string[]>
/** As a browser sends it: repeated names for several values. */
export function encode (form: Form): string {
  const pairs = Object.entries(form).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map(item => [name, String(item)]))
  return new URLSearchParams(pairs).toString()
}

/**
 * The real app on a fresh database with the cast in it (see people.ts) and sessions 2025-26 and 2026-27 open.
 * The clock stands at 23 November 2026, 10:00, until a test moves it.
 */
export async function testApp (t: { teardown: (fn: () => unknown) => void }, settings: Record<string, string> = {}) {
  const { db, close, url } = await freshDatabase()
  const config = loadConfig({ DATA_DIR: folder, DATABASE_URL: url, SESSION_SECRET: secret, LOG_LEVEL: 'silent', ...settings })
  const clock = { now: new Date('2026-11-23T10:00:00Z') }
  const printer = createPdfPrinter({ setting: config.BROWSER_PATH, cacheDir: folder })
  const app = await buildApp({ db, config, frameworks, printer, now: () => clock.now })
  t.teardown(async () => { await app.close(); await printer.close(); await close() })

  const cookies = new Map<string, string>()
  /** A sign-in for one of the cast, as the sign-in page would make it. */
  async function cookieFor (name: CastName): Promise<string> {
    const known = cookies.get(name)
    if (known) return known
    const id = `sign-in-of-${name}-${Math.random()}`
    const at = clock.now.toISOString()
    const data = JSON.stringify({ personId: people[name].id, cookie: { httpOnly: true, path: '/' } })
    await db.insertInto('sign_in').values({ id_hash: hashSecret(id), person_id: people[name].id, data, agent: null, created_at: at, seen_at: at }).execute()
    const cookie = `sid=${encodeURIComponent(new Signer(secret, 'sha256').sign(id))}`
    cookies.set(name, cookie)
    return cookie
  }

  return {
    app,
    db,
    clock,
    config,
    printer,
    cookieFor,
    /** One of the cast, or 'nobody'. `post` sends a form as a browser on our own page does. */
    as (name: CastName | 'nobody') {
      const headers = async () => ({ host: 'localhost', ...(name === 'nobody' ? {} : { cookie: await cookieFor(name) }) })
      return {
        get: async (url: string) => app.inject({ url, headers: await headers() }),
        post: async (url: string, form: Form = {}) => app.inject({
          method: 'POST',
          url,
          headers: { ...await headers(), 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
          payload: encode(form)
        })
      }
    }
  }
}
