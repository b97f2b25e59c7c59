import type { LevelState } from '../evaluations/tables.ts'

export interface ModerationTables {
  moderation_round: { id: string, area_id: string, session_id: string, opened_at: string, opened_by_name: string, held_on: string | null, present: string | null }
  moderation_indicator: { round_id: string, code: string }
  moderation: {
    id: string, round_id: string, reader_id: string, read_id: string, self_evaluation_id: string, paired_at: string, paired_by_name: string
    closed_at: string | null, closed_because: string | null
  }
  moderation_reading: {
    id: string, moderation_id: string, indicator_code: string, level_state: LevelState, level: number | null, reasons: string
    self_level_state: LevelState, self_level: number | null, given_by: string, given_by_name: string, given_at: string
  }
  moderation_reply: {
    id: string, reading_id: string, answer: 'agree' | 'disagree', reason: string | null, evidence: string | null
    agreed_level_state: LevelState, agreed_level: number | null, by_name: string, at: string
  }
  moderation_note: { id: string, round_id: string, moderation_id: string | null, indicator_code: string | null, text: string, by_name: string, at: string }
}
