import type { Generated } from 'kysely'

export interface EvidenceTables {
  evidence: {
    id: string, community_id: string, title: string, strand: 'data' | 'views' | 'observation', about: 'process' | 'outcome'
    shows: string, covers_from: string, covers_to: string, source: string, link: string | null, locator: string | null
    recorded_at: string, recorded_by: string, recorded_by_name: string
    revision: Generated<number>, saved_by_name: string, saved_at: string, withdrawn_at: string | null, withdrawn_because: string | null
  }
  /** `target_id` is the session (kinds indicator and review-theme, with their code) or the action. */
  evidence_link: {
    id: string, evidence_id: string, kind: 'indicator' | 'review-theme' | 'action', target_id: string, code: string | null
    linked_at: string, linked_by: string
  }
}
