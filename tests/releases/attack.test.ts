import { parse } from 'csv-parse/sync'
import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { all, tokenFor } from '../support/api.ts'
import { reasonsSet, released } from '../support/figures.ts'
import { recovered } from '../support/figures-attack.ts'
import { chance, shapeOf } from '../support/figures-random.ts'
import type { Cell, TreePlace } from '../../server/features/figures/counts.ts'

/** The organisation of the cast, by the slugs that readers see. */
const tree: TreePlace[] = [
  { id: 'strathclutha', parent: null }, { id: 'north', parent: 'strathclutha' }, { id: 'south', parent: 'strathclutha' },
  { id: 'craigmor', parent: 'north' }, { id: 'strathfearn', parent: 'north' }, { id: 'inverallan', parent: 'south' }
]
const teams = [places.craigmor, places.strathfearn, places.inverallan]
const shape = shapeOf([reasonsSet({})])
const codes: Record<string, string> = { Attendance: 'attendance', Learning: 'learning', Wellbeing: 'wellbeing', All: 'all' }
const terms = [{ from: '2025-04-01', to: '2025-07-31' }, { from: '2025-08-01', to: '2025-12-31' }]

t.test('through the program’s list, the files and the pages of 12 authorities, over two dates, nothing is recovered', async t => {
  for (let seed = 1; seed <= 12; seed++) {
    const roll = chance(seed)
    const test = await testApp(t)
    for (const period of terms) await released(test.db, Object.fromEntries(teams.map(team => [team, [roll(9), roll(14), roll(5)] as [number, number, number]])), period, 5)
    const token = await tokenFor(test)
    const rows = (await all(test, token, 'figures')) as { to: string, place: string, table: string, row: string, column: string, value: number | null }[]
    for (const { to } of terms) {
      const cells: Cell[] = rows.filter(row => row.to === to)
      t.same(recovered({ places: tree, sets: shape, cells }), [], `seed ${seed}, the list`)
      t.same(await fromFiles(test, to), cells.map(({ place, table, row, value }) => `${place} ${table} ${row} ${value}`).sort(), 'files say the same as the list')
      for (const { place, value } of cells.filter(cell => cell.table === 'referrals')) {
        const { body } = await test.as('steering').get(`/figures/${place}?term=${to}`)
        t.ok(body.includes(value === null ? 'The number is suppressed' : `${value} in all.`), `${place}’s page says the same`)
      }
    }
    // What a reader would work out for the year: the sum of two terms gives nothing where one is suppressed, and nothing else where none is.
    const [first, second] = terms.map(({ to }) => rows.filter(row => row.to === to))
    const both = first!.map((row, at) => ({ ...row, value: row.value === null || second![at]!.value === null ? null : row.value + second![at]!.value }))
    t.ok(both.every((row, at) => row.value !== null || first![at]!.value === null || second![at]!.value === null))
  }
})

/** Every cell of the files of the authority and its areas. */
async function fromFiles ({ as }: Awaited<ReturnType<typeof testApp>>, to: string): Promise<string[]> {
  const cells = new Set<string>()
  for (const place of ['strathclutha', 'north', 'south']) {
    const { body } = await as('steering').get(`/figures/${place}/figures.csv?term=${to}`)
    for (const row of parse(body, { bom: true, columns: true }) as Record<string, string>[]) {
      const slug = row.Place!.toLowerCase().split(' ')[0]!
      cells.add(`${slug} ${row.Table === 'Total' ? 'referrals' : 'referrals.reason'} ${codes[row.Row!]} ${row.Number === '' ? null : row.Number}`)
    }
  }
  return [...cells].sort()
}
