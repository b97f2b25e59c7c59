export interface DiscussionTables {
  assignment: {
    id: string, self_evaluation_id: string, indicator_code: string, person_id: string, person_name: string
    assigned_by_name: string, assigned_at: string, ended_at: string | null, note: string | null
  }
  comment: {
    id: string, self_evaluation_id: string, indicator_code: string, answers_id: string | null, text: string
    by_id: string, by_name: string, at: string, resolved_at: string | null, resolved_by_name: string | null
  }
}
