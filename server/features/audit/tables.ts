export interface AuditTables {
  audit_event: {
    id: string, authority_id: string | null, at: string, actor_id: string, actor_name: string, what: string
    place_id: string | null, subject_id: string, details: string
  }
}
