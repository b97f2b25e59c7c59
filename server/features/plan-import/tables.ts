export interface PlanImportTables {
  /** `rows`: FileContent as JSON, emptied when it is done or too old; `base`: a hash of what they were compared with; `result`: ResultLine[] as JSON, once they were brought in. */
  plan_import: {
    id: string, kind: 'plan' | 'recommendations', place_id: string, session_id: string, person_id: string, file_name: string
    rows: string, base: string, made_at: string, expires_at: string, done_at: string | null, result: string | null
  }
}
