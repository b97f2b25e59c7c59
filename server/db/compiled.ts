import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './types.ts'

const marker = '\u0000'

/**
 * A query that most pages run: written with the names of its values, built and compiled once for each kind of database, and then only given
 * the values. Building costs more than SQLite needs to answer. Not for lists of changing length.
 */
export function compiled<Values extends Record<string, string>, Row> (build: (db: Db, names: Values) => Compilable<Row>): (db: Db, values: Values) => Promise<Row[]> {
  const known = new Map<unknown, CompiledQuery<Row>>()
  const names = new Proxy({}, { get: (_target, name) => marker + String(name) }) as Values
  return async (db, values) => {
    const kind = db.getExecutor().adapter.constructor
    const query = known.get(kind) ?? build(db, names).compile() as CompiledQuery<Row>
    known.set(kind, query)
    const parameters = query.parameters.map(value => typeof value === 'string' && value.startsWith(marker) ? values[value.slice(1)] : value)
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}
