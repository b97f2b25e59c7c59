import type { Generated } from 'kysely'

export type NoteKind = 'focus' | 'feedback' | 'plenary'
export type NoteTag = 'strength' | 'question' | 'opportunity' | 'recommendation' | 'quote'

export interface FocusGroupTables {
  /**
   * One thing a scribe wrote. `theme_id` for those of focus groups, `question_id` when it answers one of its questions. `client_key` was made where it was typed, so
   * that a note sent again is not there twice. `author_id`: a person with an account, or somebody of the visit who has none.
   */
  visit_note: {
    id: string, visit_id: string, kind: NoteKind, theme_id: string | null, question_id: string | null, group_label: string | null, tag: NoteTag | null, text: string, client_key: string
    author_id: string, author_name: string, at: string, edited_at: string | null, taken_back_at: string | null, revision: Generated<number>
  }
}
