import type { Cell, TreePlace } from '../../server/features/figures/counts.ts'

/**
 * An attacker who knows every published number, how places and rows add up, and that counts are not negative, and who asks for each
 * suppressed cell what is the least and the most it can be: linear programming over everything at once. It shares no thought and no code
 * with the protection, which looks for circles.
 */
export interface Known {
  places: TreePlace[]
  sets: { code: string, tables: { code: string, rows: string[], partition: boolean }[], crossings: { code: string, rows: string, columns: string }[] }[]
  cells: Cell[]
}

/** The suppressed cells that have only one possible value, as 'place table row column = value'. */
export function recovered (known: Known): string[] {
  const system = systemOf(known)
  const tableau = startingPoint(system)
  const least = new Array<number>(system.names.length).fill(Infinity)
  const most = new Array<number>(system.names.length).fill(-Infinity)
  const look = () => {
    for (let cell = 0; cell < system.cells; cell++) {
      const value = valueAt(tableau, cell)
      least[cell] = Math.min(least[cell]!, value)
      most[cell] = Math.max(most[cell]!, value)
    }
  }
  look()
  const pinned: string[] = []
  for (let cell = 0; cell < system.cells; cell++) {
    for (const sign of [1, -1]) {
      if (wide(least[cell]!, most[cell]!)) break
      if (push(tableau, cell, sign, look) === 'no end') most[cell] = Infinity
    }
    if (!wide(least[cell]!, most[cell]!)) pinned.push(`${system.names[cell]} = ${Math.round(least[cell]!)}`)
  }
  return pinned
}

/** Two whole numbers or more. */
const wide = (least: number, most: number): boolean => Math.floor(most + 1e-6) > Math.ceil(least - 1e-6)

interface System { names: string[], cells: number, rows: number[][], right: number[] }

/** Every sum that must hold, with what is published put in. */
function systemOf ({ places, sets, cells }: Known): System {
  const values = new Map(cells.map(cell => [`${cell.place} ${cell.table} ${cell.row} ${cell.column}`, cell.value]))
  const unknown = new Map<string, number>()
  for (const [name, value] of values) if (value === null) unknown.set(name, unknown.size)
  const equations: { terms: [string, number][], atLeast: boolean }[] = []
  const root = places.find(place => place.parent === null)!.id
  const tree = (table: string, row: string) => {
    for (const { id } of places) {
      const parts = places.filter(place => place.parent === id)
      if (parts.length > 0) equations.push({ atLeast: false, terms: [[`${id} ${table} ${row} all`, 1], ...parts.map(part => [`${part.id} ${table} ${row} all`, -1] as [string, number])] })
    }
  }
  for (const set of sets) {
    tree(set.code, 'all')
    for (const { code, rows, partition } of set.tables) {
      const table = `${set.code}.${code}`
      for (const row of rows) tree(table, row)
      for (const { id } of places) {
        const parts = rows.map(row => [`${id} ${table} ${row} all`, -1] as [string, number])
        if (partition) equations.push({ atLeast: false, terms: [[`${id} ${set.code} all all`, 1], ...parts] })
        else for (const part of parts) equations.push({ atLeast: true, terms: [[`${id} ${set.code} all all`, 1], part] })
      }
    }
    for (const crossing of set.crossings) {
      const of = (code: string): string[] => set.tables.find(table => table.code === code)!.rows
      const cell = (row: string, column: string): [string, number] => [`${root} ${set.code}.${crossing.code} ${row} ${column}`, -1]
      for (const row of of(crossing.rows)) equations.push({ atLeast: false, terms: [[`${root} ${set.code}.${crossing.rows} ${row} all`, 1], ...of(crossing.columns).map(column => cell(row, column))] })
      for (const column of of(crossing.columns)) equations.push({ atLeast: false, terms: [[`${root} ${set.code}.${crossing.columns} ${column} all`, 1], ...of(crossing.rows).map(row => cell(row, column))] })
    }
  }
  const names = [...unknown.keys()]
  const rows: number[][] = []
  const right: number[] = []
  let width = names.length
  for (const { terms, atLeast } of equations) {
    const row: number[] = []
    let sum = 0
    for (const [name, sign] of terms) {
      const value = values.get(name)
      if (value === undefined) throw new Error(`Not published: ${name}`)
      if (value === null) row[unknown.get(name)!] = sign
      else sum -= sign * value
    }
    if (row.length === 0) { if (atLeast ? sum > 0 : sum !== 0) throw new Error(`What is published does not add up: ${terms.map(term => term[0]).join(', ')}`); continue }
    if (atLeast) row[width++] = -1
    rows.push(row)
    right.push(sum)
  }
  return { names, cells: names.length, rows: rows.map(row => Array.from({ length: width }, (_, column) => row[column] ?? 0)), right }
}

interface Tableau { rows: Float64Array[], basis: number[], width: number }
const nought = 1e-9

const valueAt = ({ rows, basis, width }: Tableau, variable: number): number => { const row = basis.indexOf(variable); return row === -1 ? 0 : rows[row]![width]! }

function pivot ({ rows, basis, width }: Tableau, at: number, column: number) {
  const row = rows[at]!
  const by = row[column]!
  for (let i = 0; i <= width; i++) row[i] = row[i]! / by
  for (const other of rows) {
    const times = other[column]!
    if (other === row || Math.abs(times) < nought) continue
    for (let i = 0; i <= width; i++) other[i] = other[i]! - times * row[i]!
  }
  basis[at] = column
}

/** A possible world: artificial variables first, then without them. */
function startingPoint ({ rows, right }: System): Tableau {
  const real = rows[0]?.length ?? 0
  const width = real + rows.length
  const tableau: Tableau = {
    width, basis: rows.map((_, at) => real + at),
    rows: rows.map((row, at) => { const sign = right[at]! < 0 ? -1 : 1; return Float64Array.from({ length: width + 1 }, (_, i) => i < real ? sign * row[i]! : i === width ? sign * right[at]! : i - real === at ? 1 : 0) })
  }
  const cost = (variable: number): number => variable >= real ? -1 : 0
  improve(tableau, cost, width, () => {})
  if (tableau.basis.some((variable, at) => variable >= real && tableau.rows[at]![width]! > 1e-6)) throw new Error('What is published cannot be.')
  for (let at = tableau.rows.length - 1; at >= 0; at--) {
    if (tableau.basis[at]! < real) continue
    const column = tableau.rows[at]!.findIndex((value, i) => i < real && Math.abs(value) > 1e-7)
    if (column !== -1) pivot(tableau, at, column)
    else { tableau.rows.splice(at, 1); tableau.basis.splice(at, 1) }
  }
  tableau.rows = tableau.rows.map(row => Float64Array.from({ length: real + 1 }, (_, i) => i < real ? row[i]! : row[width]!))
  tableau.width = real
  return tableau
}

const push = (tableau: Tableau, variable: number, sign: number, look: () => void) => improve(tableau, at => at === variable ? sign : 0, tableau.width, look)

/** Simplex with Bland's rule, which never goes round in circles. */
function improve (tableau: Tableau, cost: (variable: number) => number, columns: number, look: () => void): 'no end' | 'best' {
  const { rows, basis, width } = tableau
  for (;;) {
    const prices = rows.map((_, at) => cost(basis[at]!))
    const enters = Array.from({ length: columns }).findIndex((_, column) => {
      let gain = cost(column)
      for (let at = 0; at < rows.length; at++) if (prices[at] !== 0) gain -= prices[at]! * rows[at]![column]!
      return gain > 1e-7
    })
    if (enters === -1) return 'best'
    let leaves = -1
    let room = Infinity
    for (let at = 0; at < rows.length; at++) {
      const by = rows[at]![enters]!
      if (by <= 1e-7) continue
      const ratio = rows[at]![width]! / by
      if (ratio < room - nought || (ratio < room + nought && leaves !== -1 && basis[at]! < basis[leaves]!)) { room = ratio; leaves = at }
    }
    if (leaves === -1) return 'no end'
    pivot(tableau, leaves, enters)
    look()
  }
}
