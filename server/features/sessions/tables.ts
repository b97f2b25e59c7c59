export interface SessionTables {
  session: {
    id: string, authority_id: string, name: string, starts_on: string, ends_on: string
    framework_id: string, framework_version: string, report_id: string | null, report_version: string | null, opened_at: string
    submit_by: string | null, moderate_by: string | null, agree_by: string | null
  }
  session_indicator: { session_id: string, code: string }
}
