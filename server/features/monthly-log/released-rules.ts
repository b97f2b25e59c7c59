import { figureWords } from '../figures/words-rules.ts'
import { monthWords } from './picture-rules.ts'
import type { Point } from '../../lib/run-chart.ts'
import type { ReleasedTable } from '../figures/queries.ts'

const all = 'all'
export const valueIn = (table: ReleasedTable | undefined, row: string, column = all): number | null => table?.cells.find(cell => cell.row === row && cell.column === column)?.value ?? null
const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short' })
const monthOf = (day: string) => short.format(new Date(`${day}T00:00:00Z`)).replace('Sept', 'Sep')
/** '2026-08-01' to '2026-12-31' as 'Aug–Dec 2026'. */
export const termWords = ({ from, to }: { from: string, to: string }): string => `${monthOf(from)}–${monthOf(to)} ${to.slice(0, 4)}`

/** Children referred, month by month, as released. A month that two releases count is the sum of both, if both are shown. */
export function referralPoints (tables: ReleasedTable[]): Point[] {
  const months = new Map<string, number | null>()
  for (const table of tables.filter(one => one.code === 'referrals.month')) {
    for (const { code } of table.rows) {
      const value = valueIn(table, code)
      const before = months.get(code)
      months.set(code, before === undefined ? value : before === null || value === null ? null : before + value)
    }
  }
  return [...months].sort(([a], [b]) => a < b ? -1 : 1).map(([month, value]) => ({ label: monthWords(month), value }))
}

/** A released share: 'noted' of the children whose view was recorded, of a row of a crossing or of a whole term. */
function shareOf (table: ReleasedTable, cell: (row: string) => number | null): { noted: number, of: number } | null {
  const [noted, not] = [cell('noted'), cell('not-gathered')]
  return noted === null || not === null || noted + not < table.release.threshold ? null : { noted, of: noted + not }
}

export interface Share { label: string, share: { noted: number, of: number } | null }

/** A view, term by term. */
export const sharesByTerm = (tables: ReleasedTable[], code: 'child-view' | 'parent-view'): Share[] =>
  tables.filter(one => one.code === `referrals.${code}`).map(table => ({ label: termWords(table.release), share: shareOf(table, row => valueIn(table, row)) }))

/** A view, month by month: released for the whole authority only. */
export const sharesByMonth = (tables: ReleasedTable[], code: 'child-view' | 'parent-view'): Share[] =>
  tables.filter(one => one.code === `referrals.month-${code}` && one.cells.length > 0).flatMap(table => table.rows.map(({ code: month }) => ({ month, label: monthWords(month), share: shareOf(table, column => valueIn(table, month, column)) })))
    .sort((a, b) => a.month < b.month ? -1 : 1)

export const sharePoints = (shares: Share[]): Point[] => shares.map(({ label, share }) => ({ label, value: share && Math.round(share.noted / share.of * 100) }))
export const shareText = ({ share }: Share): string => share ? `${share.noted} of ${share.of} (${Math.round(share.noted / share.of * 100)}%)` : figureWords(null)

/** The newest released share in a sentence. */
export function shareSentence (who: string, shares: Share[]): string {
  const shown = shares.filter(({ share }) => share).at(-1)
  return shown ? `${who} view was noted for ${shown.share!.noted} of ${shown.share!.of} children (${Math.round(shown.share!.noted / shown.share!.of * 100)}%) in ${shown.label}.` : 'The released numbers are too small to show a share.'
}
