import { unzipSync } from 'fflate'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { createBundleWorker } from '../../server/features/bundles/worker.ts'
import { startSelfEvaluation } from '../../server/features/evaluations/changes.ts'
import { newId } from '../../server/lib/ids.ts'
import { frameworks, places, testApp } from './app.ts'
import { viewerOf } from './work.ts'
import type { Db } from '../../server/db/types.ts'
import type { CastName } from './people.ts'
import type { BundleWorker, WorkerOptions } from '../../server/features/bundles/worker.ts'

export type App = Awaited<ReturnType<typeof testApp>>
type Test = { teardown: (fn: () => unknown) => void }
const at = '2026-11-20T09:00:00.000Z'

/** Craigmor and Strathfearn have plans, Craigmor a self-evaluation too; Inverallan has nothing. */
export async function teamsAtWork (db: Db) {
  await db.transaction().execute(async trx => {
    for (const [who, team] of [['chair', 'craigmor'], ['both', 'strathfearn']] as const) {
      await addAction(trx, viewerOf(who), team, '2026-27', { what: `Map support in ${team}`, difference: 'Children get what helps', due_on: '2027-01-20' }, frameworks, at)
    }
    await startSelfEvaluation(trx, viewerOf('chair'), 'craigmor', '2026-27', at)
  })
}

/** The app with these teams, and workers that the test closes. */
export async function ready (t: Test, settings: Record<string, string> = {}) {
  const test = await testApp(t, settings)
  await teamsAtWork(test.db)
  return { ...test, worker: (options: WorkerOptions = {}): BundleWorker => workerOf(t, test, options) }
}

/** Two workers of one process are two as two processes are: what they know of each other is in the database. */
export function workerOf (t: Test, { app }: App, options: WorkerOptions = {}): BundleWorker {
  const worker = createBundleWorker(app, { retryMs: 0, pollMs: 20, ...options })
  t.teardown(() => worker.close())
  return worker
}

/** More teams of the north, each with the plan of one action that Craigmor's chair writes as theirs. */
export async function moreTeams (db: Db, many: number) {
  const rows = Array.from({ length: many }, (_none, n) => ({
    id: newId(), kind: 'community' as const, authority_id: places.authority, area_id: places.north, name: `Invented ${n + 1}`, slug: `invented-${n + 1}`, opened_on: '2020-08-01', closed_on: null
  }))
  await db.insertInto('place').values(rows).execute()
  await db.transaction().execute(async trx => {
    for (const { id, slug } of rows) {
      const chair = { ...viewerOf('chair'), roles: [{ role: 'chair' as const, placeId: id }] }
      await addAction(trx, chair, slug, '2026-27', { what: `Map support in ${slug}`, difference: 'Children get what helps', due_on: '2027-01-20' }, frameworks, at)
    }
  })
}

/** Ask as a person does. @returns the address of the bundle */
export async function askFor (test: App, who: CastName, form: Record<string, string | string[]> = {}): Promise<string> {
  const reply = await test.as(who).post('/bundles', { session: '2026-27', what: ['plan'], format: 'docx', ...form })
  if (reply.statusCode !== 303) throw new Error(`not asked: ${reply.statusCode}`)
  return String(reply.headers.location)
}

export const stateOf = async (test: App, who: CastName, address: string): Promise<Record<string, any>> => (await test.as(who).get(`${address}/state`)).json()
export const partsOf = (test: App, address: string) => test.db.selectFrom('bundle_part').selectAll().where('bundle_id', '=', address.split('/')[2]!).orderBy('position').execute()
export const countPieces = async ({ db }: App): Promise<number> => (await db.selectFrom('bundle_part_content').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n

/** Download and open it, by file name. */
export async function openedZip (test: App, who: CastName, address: string) {
  const reply = await test.as(who).get(`${address}/file`)
  if (reply.statusCode !== 200) throw new Error(`no ZIP: ${reply.statusCode}`)
  return { reply, files: unzipSync(reply.rawPayload) }
}
