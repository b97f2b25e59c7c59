import type { ConsentBy, ConsentFor, EventKind, Who } from './rules.ts'

export interface CaseStudyTables {
  case_study: {
    id: string, place_id: string, case_code: string, label: string, story: string | null, starts_on: string
    consent_by: ConsentBy, consent_who: string, consent_on: string, consent_for: ConsentFor, consent_until: string, withdrawn_at: string | null, withdrawn_by_name: string | null
    closed_at: string | null, closed_by_name: string | null, erased_at: string | null, erased_by_name: string | null, created_at: string, created_by_name: string
  }
  case_study_follow_up: {
    id: string, case_study_id: string, months: number, due_on: string, held_on: string | null, child_says: string | null, family_says: string | null, changed: string | null
    recorded_by_name: string | null, recorded_at: string | null
  }
  case_study_event: { id: string, case_study_id: string, kind: EventKind, who: Who | null, from_on: string, to_on: string | null, what: string, recorded_by_name: string, recorded_at: string }
  /** `confirmed`: the findings of the check that the chair has confirmed, as JSON. `content`: the frozen document, once a second person has reviewed it. */
  case_study_release: {
    id: string, place_id: string, case_study_id: string, title: string, happening: string, tried: string, changed: string, said: string, confirmed: string | null, written_by_name: string, written_at: string
    submitted_by: string | null, submitted_by_name: string | null, submitted_at: string | null, returned: string | null, content: string | null, released_at: string | null, reviewed_by_name: string | null
    withdrawn_at: string | null, withdrawn_by_name: string | null, revision: number
  }
}
