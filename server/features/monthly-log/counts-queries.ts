import { listAllItems } from '../lists/queries.ts'
import { monthWords } from './picture-rules.ts'
import { countKinds, isRoute } from './rules.ts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { CountSet, CountTable, FigureRow, FigureSource, Period, RowCount } from '../figures/counts.ts'
import type { CountKind } from './rules.ts'

type Meeting = Awaited<ReturnType<typeof listUncounted>>[number]
/** What a break-down says of the children that it does not place. */
const notSaid = { code: 'not-said', name: 'Not said' }

/** The monthly log as the releases ask for it: the true counts of the meetings that no release has counted yet. */
export const logFigures: FigureSource = {
  subject: 'log',
  name: 'Monthly log',
  async count (db, authorityId, period) {
    const meetings = await listUncounted(db, authorityId, period)
    const items = await listAllItems(db, authorityId)
    const byKind = await listCounts(db, authorityId, period)
    const months = [...new Set(meetings.map(({ met_on: day }) => day.slice(0, 7)))].sort().map(month => ({ code: month, name: monthWords(month) }))
    const of = (kind: CountKind) => ({ rows: items[countKinds[kind].list].map(({ code, name }) => ({ code, name })), counts: byKind.filter(row => row.kind === kind) })
    const referrals = totalsOf(meetings, meeting => meeting.new_children)
    return [
      {
        code: 'referrals',
        name: 'Children discussed for the first time',
        totals: referrals,
        tables: [
          monthTable(meetings, months, meeting => meeting.new_children),
          filledUp('reason', 'Reasons for referral', of('reason'), referrals, notSaid),
          filledUp('stage', 'Stage at referral', of('stage'), referrals, notSaid),
          filledUp('route', 'Route in', { ...of('route'), rows: of('route').rows.filter(row => isRoute(row.code)) }, referrals, { code: 'school', name: 'Straight from a school' }),
          viewTable('child-view', 'Child’s view', meetings, 'child_view_noted'),
          viewTable('parent-view', 'Parent’s or carer’s view', meetings, 'parent_view_noted')
        ],
        crossings: [
          { code: 'month-child-view', name: 'Child’s view by month', rows: 'month', columns: 'child-view', counts: viewByMonth(meetings, 'child_view_noted') },
          { code: 'month-parent-view', name: 'Parent’s or carer’s view by month', rows: 'month', columns: 'parent-view', counts: viewByMonth(meetings, 'parent_view_noted') }
        ]
      },
      simpleSet('reviewed', 'Children reviewed', meetings, months, meeting => meeting.reviewed_children),
      simpleSet('families', 'Families who came to a meeting', meetings, months, meeting => meeting.families_attended ?? 0),
      supportSet(of('support'))
    ]
  },
  async mark (trx: Trx, authorityId, period, releaseId) {
    await trx.updateTable('log_entry').set({ release_id: releaseId }).where('release_id', 'is', null).where('removed_at', 'is', null).where('met_on', '<=', period.to)
      .where('place_id', 'in', teams(trx, authorityId)).execute()
  }
}

const teams = (db: Kysely<Schema>, authorityId: string) => db.selectFrom('place').select('place.id').where('authority_id', '=', authorityId).where('kind', '=', 'community')

async function listUncounted (db: Db, authorityId: string, { to }: Period) {
  return db.selectFrom('log_entry').select(['id', 'place_id as team', 'met_on', 'new_children', 'reviewed_children', 'child_view_noted', 'parent_view_noted', 'families_attended'])
    .where('place_id', 'in', teams(db, authorityId)).where('met_on', '<=', to).where('release_id', 'is', null).where('removed_at', 'is', null).execute()
}

async function listCounts (db: Db, authorityId: string, { to }: Period) {
  const rows = await db.selectFrom('log_count').innerJoin('log_entry', 'log_entry.id', 'log_count.entry_id')
    .select(['log_entry.place_id as team', 'log_count.kind', 'log_count.code as row']).select(({ fn }) => fn.sum<number>('log_count.number').as('count'))
    .where('log_entry.place_id', 'in', teams(db, authorityId)).where('log_entry.met_on', '<=', to).where('log_entry.release_id', 'is', null).where('log_entry.removed_at', 'is', null)
    .groupBy(['log_entry.place_id', 'log_count.kind', 'log_count.code']).execute()
  return rows.map(row => ({ ...row, count: Number(row.count) }))
}

type NumberOf = (meeting: Meeting) => number
const totalsOf = (meetings: Meeting[], number: NumberOf) => added(meetings.map(meeting => ({ team: meeting.team, row: '', count: number(meeting) }))).map(({ team, count }) => ({ team, count }))

/** Counts of the same team and row together. */
function added (counts: RowCount[]): RowCount[] {
  const sums = new Map<string, RowCount>()
  for (const { team, row, count } of counts) sums.set(`${team} ${row}`, { team, row, count: (sums.get(`${team} ${row}`)?.count ?? 0) + count })
  return [...sums.values()]
}

const monthTable = (meetings: Meeting[], months: FigureRow[], number: NumberOf): CountTable =>
  ({ code: 'month', name: 'Month', rows: months, partition: true, counts: added(meetings.map(meeting => ({ team: meeting.team, row: meeting.met_on.slice(0, 7), count: number(meeting) }))) })

/** A break-down with one more row for the children it does not place, so that it adds up. Items whose count is nought everywhere stay, so that every release has the same rows. */
function filledUp (code: string, name: string, { rows, counts }: { rows: FigureRow[], counts: RowCount[] }, totals: { team: string, count: number }[], rest: FigureRow): CountTable {
  const known = new Set(rows.map(row => row.code))
  const placed = counts.filter(row => known.has(row.row)).map(({ team, row, count }) => ({ team, row, count }))
  const missing = totals.map(({ team, count }) => ({ team, row: rest.code, count: count - placed.reduce((sum, row) => row.team === team ? sum + row.count : sum, 0) }))
  return { code, name, rows: [...rows, rest], partition: true, counts: [...placed, ...missing] }
}

const viewRows = [{ code: 'noted', name: 'Noted' }, { code: 'not-gathered', name: 'Not gathered' }, { code: 'not-recorded', name: 'Not recorded' }]
type View = 'child_view_noted' | 'parent_view_noted'
/** A meeting's children by whether a view was noted. */
const viewParts = (meeting: Meeting, view: View) => meeting[view] === null
  ? [{ row: 'not-recorded', count: meeting.new_children }]
  : [{ row: 'noted', count: meeting[view] }, { row: 'not-gathered', count: meeting.new_children - meeting[view] }]

const viewTable = (code: string, name: string, meetings: Meeting[], view: View): CountTable =>
  ({ code, name, rows: viewRows, partition: true, counts: added(meetings.flatMap(meeting => viewParts(meeting, view).map(part => ({ team: meeting.team, ...part })))) })

/** By month for the whole authority: there the numbers are large enough. */
const viewByMonth = (meetings: Meeting[], view: View) =>
  added(meetings.flatMap(meeting => viewParts(meeting, view).map(part => ({ team: meeting.met_on.slice(0, 7), ...part })))).map(({ team: month, row: column, count }) => ({ row: month, column, count }))

const simpleSet = (code: string, name: string, meetings: Meeting[], months: FigureRow[], number: NumberOf): CountSet =>
  ({ code, name, totals: totalsOf(meetings, number), tables: [monthTable(meetings, months, number)] })

/** Each support that was agreed for a child is a case of its own. */
function supportSet ({ rows, counts }: { rows: FigureRow[], counts: RowCount[] }): CountSet {
  const cases = counts.map(({ team, row, count }) => ({ team, row, count }))
  return { code: 'supports', name: 'Supports agreed', totals: added(cases.map(({ team, count }) => ({ team, row: '', count }))).map(({ team, count }) => ({ team, count })), tables: [{ code: 'support', name: 'Support', rows, partition: true, counts: cases }] }
}
