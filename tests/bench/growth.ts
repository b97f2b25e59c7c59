import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { connect } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { generate } from '../../server/demo/generate.ts'
import { findBoard, listAgreedLevels, listOverduePriorities, readStanding } from '../../server/features/city-board/queries.ts'
import { listTrends } from '../../server/features/city-board/trends.ts'
import { findViewer } from '../../server/features/people/queries.ts'
import { readRegister } from '../../server/features/recommendations/queries.ts'
import { dayOf, sessionName } from '../../server/lib/dates.ts'
import { startPostgres } from '../support/postgres.ts'
import { median } from './rounds.ts'
import type { Db } from '../../server/db/types.ts'
import type { Library } from '../../server/features/frameworks/library.ts'
import type { Viewer } from '../../server/permissions.ts'

interface Size { authorities: number, teams: number, sessions: number }
/** What has grown beside what it is compared with, and how much longer it may take. Three sessions at least: trends show that many. */
const scales: Record<string, { large: Size, small: Size, goal: number }> = {
  x10: { large: { authorities: 1, teams: 29, sessions: 30 }, small: { authorities: 1, teams: 29, sessions: 3 }, goal: 1.2 },
  x40: { large: { authorities: 1, teams: 29, sessions: 120 }, small: { authorities: 1, teams: 29, sessions: 3 }, goal: 1.2 },
  national: { large: { authorities: 32, teams: 100, sessions: 10 }, small: { authorities: 1, teams: 100, sessions: 10 }, goal: 1.5 }
}
export const scaleNames = Object.keys(scales)
const wordsOf = ({ authorities, teams, sessions }: Size) => `${authorities} × ${teams} teams × ${sessions} sessions`

/**
 * How the cost of the city board and of the register grows with what is stored: what one steering group reads for one session, from a small
 * and from a large generated data set, in turn (A B, B A, …), as the median of paired ratios.
 */
export async function benchGrowth (library: Library, kind: 'sqlite' | 'postgres', scale: string, rounds: number) {
  const { large, small, goal } = scales[scale]!
  const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-growth-'))
  const postgres = kind === 'postgres' ? await startPostgres() : null
  if (typeof postgres === 'string') return process.stdout.write(`growth ${scale}: not run, ${postgres}\n`)
  const server = postgres?.url
  const sides = [await side(large, 'large'), await side(small, 'small')] as const
  for (const [name, work] of [['board', readBoard], ['trends', readTrends], ['register', (db: Db, viewer: Viewer, library: Library) => readRegister(db, viewer, session, library)]] as const) {
    const time = async ({ db, viewer }: typeof sides[number]) => { const started = performance.now(); await work(db, viewer, library); return performance.now() - started }
    for (let n = 0; n < 20; n++) for (const one of sides) await time(one)
    const pairs: [number, number][] = []
    for (let n = 0; n < rounds * 12; n++) pairs.push(n % 2 === 0 ? [await time(sides[0]), await time(sides[1])] : (await time(sides[1]).then(async b => [await time(sides[0]), b] as [number, number])))
    process.stdout.write(`${name} on ${kind}, ${wordsOf(large)} beside ${wordsOf(small)}: ${median(pairs.map(([a, b]) => a / b)).toFixed(2)} × (${median(pairs.map(([a]) => a)).toFixed(1)} and ${median(pairs.map(([, b]) => b)).toFixed(1)} ms; goal ≤ ${goal})\n`)
  }
  for (const { db } of sides) await db.destroy()
  postgres?.stop()
  rmSync(folder, { recursive: true, force: true })

  async function side (size: Size, name: string) {
    const url = server ? await newDatabase(server, name) : path.join(folder, `${name}.sqlite`)
    const db = await connect(url)
    await migrate(db)
    await generate(db, library, { ...size, seed: 1 }, dayOf(new Date()))
    await sql`analyze`.execute(db)
    const { id } = await db.selectFrom('person').select('id').where('email_key', '=', 'steering.1@example.org').executeTakeFirstOrThrow()
    return { db, viewer: { ...(await findViewer(db, id))!, asking: 'city.view' as const } }
  }
}

const session = sessionName(dayOf(new Date()))

/** All that the board asks for. */
async function readBoard (db: Db, viewer: Viewer, library: Library) {
  const today = dayOf(new Date())
  const board = await findBoard(db, viewer, session, undefined, library)
  const ids = board.teams.map(team => team.id)
  await readStanding(db, ids, board.session)
  await listAgreedLevels(db, viewer.authorityId, board.session)
  await listOverduePriorities(db, ids, board.session, today)
}

const readTrends = async (db: Db, viewer: Viewer, library: Library) => listTrends(db, await findBoard(db, viewer, session, undefined, library), dayOf(new Date()), 3)

async function newDatabase (url: string, name: string): Promise<string> {
  const admin = await connect(url)
  await sql`create database ${sql.id(`growth_${name}`)}`.execute(admin)
  await admin.destroy()
  const address = new URL(url)
  address.pathname = `/growth_${name}`
  return address.href
}
