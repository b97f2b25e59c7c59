import type { FindingKind } from './tables.ts'

export const kindNames: Record<FindingKind, string> = { strength: 'Strength', question: 'Question', opportunity: 'Opportunity', recommendation: 'Recommendation' }
export const kinds = Object.keys(kindNames) as FindingKind[]
export const longestFinding = 3000
/** More cards would not be read by a group that has to agree on them. */
export const mostFindings = 500

interface Sorted { id: string, theme_id: string | null, kind: FindingKind, position: number }

/** Findings by theme in the visit's order, then by kind, then as they were ordered; those of no theme last. */
export const inOrder = <Row extends Sorted>(rows: Row[], themes: { id: string }[]): Row[] => {
  const place = new Map(themes.map((theme, index) => [theme.id, index]))
  const rank = (row: Row) => row.theme_id === null ? themes.length : place.get(row.theme_id) ?? themes.length
  return rows.toSorted((a, b) => rank(a) - rank(b) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** 'Agreed by Vikram Rao and Tam Gillespie', and who of the core group has not said so yet. */
export function agreementWords (agreed: { by_name: string }[], core: { name: string }[], inWords: (names: string[]) => string): string {
  const names = agreed.map(row => row.by_name)
  const open = core.map(person => person.name).filter(name => !names.includes(name))
  return [names.length > 0 ? `Agreed by ${inWords(names)}` : 'Nobody has agreed yet', ...open.length > 0 && names.length > 0 ? [`not yet ${inWords(open)}`] : []].join('; ')
}
