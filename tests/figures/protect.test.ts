import t from 'tap'
import { protect as protectByLot } from '../../server/features/figures/protection-rules.ts'
import type { CountSet, TreePlace } from '../../server/features/figures/counts.ts'

/** Without lots, so that a test can say which are hidden. */
const protect = (places: TreePlace[], sets: CountSet[], options: { threshold: number }) => protectByLot(places, sets, { ...options, chance: () => 0.5 })

const places: TreePlace[] = [
  { id: 'city', parent: null }, { id: 'north', parent: 'city' }, { id: 'south', parent: 'city' },
  ...['n1', 'n2', 'n3'].map(id => ({ id, parent: 'north' })), ...['s1', 's2', 's3'].map(id => ({ id, parent: 'south' }))
]
const rowsOf = (...codes: string[]) => codes.map(code => ({ code, name: code }))

/** A set of one table, from the counts of each team's rows. */
function setOf (counts: Record<string, Record<string, number>>, partition = true, totals?: Record<string, number>): CountSet {
  const sum = (row: Record<string, number>): number => Object.values(row).reduce((a, b) => a + b, 0)
  return {
    code: 'children', name: 'Children',
    totals: Object.entries(counts).map(([team, row]) => ({ team, count: totals?.[team] ?? sum(row) })),
    tables: [{
      code: 'reason', name: 'Reason', partition, rows: rowsOf('a', 'b', 'c'),
      counts: Object.entries(counts).flatMap(([team, row]) => Object.entries(row).map(([row, count]) => ({ team, row, count })))
    }]
  }
}
const valueOf = (cells: ReturnType<typeof protect>, place: string, table = 'children', row = 'all') => cells.find(cell => cell.place === place && cell.table === table && cell.row === row)!.value
const all = (n: number) => ({ a: n, b: n, c: n })

t.test('large numbers are shown as they are, and add up', async t => {
  const cells = protect(places, [setOf({ n1: all(6), n2: all(7), n3: all(8), s1: all(9), s2: all(10), s3: all(11) })], { threshold: 5 })
  t.equal(cells.filter(cell => cell.value === null).length, 0)
  t.equal(valueOf(cells, 'north'), 63)
  t.equal(valueOf(cells, 'city', 'children.reason', 'b'), 51)
})

t.test('a team with three cases shows nothing, and another total of its area is hidden with it', async t => {
  const cells = protect(places, [setOf({ n1: { a: 3 }, n2: all(7), n3: all(8), s1: all(9), s2: all(10), s3: all(11) })], { threshold: 5 })
  t.equal(valueOf(cells, 'n1'), null)
  t.equal(valueOf(cells, 'n1', 'children.reason', 'a'), null)
  t.equal(valueOf(cells, 'n1', 'children.reason', 'b'), null, 'nor that there are none of a kind')
  t.equal([valueOf(cells, 'n2'), valueOf(cells, 'n3')].filter(value => value === null).length, 1, 'otherwise North less n2 and n3 would be n1')
  t.equal(valueOf(cells, 'north'), 48)
  t.equal(valueOf(cells, 's1'), 27)
})

t.test('a small row is hidden with another of its team, and with rows of another team', async t => {
  const cells = protect(places, [setOf({ n1: { a: 2, b: 9, c: 9 }, n2: all(7), n3: all(8), s1: all(9), s2: all(10), s3: all(11) })], { threshold: 5 })
  const hidden = cells.filter(cell => cell.value === null).map(cell => `${cell.place} ${cell.row}`).sort()
  t.equal(hidden.length, 4)
  t.ok(hidden.includes('n1 a'))
  t.equal(valueOf(cells, 'n1'), 20)
})

t.test('a small rest beside a total is as telling as a small number', async t => {
  const totals = { n1: 12, n2: 20, n3: 20, s1: 20, s2: 20, s3: 20 }
  const cells = protect(places, [setOf({ n1: { a: 10 }, n2: { a: 10 }, n3: { a: 9 }, s1: { a: 8 }, s2: { a: 8 }, s3: { a: 8 } }, false, totals)], { threshold: 5 })
  t.equal(valueOf(cells, 'n1', 'children.reason', 'a'), null, '12 less 10 would be two children')
  t.equal(valueOf(cells, 'n1', 'children.reason', 'b'), 0)
})

t.test('few cases in many teams: only the authority is told', async t => {
  const cells = protect(places, [setOf({ n1: { a: 1 }, n2: { a: 1 }, n3: { b: 1 }, s1: { a: 1 }, s2: { b: 1 }, s3: { b: 1 } })], { threshold: 5 })
  t.same(cells.filter(cell => cell.value !== null && cell.value > 0).map(cell => `${cell.place} ${cell.row}`), ['city all'])
})

t.test('fewer than the threshold in the whole authority: nothing is told', async t => {
  const cells = protect(places, [setOf({ n1: { a: 3 } })], { threshold: 5 })
  t.same(cells.filter(cell => cell.value !== null && cell.value > 0), [])
})

t.test('what cannot be right is refused', async t => {
  t.throws(() => protect(places, [], { threshold: 2 }), /at least 3/)
  t.throws(() => protect(places, [setOf({ x: all(5) })], { threshold: 5 }), /unknown team/)
  t.throws(() => protect(places, [setOf({ n1: { a: 6 } }, true, { n1: 7 })], { threshold: 5 }), /do not add up/)
  t.throws(() => protect(places, [setOf({ n1: { a: 6 } }), setOf({ n1: { a: 6 } })], { threshold: 5 }), /same code/)
})

t.test('29 teams and 100 teams with ten rows are quick', async t => {
  for (const [teams, most] of [[29, 3000], [100, 20000]] as const) {
    const tree: TreePlace[] = [{ id: 'city', parent: null }, ...['x', 'y', 'z'].map(id => ({ id, parent: 'city' })), ...Array.from({ length: teams }, (_, n) => ({ id: `t${n}`, parent: 'xyz'[n % 3]! }))]
    const rows = rowsOf(...Array.from({ length: 10 }, (_, n) => `r${n}`))
    const counts = tree.slice(4).flatMap(({ id: team }, n) => rows.map(({ code: row }, r) => ({ team, row, count: (n * 7 + r * 13 + n * r) % 17 })))
    const totals = tree.slice(4).map(({ id: team }) => ({ team, count: counts.filter(one => one.team === team).reduce((sum, one) => sum + one.count, 0) }))
    const started = performance.now()
    const cells = protect(tree, [{ code: 's', name: 'S', totals, tables: [{ code: 'r', name: 'R', partition: true, rows, counts }] }], { threshold: 5 })
    const took = performance.now() - started
    t.comment(`${teams} teams: ${took.toFixed(0)} ms, ${cells.filter(cell => cell.value === null).length} of ${cells.length} suppressed`)
    t.ok(took < most)
  }
})
