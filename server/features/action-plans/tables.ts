import type { Generated } from 'kysely'

export type Status = 'not-started' | 'on-track' | 'at-risk' | 'off-track' | 'complete'
export type StepStatus = 'to-do' | 'doing' | 'done' | 'cannot-yet' | 'no-longer-needed'
export type PlanStatus = 'on-track' | 'at-risk' | 'off-track'

export interface ActionPlanTables {
  plan: { id: string, place_id: string, session_id: string, started_by: string, started_at: string }
  plan_step: {
    id: string, plan_id: string, kind: 'agreed' | 'signed' | 'reopened', by_id: string, by_name: string, at: string
    note: string | null, frozen: string | null, pdf_sha256: string | null
  }
  action: {
    id: string, plan_id: string, number: number, what: string, why: string | null, difference: string | null
    measure: string | null, baseline: string | null, target: string | null, how_known: string | null
    owner_id: string | null, owner_role: string | null, partners: string | null, starts_on: string | null, due_on: string | null
    priority: Generated<number>, resources: Generated<'yes' | 'no' | 'not-yet-known'>, funding: string | null, status: Generated<Status>, impact: string | null
    carried_from: string | null, stopped_at: string | null, stopped_because: string | null
    revision: Generated<number>, saved_by: string, saved_by_name: string, saved_at: string
  }
  action_source: {
    id: string, action_id: string, kind: 'area-for-improvement' | 'next-step' | 'recommendation' | 'indicator', judgement_id: string | null
    framework_id: string | null, framework_version: string | null, code: string | null, text: string
  }
  action_step: {
    id: string, action_id: string, position: number, what: string, who: string | null, due_on: string | null
    done_at: string | null, done_by: string | null, owner_id: string | null, status: Generated<StepStatus>, note: string | null
  }
  progress_update: {
    id: string, action_id: string, at: string, by_id: string, by_name: string, status: Status, what: string, next_on: string | null, evidence: string | null
  }
  action_check: { id: string, action_id: string, outcome: 'confirmed' | 'not-yet', note: string | null, by_id: string, by_name: string, at: string }
  action_contribution: { id: string, action_id: string, to_id: string }
  progress_review: {
    id: string, plan_id: string, held_on: string, reviewer: string, status: PlanStatus, summary: string, next_on: string | null, by_id: string, by_name: string, at: string
  }
  reviewed_action: { id: string, review_id: string, action_id: string, status: Status, note: string | null }
}
