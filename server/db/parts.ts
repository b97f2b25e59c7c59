/** Rows in parts of 100, because a statement holds a limited number of values on both databases. */
export function * inParts<T> (rows: T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += 100) yield rows.slice(at, at + 100)
}
