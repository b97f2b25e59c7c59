import type { RatedBy, Score } from './rules.ts'

/** The five levels, from -2 to +2, in words. */
export interface LevelTexts { much_less: string, less: string, expected: string, more: string, much_more: string }

export interface GoalTables {
  /** Only these people of a team read its children's goals, as long as they also hold a role that may keep goals there. */
  goal_keeper: { id: string, place_id: string, person_id: string, named_at: string, named_by_name: string, ended_at: string | null, ended_by_name: string | null }
  goal: LevelTexts & {
    id: string, place_id: string, case_code: string, childs_words: string | null, no_words: string | null
    wellbeing: string, need: string, support: string, forum: string
    agreed_on: string, support_from: string, agreed_late: string | null, baseline: -1 | -2, baseline_because: string | null, review_on: string | null
    closed_at: string | null, created_at: string, created_by_name: string, revision: number, saved_by_name: string, saved_at: string
  }
  /** `content`: the goal's texts and choices as JSON, as they were before a change. */
  goal_version: { id: string, goal_id: string, revision: number, content: string, saved_by_name: string, saved_at: string }
  goal_step: { id: string, goal_id: string, kind: 'closed' | 'reopened', reason: string | null, note: string | null, by_name: string, at: string }
  /** A review with `replaced_at` no longer counts: another names it in `replaces_id`. `release_id`: the released figures it was counted in. */
  goal_review: {
    id: string, goal_id: string, reviewed_on: string, score: Score, rated_by: RatedBy, childs_words: string | null, note: string | null
    recorded_at: string, recorded_by_name: string, replaces_id: string | null, correction: string | null, replaced_at: string | null, release_id: string | null
  }
  /** The authority's own goals to start from, and its wording of those that come with the product (`file_code`). */
  goal_bank_item: LevelTexts & { id: string, authority_id: string, file_code: string | null, wellbeing: string, title: string, retired_at: string | null, revision: number, saved_by_name: string, saved_at: string }
}
