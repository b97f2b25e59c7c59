import type { Generated } from 'kysely'

export type EvaluationStepKind = 'shared' | 'submitted' | 'returned' | 'moderated' | 'signed-off' | 'published' | 'reopened'
export type LevelState = 'level' | 'not-yet' | 'not-enough-evidence'
export type JudgementText = 'strengths' | 'areas_for_improvement' | 'what_changed' | 'how_we_know' | 'next_steps'

export interface EvaluationTables {
  self_evaluation: { id: string, community_id: string, session_id: string, started_by: string, started_at: string }
  self_evaluation_step: {
    id: string, self_evaluation_id: string, kind: EvaluationStepKind, by_id: string, by_name: string, at: string
    note: string | null, frozen: string | null, pdf_sha256: string | null
  }
  judgement: {
    id: string, self_evaluation_id: string, indicator_code: string, added_by_team: Generated<number>
    strengths: string | null, areas_for_improvement: string | null, what_changed: string | null, how_we_know: string | null, next_steps: string | null
    level_state: Generated<LevelState>, level: number | null
    completed_at: string | null, completed_by: string | null
    revision: Generated<number>, saved_by: string | null, saved_by_name: string | null, saved_at: string | null
  }
  judgement_version: {
    id: string, judgement_id: string, revision: number
    strengths: string | null, areas_for_improvement: string | null, what_changed: string | null, how_we_know: string | null, next_steps: string | null
    level_state: LevelState, level: number | null, by_id: string, by_name: string, at: string
  }
  carried_text: {
    judgement_id: string, field: JudgementText, from_session: string, copied_at: string
    confirmed_at: string | null, confirmed_by: string | null
  }
}
