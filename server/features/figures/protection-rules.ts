import { protectCrossing } from './crossing-rules.ts'
import { makeNetwork, makeRoom, makeRoomUpTo } from './network-rules.ts'
import { makeTree, sumRows, sumUp } from './tree-rules.ts'
import type { Cell, CountSet, CountTable, TreePlace } from './counts.ts'
import type { Arc } from './network-rules.ts'
import type { Tree } from './tree-rules.ts'

/** Fewer than this many could be recognised. An authority may ask for more, never for less than 3. */
export const usualThreshold = 5
export const leastThreshold = 3
export const all = 'all'

/**
 * `chance` gives numbers from 0 to 1. What hides the hidden is drawn by lot, and not by size: a reader who knows these rules could
 * otherwise repeat them for every possible world. `withoutComplement` is for tests only: it leaves out what hides the hidden.
 */
export interface Options { threshold: number, chance: () => number, withoutComplement?: boolean }

/**
 * What may be shown of the counts of one release. In the order of the argument:
 * 1. Totals. A total of 1 to threshold − 1 is hidden, with others of its level, so that it could as well be the threshold or more.
 * 2. A place whose total is hidden shows nothing of its cases at all, except that there are none of a kind where there are none in
 *    the whole place above. So cases could have moved between hidden places, in every table alike.
 * 3. Each table, its totals fixed: small counts are hidden with others on one circle of the flow (see network-rules.ts). Beside a
 *    total, a small rest is hidden like a small count. As only cells on circles are hidden, none of them can be worked out.
 */
export function protect (places: TreePlace[], sets: CountSet[], options: Options): Cell[] {
  if (options.threshold < leastThreshold) throw new Error(`A threshold is at least ${leastThreshold}.`)
  const tree = makeTree(places)
  refuseTwice(sets.flatMap(set => [set.code, ...set.tables.map(table => `${set.code}.${table.code}`), ...(set.crossings ?? []).map(crossing => `${set.code}.${crossing.code}`)]))
  return sets.flatMap(set => protectSet(tree, set, options))
}

function refuseTwice (codes: string[]) {
  if (new Set(codes).size < codes.length) throw new Error('Two tables of figures have the same code.')
}

function protectSet (tree: Tree, set: CountSet, options: Options): Cell[] {
  const totals = sumUp(tree, set.totals)
  const hidden = hiddenTotals(tree, totals, options)
  const cells: Cell[] = tree.places.map(({ id }) => ({ place: id, table: set.code, row: all, column: all, value: hidden.has(id) ? null : totals.get(id)! }))
  const tables = new Map(set.tables.map(table => [table.code, protectTable(tree, set.code, table, { totals, hidden }, options)]))
  const crossings = (set.crossings ?? []).flatMap(crossing => {
    const find = (code: string): CountTable => {
      const table = set.tables.find(table => table.code === code)
      if (!table?.partition) throw new Error(`${crossing.code} crosses ${code}, which is no table whose rows add up.`)
      return table
    }
    const shown = (code: string) => tables.get(code)!.filter(cell => cell.place === tree.root)
    return protectCrossing(tree.root, set.code, crossing, { rows: find(crossing.rows), columns: find(crossing.columns), shown: [...shown(crossing.rows), ...shown(crossing.columns)] }, options)
  })
  return [...cells, ...[...tables.values()].flat(), ...crossings]
}

interface Totals { totals: Map<string, number>, hidden: Set<string> }
const isSmall = (value: number, threshold: number): boolean => value > 0 && value < threshold
const costs = { team: 1, area: 12, authority: 150 }

/** The places whose total is hidden. Where hiding a few does not do, only the total of the whole authority is left. */
function hiddenTotals (tree: Tree, totals: Map<string, number>, { threshold, chance, withoutComplement }: Options): Set<string> {
  const whole = totals.get(tree.root)!
  const withCases = tree.places.filter(({ id }) => totals.get(id)! > 0)
  if (isSmall(whole, threshold)) return new Set(withCases.map(({ id }) => id))
  const node = new Map(tree.places.map(({ id }, index) => [id, index + 1]))
  const parts = withCases.filter(({ id }) => id !== tree.root).map(({ id }) => {
    const value = totals.get(id)!
    return { id, arc: { from: leaves(tree, id) ? 0 : node.get(id)!, to: node.get(tree.parent.get(id)!)!, value, most: Infinity, hidden: isSmall(value, threshold), cost: costOf(tree, id, value, chance) } satisfies Arc }
  })
  // What comes out at the top goes in at the bottom, and does not change.
  const network = makeNetwork(parts.map(({ arc }) => arc), tree.places.length + 1)
  const primary = parts.filter(({ arc }) => arc.hidden)
  if (!withoutComplement) {
    for (const { arc } of primary.toSorted((a, b) => a.arc.value - b.arc.value)) {
      if (!makeRoom(network, arc, { by: threshold - arc.value, up: true, least: 1 })) return allBelow(tree)
    }
  }
  return new Set(parts.filter(({ arc }) => arc.hidden).map(({ id }) => id))
}

/** Every place but the authority, and what is all there is of it: an only area says no more than the authority. */
function allBelow (tree: Tree): Set<string> {
  const hidden = new Set<string>()
  for (const { id, parent } of tree.places) {
    if (parent !== null && (hidden.has(parent) || tree.places.filter(place => place.parent === parent).length > 1)) hidden.add(id)
  }
  return hidden
}

const leaves = (tree: Tree, id: string): boolean => tree.kinds.get(id) === 'team'

/** Teams are hidden rather than what readers compare them with. Nothing at all is a poor hiding place. */
const costOf = (tree: Tree, id: string, value: number, chance: () => number): number => costs[tree.kinds.get(id)!] * (value === 0 ? 2 : 1) * (0.5 + chance())

function protectTable (tree: Tree, set: string, table: CountTable, { totals, hidden }: Totals, options: Options): Cell[] {
  const rows = table.rows.map(row => row.code)
  const sums = sumRows(tree, table.counts, rows)
  if (table.partition) refuseUneven(tree, table, sums, totals)
  const pieces = table.partition ? [rows] : rows.map(row => [row])
  return pieces.flatMap(piece => protectPiece(tree, piece, sums, { totals, hidden }, table.partition, options))
    .map(({ place, row, arc }) => ({ place, table: `${set}.${table.code}`, row, column: all, value: arc.hidden ? null : arc.value }))
}

function refuseUneven (tree: Tree, table: CountTable, sums: Map<string, Map<string, number>>, totals: Map<string, number>) {
  for (const { id } of tree.places) {
    const sum = [...sums.values()].reduce((sum, row) => sum + row.get(id)!, 0)
    if (sum !== totals.get(id)) throw new Error(`The rows of ${table.code} do not add up to the total.`)
  }
}

/** The rows that add up to the total, or one row that stands beside it. */
function protectPiece (tree: Tree, rows: string[], sums: Map<string, Map<string, number>>, { totals, hidden }: Totals, partition: boolean, { threshold, chance, withoutComplement }: Options) {
  const places = new Map(tree.places.map(({ id }, index) => [id, index]))
  const sumNode = (id: string, row: number): number => 1 + places.size + row * places.size + places.get(id)!
  const shownAbove = (id: string): string | null => { let at: string | null = id; while (at && hidden.has(at)) at = tree.parent.get(at) ?? null; return at }
  const cells = rows.flatMap((row, r) => tree.places.map(({ id }) => {
    const value = sums.get(row)!.get(id)!
    const most = partition ? Infinity : totals.get(id)!
    if (value > totals.get(id)!) throw new Error(`${row}: more than there are in all`)
    const above = shownAbove(id)
    const secret = hidden.has(id) && (above === null || sums.get(row)!.get(above)! > 0)
    // Of places whose totals are hidden, only what they have together is known: they share a node.
    const from = !leaves(tree, id) ? sumNode(id, r) : !partition || above === null ? 0 : 1 + places.get(hidden.has(id) ? above : id)!
    const to = id === tree.root ? 0 : sumNode(tree.parent.get(id)!, r)
    const small = isSmall(value, threshold)
    const fewWithout = !partition && isSmall(most - value, threshold)
    const arc: Arc = { from, to, value, most, hidden: secret || small || fewWithout, cost: costOf(tree, id, value, chance) }
    return { place: id, row, arc, small, fewWithout }
  }))
  if (withoutComplement || hidden.has(tree.root)) return cells
  const network = makeNetwork(cells.filter(({ place }) => totals.get(place)! > 0 || hidden.has(place)).map(({ arc }) => arc), 1 + places.size * (rows.length + 1))
  for (const { arc, small, fewWithout } of cells.filter(({ arc }) => arc.hidden)) {
    const up = small ? threshold - arc.value : 1
    const safe = makeRoomUpTo(network, arc, up, true) || makeRoomUpTo(network, arc, 1, false)
    if (!safe && (arc.value > 0 || arc.most > 0)) throw new Error('A count could not be protected.')
    if (fewWithout) makeRoomUpTo(network, arc, threshold - (arc.most - arc.value), false)
  }
  return cells
}
