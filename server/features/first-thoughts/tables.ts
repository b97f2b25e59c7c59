import type { Generated } from 'kysely'
import type { LevelState } from '../evaluations/tables.ts'

/** The three texts of a first thought, in the order of the form. */
export type ThoughtPart = 'goes_well' | 'gets_in_the_way' | 'what_changed'

export interface FirstThoughtTables {
  first_thought_request: {
    id: string, self_evaluation_id: string, note: string | null, answer_by: string | null, asked_at: string, asked_by_name: string
    opened_at: string | null, opened_by_name: string | null
  }
  first_thought_indicator: { request_id: string, code: string }
  contributor: {
    id: string, request_id: string, person_id: string | null, name: string, agency: string, email: string | null
    link_hash: string | null, browser_hash: string | null, browser: string | null
    asked_at: string, expires_at: string | null, started_at: string | null, revoked_at: string | null
  }
  first_thought: {
    id: string, contributor_id: string, indicator_code: string, goes_well: string | null, gets_in_the_way: string | null, what_changed: string | null
    level_state: Generated<LevelState>, level: number | null, revision: Generated<number>, saved_at: string
  }
  first_thought_taken: { id: string, thought_id: string, judgement_id: string, part: ThoughtPart, taken_at: string, taken_by_name: string }
}
