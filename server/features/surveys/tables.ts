import type { Audience } from '../frameworks/questionnaire-format.ts'

export type LinkKind = 'group' | 'one'
export type TextState = 'waiting' | 'released' | 'left-out'

export interface SurveyTables {
  /** `closed_on`: the first day on which it was closed early. `read_on`: since when the chair reads its texts. `release_id`: the release its answers were counted in. */
  survey: {
    id: string, place_id: string, session_id: string, questionnaire_id: string, questionnaire_version: string, audience: Audience, used_at: string | null, contact: string | null
    opens_on: string, closes_on: string, closed_on: string | null, read_on: string | null, answer_cap: number, link: string, release_id: string | null
    revision: number, saved_by_name: string, saved_at: string
  }
  survey_link: { token_hash: string, survey_id: string, kind: LinkKind, used: number }
  /** `content`: the JSON of a Pool. `written` counts the writings, so that two at once do not undo each other. */
  survey_pool: { survey_id: string, written: number, content: string }
  survey_receipt: { survey_id: string, key_hash: string }
  survey_text: {
    id: string, survey_id: string, question: string, original: string | null, shown: string | null, state: TextState, taken_out: number
    decided_at: string | null, decided_by_name: string | null
  }
  survey_action: { id: string, survey_id: string, text_id: string | null, action_id: string }
  /** `bsl_links`: JSON, a link for each audience that has one. */
  survey_setting: { authority_id: string, help_young: string | null, help_adults: string | null, bsl_links: string, revision: number, saved_by_name: string, saved_at: string }
  survey_import: { id: string, survey_id: string, person_id: string, file_name: string, file_mark: string, content: string, expires_at: string, done_at: string | null, result: string | null }
  survey_column: { authority_id: string, questionnaire_id: string, label: string, question: string }
}
