import { Worker } from 'node:worker_threads'
import { Refusal } from '../../lib/errors.ts'
import type { Column, Head } from './head-rules.ts'
import type { Reading, ReadingParts } from './meeting-rules.ts'

export interface Shape { sheets: string[], sheet: string | null, head: Head, columns: Column[], rows: number, merged: number }
export interface Asked {
  file: { name: string, bytes: Uint8Array }
  sheet: string | null
  head: Head | null
  task: { kind: 'look' } | { kind: 'read', parts: Omit<ReadingParts, 'grid' | 'firstRow'> }
}
export type Answer = { shape: Shape, reading?: Reading } | { problem: string }

/** The time and memory that one file may cost. */
const limits = { milliseconds: 60_000, megabytes: 768, waiting: 5 }
const tooMuch = 'This file is too large or too tangled to be read. Copy the table alone into a new workbook, or save it as CSV, and choose that.'

let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** Read a file in a thread of its own, one file at a time; the others wait. @throws Refusal when too many do */
export async function readInThread (asked: Asked): Promise<Answer> {
  if (waiting >= limits.waiting) throw new Refusal('Several files are being read just now. Try again in a minute.')
  waiting++
  const mine = last.then(() => inThread(asked))
  last = mine.catch(() => {})
  try {
    return await mine
  } finally {
    waiting--
  }
}

function inThread (asked: Asked): Promise<Answer> {
  return new Promise(resolve => {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { workerData: asked, resourceLimits: { maxOldGenerationSizeMb: limits.megabytes }, execArgv: [], stdout: true, stderr: true })
    const done = (answer: Answer) => { clearTimeout(timer); resolve(answer); void worker.terminate() }
    const timer = setTimeout(() => done({ problem: tooMuch }), limits.milliseconds)
    worker.once('message', done)
    worker.once('error', () => done({ problem: tooMuch }))
    worker.once('exit', () => done({ problem: tooMuch }))
  })
}
