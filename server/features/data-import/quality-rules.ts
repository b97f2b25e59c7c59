import { rowList } from './cell-rules.ts'

export type FindingKind = 'missing' | 'impossible' | 'duplicate' | 'unknown' | 'personal' | 'note'
/** Something of a file to know. It never holds a cell of it. `leavesOut`: its rows are brought in only when they are put right. */
export interface Finding { kind: FindingKind, text: string, rows: string, number: number, leavesOut: boolean }

export const findingNames: Record<FindingKind, string> = { missing: 'Missing', impossible: 'Impossible', duplicate: 'Duplicate', unknown: 'Not known here', personal: 'May tell who somebody is', note: 'To know' }

/** Collects findings: the same sentence once, with all its rows. */
export function makeQuality () {
  const found = new Map<string, { kind: FindingKind, text: string, rows: number[] }>()
  return {
    add (kind: FindingKind, text: string, row: number) {
      const key = `${kind} ${text}`
      const known = found.get(key)
      if (known) known.rows.push(row)
      else found.set(key, { kind, text, rows: [row] })
    },
    list: (): Finding[] => [...found.values()].map(({ kind, text, rows }) => ({ kind, text, rows: rowList(rows), number: new Set(rows).size, leavesOut: kind !== 'note' && kind !== 'personal' })).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  }
}
const order: FindingKind[] = ['impossible', 'missing', 'duplicate', 'unknown', 'personal', 'note']
