export interface MeetingTables {
  meeting: {
    id: string, self_evaluation_id: string, held_on: string, present: string | null, apologies: string | null
    opened_at: string, opened_by_name: string, closed_at: string | null, closed_by_name: string | null, minutes: string | null
  }
  meeting_note: { id: string, meeting_id: string, indicator_code: string, kind: 'note' | 'dissent', text: string, by_name: string, at: string }
  meeting_action: { meeting_id: string, action_id: string, indicator_code: string }
}
