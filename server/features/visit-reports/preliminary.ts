import { listStatements as listPreliminary, mapChanges, scopeOf } from '../preliminary-reports/queries.ts'
import { sourceWords } from '../preliminary-reports/rules.ts'
import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { Visit } from '../visits/queries.ts'
import type { Source } from './queries.ts'

/**
 * What the preliminary report says, as sources of points: what we knew. A statement whose own source changed since it was taken (a
 * self-evaluation that was opened again, say) carries that in its state, so that a point drawn from it is to be read again.
 */
export async function listStatements (db: Db, library: Library, visit: Visit): Promise<Source[]> {
  const statements = await listPreliminary(db, visit)
  if (statements.length === 0) return []
  const places = await db.selectFrom('place').selectAll().where('id', 'in', [visit.place_id, ...visit.peer_place_id ? [visit.peer_place_id] : []]).execute()
  const changes = await mapChanges(db, await scopeOf(db, { visit, place: places.find(one => one.id === visit.place_id)!, peer: places.find(one => one.id === visit.peer_place_id) ?? null }, library), statements)
  return statements.map(statement => {
    const change = changes.get(statement.id)
    return {
      key: `preliminary.${statement.id}`, kind: 'preliminary', id: statement.id, section: 'knew', themeId: statement.theme_id, text: statement.text,
      state: change ? `${statement.text} (${change.state ?? 'its source now reads otherwise'})` : statement.text, about: sourceWords(statement) ?? 'Preliminary report'
    }
  })
}
