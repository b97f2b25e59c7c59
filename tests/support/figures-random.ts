import type { CountSet, TreePlace } from '../../server/features/figures/counts.ts'
import type { Known } from './figures-attack.ts'

/** The same numbers for the same seed (mulberry32). */
export function chance (seed: number): (below: number) => number {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6D2B79F5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** A small authority with counts that are mostly small: the hard case. */
export function randomFigures (seed: number, { most = 3 } = {}): { places: TreePlace[], sets: CountSet[], threshold: number } {
  const roll = chance(seed)
  const places: TreePlace[] = [{ id: 'city', parent: null }]
  for (let area = 0; area < 1 + roll(3); area++) {
    places.push({ id: `a${area}`, parent: 'city' })
    for (let team = 0; team < 1 + roll(most); team++) places.push({ id: `a${area}t${team}`, parent: `a${area}` })
  }
  const teams = places.filter(place => place.id.includes('t') && place.parent !== null && place.parent !== 'city').map(place => place.id)
  const kinds = Array.from({ length: 2 }, (_, table) => Array.from({ length: 2 + roll(3) }, (_, row) => `${'xy'[table]}${row}`))
  const supports = Array.from({ length: roll(3) }, (_, row) => `s${row}`)
  // Records, so that every table and crossing counts the same cases.
  const records = teams.flatMap(team => {
    const usual = roll(kinds[0]!.length)
    return Array.from({ length: [0, roll(5), 3 + roll(8), 5 + roll(25), 20 + roll(30)][roll(5)]! }, () => ({
      team, x: kinds[0]![roll(3) === 0 ? roll(kinds[0]!.length) : usual]!, y: kinds[1]![roll(2) === 0 ? 0 : roll(kinds[1]!.length)]!, with: supports.filter(() => roll(3) > 0)
    }))
  })
  const rows = (codes: string[]) => codes.map(code => ({ code, name: code }))
  const sets: CountSet[] = [{
    code: 'k', name: 'Children',
    totals: teams.map(team => ({ team, count: records.filter(record => record.team === team).length })),
    tables: [
      { code: 'x', name: 'X', partition: true, rows: rows(kinds[0]!), counts: records.map(({ team, x: row }) => ({ team, row, count: 1 })) },
      { code: 'y', name: 'Y', partition: true, rows: rows(kinds[1]!), counts: records.map(({ team, y: row }) => ({ team, row, count: 1 })) },
      ...(supports.length > 0 ? [{ code: 's', name: 'S', partition: false, rows: rows(supports), counts: records.flatMap(({ team, with: has }) => has.map(row => ({ team, row, count: 1 }))) }] : [])
    ],
    crossings: [{ code: 'x-y', name: 'X by Y', rows: 'x', columns: 'y', counts: kinds[0]!.flatMap(x => kinds[1]!.map(y => ({ row: x, column: y, count: records.filter(record => record.x === x && record.y === y).length }))) }]
  }]
  return { places, sets, threshold: [3, 5, 5, 5, 8, 10][roll(6)]! }
}

/** What everybody knows of the sets: their shape. */
export const shapeOf = (sets: CountSet[]): Known['sets'] => sets.map(({ code, tables, crossings = [] }) => ({
  code, tables: tables.map(({ code, rows, partition }) => ({ code, partition, rows: rows.map(row => row.code) })), crossings: crossings.map(({ code, rows, columns }) => ({ code, rows, columns }))
}))
