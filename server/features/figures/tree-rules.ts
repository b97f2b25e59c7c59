import type { RowCount, TeamCount, TreePlace } from './counts.ts'

/** The places from the authority down, each after what it is part of. */
export interface Tree { root: string, places: TreePlace[], parent: Map<string, string | null>, kinds: Map<string, 'authority' | 'area' | 'team'> }

export function makeTree (given: TreePlace[]): Tree {
  const parent = new Map(given.map(place => [place.id, place.parent]))
  const depth = (id: string): number => { const up = parent.get(id); return up ? 1 + depth(up) : 0 }
  const places = given.toSorted((a, b) => depth(a.id) - depth(b.id))
  const roots = places.filter(place => place.parent === null)
  if (roots.length !== 1) throw new Error('Figures need one authority with everything below it.')
  const kinds = new Map(places.map(place => [place.id, (['authority', 'area', 'team'] as const)[Math.min(2, depth(place.id))]!]))
  return { root: roots[0]!.id, places, parent, kinds }
}

/** Counts of teams summed up to every place. A team that is not in the tree is an error: its cases would be lost in silence. */
export function sumUp (tree: Tree, counts: TeamCount[]): Map<string, number> {
  const sums = new Map(tree.places.map(place => [place.id, 0]))
  for (const { team, count } of counts) {
    if (!sums.has(team)) throw new Error(`Figures of an unknown team: ${team}`)
    if (!Number.isInteger(count) || count < 0) throw new Error(`${count} is not a count`)
    for (let place: string | null = team; place; place = tree.parent.get(place) ?? null) sums.set(place, sums.get(place)! + count)
  }
  return sums
}

/** The same for each row of a table. */
export function sumRows (tree: Tree, counts: RowCount[], rows: string[]): Map<string, Map<string, number>> {
  const byRow = Map.groupBy(counts, count => count.row)
  for (const row of byRow.keys()) if (!rows.includes(row)) throw new Error(`Figures of an unknown row: ${row}`)
  return new Map(rows.map(row => [row, sumUp(tree, byRow.get(row) ?? [])]))
}
