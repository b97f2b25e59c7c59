export interface SessionTables {
  session: {
    id: string, authority_id: string, name: string, starts_on: string, ends_on: string
    framework_id: string, framework_version: string, opened_at: string
    submit_by: string | null, moderate_by: string | null, agree_by: string | null
  }
  /** The improvement reports whose recommendations the session answers, of the library's files or the authority's own. */
  session_report: { session_id: string, report_id: string, report_version: string, added_at: string }
  session_indicator: { session_id: string, code: string }
}
