import type { Generated } from 'kysely'

export type Group = 'young-people' | 'parents' | 'staff' | 'partners' | 'team'
export type SourceKind = 'evidence' | 'first-thought' | 'survey-text' | 'survey-result' | 'voice' | 'typed'

export interface YouSaidTables {
  /** `source_id`: a piece of evidence, or the mark of a passage, from which neither the thought nor its writer can be told. */
  you_said_line: {
    id: string, place_id: string, session_id: string, position: number, said: string, who: Group, did: string, action_id: string
    source_kind: SourceKind, source_id: string | null
    revision: Generated<number>, saved_by: string, saved_by_name: string, saved_at: string
  }
  /** `content`: the copy that was made public (PublicCopy), null for a withdrawal. */
  you_said_release: { id: string, place_id: string, session_id: string, kind: 'released' | 'withdrawn', content: string | null, by_id: string, by_name: string, at: string }
}
