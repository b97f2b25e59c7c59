export interface VisitingTables {
  /** A personal link of somebody without an account. One that was renewed or taken back stays as a row that says so. */
  visitor_link: {
    id: string, visit_person_id: string, link_hash: string, browser_hash: string | null, browser: string | null
    made_at: string, made_by_name: string, expires_at: string, started_at: string | null
    ended_at: string | null, ended_because: 'revoked' | 'replaced' | null
  }
}
