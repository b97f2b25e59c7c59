import type { Generated } from 'kysely'

export type FindingKind = 'strength' | 'question' | 'opportunity' | 'recommendation'

export interface FindingTables {
  /** A card: what was found, what showed it, who saw it. `agreed_at`: the core group agreed and the lead closed it; it cannot be changed then. */
  visit_finding: {
    id: string, visit_id: string, theme_id: string | null, kind: FindingKind, position: number, text: string, evidence: string | null, seen_by: string | null
    author_id: string, author_name: string, at: string, revision: Generated<number>, saved_at: string, saved_by_name: string
    agreed_at: string | null, agreed_by_name: string | null, withdrawn_at: string | null
  }
  visit_finding_agreement: { finding_id: string, by_id: string, by_name: string, at: string }
  visit_take_away: { visit_id: string, author_id: string, author_name: string, text: string, revision: Generated<number>, saved_at: string }
}
