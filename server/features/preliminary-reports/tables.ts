import type { Generated } from 'kysely'

/** Where a statement stands in its theme. */
export type Part = 'know' | 'strength' | 'area'
export type SourceKind = 'self-evaluation' | 'evidence' | 'moderation' | 'action-plan' | 'recommendation' | 'figures'

export interface PreliminaryReportTables {
  /**
   * One statement of a preliminary report. With a source it keeps what the source said when it was taken (`source_text` and its digest), and
   * the digest of what the source says now when the lead chose to keep the statement all the same.
   */
  preliminary_statement: {
    id: string, visit_id: string, theme_id: string, part: Part, position: number, text: string
    source_kind: SourceKind | null, source_id: string | null, source_part: string | null
    source_about: string | null, source_place: string | null, source_session: string | null, source_text: string | null, source_digest: string | null, kept_digest: string | null
    added_at: string, added_by_name: string, revision: Generated<number>, saved_at: string, saved_by_name: string
  }
  /** A saved version: its statements and the whole document as JSON, never changed. */
  preliminary_version: { id: string, visit_id: string, number: number, note: string | null, statements: string, document: string, made_at: string, made_by_name: string }
  /** Partners are asked what they think of a version, until a day. */
  preliminary_round: { id: string, version_id: string, note: string | null, closes_on: string, opened_at: string, opened_by_name: string, closed_at: string | null, closed_by_name: string | null }
  preliminary_comment: {
    id: string, round_id: string, statement_id: string, text: string, visit_person_id: string | null, by_name: string, organisation: string, at: string
    answer: string | null, settled_at: string | null, settled_by_name: string | null
  }
}
