import { setImmediate as others, setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../lib/ids.ts'
import { printPart } from './printing.ts'
import { bundleLimits } from './rules.ts'
import { giveBack, renewLeases, settlePart, stopBundle, takePart } from './queue.ts'
import type { FastifyInstance } from 'fastify'
import type { Printing } from './printing.ts'
import type { Outcome, TakenPart } from './queue.ts'

export interface BundleWorker {
  /** Look for work until closed; what a stopped process left behind is found by its lease. */
  start (): void
  /** Do all that can be taken now. */
  drain (): Promise<void>
  /** Take no more, finish what is at hand; what takes too long is given back. */
  close (): Promise<void>
}
export interface WorkerOptions { atOnce?: number, leaseMs?: number, pollMs?: number, retryMs?: number, patienceMs?: number }

/** Nobody came back to say what became of it: making it ended the process every time. */
const tooOften: Outcome = { state: 'failed', reason: 'The server stopped each time while it was made.', again: false }

/**
 * Makes the documents of bundles in the background. Everything it knows is in the database: several may run, in several processes, and any
 * may be killed. A part belongs to one of them for a short time, renewed while it works.
 */
export function createBundleWorker (app: Printing & Pick<FastifyInstance, 'now'>, { atOnce = 2, leaseMs = 30_000, pollMs = 1000, retryMs = 5000, patienceMs = 7000 }: WorkerOptions = {}): BundleWorker {
  const { db } = app
  const by = newId()
  const lanes = new Set<Promise<void>>()
  const atHand = new Set<TakenPart>()
  const closing = new AbortController()
  const until = () => new Date(app.now().getTime() + leaseMs).toISOString()
  const failed = (error: unknown) => { app.log.error(error) }
  const renewing = setInterval(() => { if (atHand.size > 0) renewLeases(db, by, [...atHand], until()).catch(failed) }, leaseMs / 3).unref()

  let taking: Promise<TakenPart | null> = Promise.resolve(null)
  /** One after the other: lanes of one worker would only run into each other. */
  const take = () => (taking = taking.then(() => closing.signal.aborted ? null : takePart(db, by, app.now().toISOString(), until()).catch(error => { failed(error); return null })))

  async function lane (staysOn: boolean) {
    while (!closing.signal.aborted) {
      const part = await take()
      // SQLite and Word never wait for anything outside: without a turn for others no page would be answered meanwhile.
      await others()
      // What was taken while closing is given back by close().
      if (closing.signal.aborted) return
      if (part) {
        atHand.add(part)
        await make(part).catch(failed)
        atHand.delete(part)
      }
      if (!part && staysOn) await sleep(pollMs, null, { signal: closing.signal }).catch(() => {})
      if (!part && !staysOn) return
    }
  }

  async function make (part: TakenPart) {
    const outcome = part.tries > bundleLimits.tries ? tooOften : await printPart(app, part).catch((error): Outcome => { failed(error); return { state: 'failed', reason: 'Something went wrong while it was made.', again: true } })
    const now = app.now()
    if (outcome) await db.transaction().execute(trx => settlePart(trx, by, part, outcome, now, retryMs))
    else await db.transaction().execute(trx => stopBundle(trx, part.bundle_id, 'Stopped: your role that allows this has ended.', now))
  }

  function run (staysOn: boolean): Promise<unknown> {
    const started = Array.from({ length: atOnce }, () => lane(staysOn))
    for (const one of started) {
      lanes.add(one)
      void one.finally(() => lanes.delete(one))
    }
    return Promise.all(started)
  }

  return {
    start () { void run(true) },
    async drain () { await run(false) },
    async close () {
      closing.abort()
      const done = new AbortController()
      await Promise.race([Promise.all(lanes), sleep(patienceMs, null, { signal: done.signal }).catch(() => {})])
      done.abort()
      clearInterval(renewing)
      await taking
      await giveBack(db, by)
    }
  }
}
