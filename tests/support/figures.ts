import { places } from './people.ts'
import { viewerOf } from './work.ts'
import { saveRelease } from '../../server/features/figures/changes.ts'
import type { Db } from '../../server/db/types.ts'
import type { CountSet } from '../../server/features/figures/counts.ts'

const rows = [{ code: 'attendance', name: 'Attendance' }, { code: 'learning', name: 'Learning' }, { code: 'wellbeing', name: 'Wellbeing' }]

/** Children of three teams and three reasons; `counts` are a team's rows in that order. */
export function reasonsSet (counts: Record<string, [number, number, number]>): CountSet {
  return {
    code: 'referrals',
    name: 'Children referred',
    totals: Object.entries(counts).map(([team, row]) => ({ team, count: row.reduce((a, b) => a + b, 0) })),
    tables: [{ code: 'reason', name: 'Reasons for referral', partition: true, rows, counts: Object.entries(counts).flatMap(([team, row]) => row.map((count, at) => ({ team, row: rows[at]!.code, count }))) }]
  }
}

/** Figures of August to December 2026 as the data officer released them: Strathfearn has three children, which nobody may see. */
export const released = (db: Db, counts: Record<string, [number, number, number]> = { [places.craigmor]: [12, 9, 2], [places.strathfearn]: [3, 0, 0], [places.inverallan]: [20, 15, 8] }, period = { from: '2025-08-01', to: '2025-12-31' }, threshold = 5) =>
  db.transaction().execute(trx => saveRelease(trx, viewerOf('dataOfficer'), { subject: 'log', period, threshold, sets: [reasonsSet(counts)] }, '2026-11-20T09:00:00.000Z'))
