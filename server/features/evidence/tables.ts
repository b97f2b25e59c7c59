import type { Generated } from 'kysely'

export interface EvidenceTables {
  evidence: {
    id: string, community_id: string, title: string, strand: 'data' | 'views' | 'observation', about: 'process' | 'outcome'
    shows: string, covers_from: string, covers_to: string, source: string, link: string | null, locator: string | null
    quality: 'strong' | 'some' | 'thin' | null, quality_because: string | null
    recorded_at: string, recorded_by: string, recorded_by_name: string
    revision: Generated<number>, saved_by_name: string, saved_at: string, withdrawn_at: string | null, withdrawn_because: string | null
    /** What `check-links` found: when it last asked, since when nothing answers, and what was wrong. */
    link_checked_at: string | null, link_dead_since: string | null, link_problem: string | null
  }
  /** `target_id` is the session (kinds indicator and review-theme, with their code) or the action. */
  evidence_link: {
    id: string, evidence_id: string, kind: 'indicator' | 'review-theme' | 'action', target_id: string, code: string | null
    linked_at: string, linked_by: string
  }
  /** A file that belongs to a piece of evidence. Of one that was removed or held a virus, only this row stays. */
  attachment: {
    id: string, evidence_id: string, name: string, type: 'pdf' | 'png' | 'jpeg' | 'docx' | 'xlsx', size: number, sha256: string
    scan: 'clean' | 'not-scanned' | 'quarantined' | 'infected', added_at: string, added_by: string, added_by_name: string
    removed_at: string | null, removed_by_name: string | null
  }
  /** The bytes as base64, in parts that begin with 0. */
  attachment_content: { attachment_id: string, part: number, content: string }
}
