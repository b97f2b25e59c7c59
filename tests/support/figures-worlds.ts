import { chance } from './figures-random.ts'
import type { Cell, CountSet, TreePlace } from '../../server/features/figures/counts.ts'

/** Tiny: an area or two, two or three teams each, two rows, few cases; so that every possible world can be tried. */
export function tinyFigures (seed: number): { places: TreePlace[], counts: Record<string, [number, number]> } {
  const roll = chance(seed)
  const areas = 1 + roll(2)
  const places: TreePlace[] = [{ id: 'city', parent: null }]
  const counts: Record<string, [number, number]> = {}
  for (let area = 0; area < areas; area++) {
    places.push({ id: `a${area}`, parent: 'city' })
    for (let team = 0; team < (areas === 1 ? 2 + roll(2) : 1 + roll(2)); team++) {
      places.push({ id: `a${area}t${team}`, parent: `a${area}` })
      counts[`a${area}t${team}`] = [roll(4 + roll(6)), roll(4 + roll(6))]
    }
  }
  return { places, counts }
}

export const tinySet = (counts: Record<string, [number, number]>): CountSet[] => [{
  code: 'k', name: 'Children', totals: Object.entries(counts).map(([team, [a, b]]) => ({ team, count: a + b })),
  tables: [{ code: 'x', name: 'X', partition: true, rows: ['a', 'b'].map(code => ({ code, name: code })), counts: Object.entries(counts).flatMap(([team, pair]) => pair.map((count, at) => ({ team, row: 'ab'[at]!, count }))) }]
}]

/** All counts of teams that agree with what is published, found by trying: not by any reasoning about sums. */
export function worldsOf (places: TreePlace[], cells: Cell[], most: number): Record<string, [number, number]>[] {
  const teams = places.filter(place => /t\d$/.test(place.id))
  const shown = new Map(cells.filter(cell => cell.value !== null).map(cell => [`${cell.place} ${cell.row}`, cell.value!]))
  const worlds: Record<string, [number, number]>[] = []
  const agrees = (place: string, [a, b]: [number, number]): boolean =>
    (shown.get(`${place} a`) ?? a) === a && (shown.get(`${place} b`) ?? b) === b && (shown.get(`${place} all`) ?? a + b) === a + b
  const sum = (world: Record<string, [number, number]>, start: string): [number, number] =>
    teams.filter(team => team.id.startsWith(start)).reduce<[number, number]>(([a, b], team) => [a + world[team.id]![0], b + world[team.id]![1]], [0, 0])
  const go = (at: number, world: Record<string, [number, number]>) => {
    const team = teams[at]
    const before = teams[at - 1]
    if (before && (!team || team.parent !== before.parent) && !agrees(before.parent!, sum(world, before.parent!))) return
    if (!team) {
      if (agrees('city', sum(world, 'a'))) worlds.push({ ...world })
      return
    }
    for (let a = 0; a <= most; a++) {
      for (let b = 0; b <= most; b++) if (agrees(team.id, [a, b])) go(at + 1, { ...world, [team.id]: [a, b] })
    }
  }
  go(0, {})
  return worlds
}
