import type { Generated } from 'kysely'

export interface CommonPointTables {
  point_tag: {
    id: string, authority_id: string, name: string, words: string, revision: Generated<number>, saved_by_name: string, saved_at: string, retired_at: string | null
  }
  /** `belongs` is 1 for a sentence put under the tag, 0 for one taken from it. */
  point_placing: { id: string, tag_id: string, session_id: string, mark: string, belongs: number, by_name: string, at: string }
  team_ask: {
    id: string, place_id: string, session_id: string, text: string, by_name: string, at: string, withdrawn_at: string | null, withdrawn_by_name: string | null
  }
}
