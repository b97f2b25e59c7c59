import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'

/** One side of a comparison: where to send requests, and what a good answer is. */
export interface Side { url: string, headers: Record<string, string>, bytes: number }
export interface Result { ratio: number, lowest: number, highest: number, app: number, baseline: number }

const seconds = 3

/** Requests per second of one side. @throws when an answer is not 200 or has another length: then it is not the same work */
async function rate (side: Side, connections: number): Promise<number> {
  const result = await autocannon({ url: side.url, headers: side.headers, connections, duration: seconds, pipelining: 1 })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${side.url}: ${result.non2xx} answers were not 200, ${result.errors} errors`)
  if (result.requests.total === 0) throw new Error(`${side.url}: no answers`)
  return result.requests.average
}

/** Pairs of runs in the order A B, B A, …: the median of their ratios, so that a slow moment hits both sides. */
export async function compare (app: Side, baseline: Side, connections: number, rounds: number): Promise<Result> {
  await rate(app, connections)
  await rate(baseline, connections)
  const pairs: { app: number, baseline: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0
    const one = await rate(first ? app : baseline, connections)
    const other = await rate(first ? baseline : app, connections)
    pairs.push(first ? { app: one, baseline: other } : { app: other, baseline: one })
    await wait(100)
  }
  const ratios = pairs.map(pair => pair.app / pair.baseline).sort((a, b) => a - b)
  return { ratio: median(ratios), lowest: ratios[0]!, highest: ratios.at(-1)!, app: median(pairs.map(pair => pair.app)), baseline: median(pairs.map(pair => pair.baseline)) }
}

/** The middle of some numbers. */
export function median (numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
