import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { Visit } from '../visits/queries.ts'
import type { Source } from './queries.ts'

/** What the preliminary report says, as sources of points. */
export async function listStatements (_db: Db, _library: Library, _visit: Visit): Promise<Source[]> {
  return []
}
