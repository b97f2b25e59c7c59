import t from 'tap'
import { protect } from '../../server/features/figures/protection-rules.ts'
import { recovered } from '../support/figures-attack.ts'
import { chance, randomFigures, shapeOf } from '../support/figures-random.ts'
import { tinyFigures, tinySet, worldsOf } from '../support/figures-worlds.ts'

// FIGURE_TABLES=100000 FIGURE_SEED=1 npx tap tests/figures/attack.test.ts --timeout=0 runs the full number.
const sets = Number(process.env.FIGURE_TABLES ?? 2000)
const first = Number(process.env.FIGURE_SEED ?? 1)
const lotsOf = (seed: number) => { const roll = chance(seed); return () => roll(1e9) / 1e9 }

function publish (seed: number, withoutComplement = false) {
  const { places, sets, threshold } = randomFigures(seed)
  const cells = protect(places, sets, { threshold, chance: lotsOf(seed), withoutComplement })
  return { places, sets: shapeOf(sets), cells, tables: sets.reduce((sum, set) => sum + set.tables.length + 1 + set.crossings!.length, 0) }
}

t.test(`an attacker with linear programming recovers no suppressed cell of ${sets} tables`, async t => {
  const started = performance.now()
  let [tables, cells, suppressed, broken, seed] = [0, 0, 0, 0, first]
  for (; tables < sets; seed++) {
    const publication = publish(seed)
    const found = recovered(publication)
    if (found.length > 0 && ++broken < 10) t.fail(`seed ${seed}`, { found })
    tables += publication.tables
    cells += publication.cells.length
    suppressed += publication.cells.filter(cell => cell.value === null).length
  }
  t.equal(broken, 0)
  t.comment(`${tables} tables (seeds ${first} to ${seed - 1}), ${cells} cells, ${suppressed} suppressed, ${((performance.now() - started) / 1000).toFixed(0)} s`)
})

t.test('the same attack breaks what hides small numbers only', async t => {
  const broken = Array.from({ length: 100 }, (_, n) => recovered(publish(first + n, true))).filter(found => found.length > 0)
  t.ok(broken.length > 50, `${broken.length} of 100`)
})

t.test('trying every possible world pins no suppressed cell', async t => {
  let tried = 0
  for (let seed = first; tried < 20; seed++) {
    const { places, counts } = tinyFigures(seed)
    const cells = protect(places, tinySet(counts), { threshold: 5, chance: lotsOf(seed) })
    const whole = cells.find(cell => cell.place === 'city' && cell.row === 'all')!.value
    const suppressed = cells.filter(cell => cell.value === null)
    if (whole === null || whole > 11 || suppressed.length === 0 || suppressed.length > 12) continue
    const seen = new Map(suppressed.map(cell => [cell, new Set<number>()]))
    for (const world of worldsOf(places, cells, whole)) {
      for (const cell of suppressed) seen.get(cell)!.add(valueIn(world, cell.place, cell.row))
    }
    const pinned = suppressed.filter(cell => seen.get(cell)!.size < 2)
    if (pinned.length > 0) t.fail(`seed ${seed}`, { pinned })
    tried++
  }
  t.equal(tried, 20)
})

/** What a place's row would be in a world. */
function valueIn (world: Record<string, [number, number]>, place: string, row: string): number {
  const pairs = Object.entries(world).filter(([team]) => place === 'city' || team.startsWith(place)).map(([, pair]) => pair)
  return pairs.reduce((sum, [a, b]) => sum + (row === 'a' ? a : row === 'b' ? b : a + b), 0)
}
