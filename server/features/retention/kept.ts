import type { KeptKind } from '../settings/rules.ts'

/**
 * A kind of records about children as retention knows it. `day` is the column with the day it belongs to, `place` the one with its team.
 * `parts` are the tables that hold more of it and the columns that name it, in an order in which they can be deleted; a part of a part
 * stands before it. A test holds this against the database: no table that points at a record may be missing.
 */
export interface Kept {
  kind: KeptKind
  /** 'Meeting in the log' */
  one: string
  table: string
  day: string
  place: string
  parts: [table: string, column: string][]
}

/** What every feature keeps about children, a line each. */
export const kept: Kept[] = [
  { kind: 'log', one: 'Meeting in the monthly log', table: 'log_entry', day: 'met_on', place: 'place_id', parts: [['log_count', 'entry_id'], ['log_entry_version', 'entry_id']] },
  { kind: 'goals', one: 'Goal with its reviews', table: 'goal', day: 'agreed_on', place: 'place_id', parts: [['goal_version', 'goal_id'], ['goal_step', 'goal_id'], ['goal_review', 'goal_id']] },
  { kind: 'responses', one: 'Questionnaire with its answers', table: 'survey', day: 'closes_on', place: 'place_id', parts: ['survey_action', 'survey_text', 'survey_receipt', 'survey_pool', 'survey_link', 'survey_import'].map(table => [table, 'survey_id']) },
  { kind: 'voice-log', one: 'Entry of the voice log', table: 'voice_entry', day: 'heard_on', place: 'place_id', parts: [['voice_entry_action', 'entry_id']] },
  { kind: 'case-studies', one: 'Case study', table: 'case_study', day: 'consent_until', place: 'place_id', parts: [['case_study_event', 'case_study_id'], ['case_study_follow_up', 'case_study_id'], ['case_study_release', 'case_study_id']] }
]

/** Every table that a record about a child, or a copy of it, has been in. */
export const erasedTables = [...new Set([...kept.flatMap(one => [one.table, ...one.parts.map(([table]) => table)]), 'draft', 'kept_form', 'bundle', 'bundle_part', 'bundle_part_content'])]
