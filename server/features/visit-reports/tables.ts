import type { Generated } from 'kysely'

export type StepKind = 'started' | 'to-partners' | 'to-host' | 'back-to-draft' | 'finalised'
export type Section = 'introduction' | 'knew' | 'strength' | 'opportunity' | 'recommendation' | 'next-step'
export type PointSource = 'typed' | 'finding' | 'preliminary' | 'example'

export interface VisitReportTables {
  visit_report: { id: string, visit_id: string, started_at: string, started_by_name: string }
  /** `frozen`: the ReportDocument of that version as JSON, never changed. */
  visit_report_step: { id: string, report_id: string, kind: StepKind, version: number, frozen: string, note: string | null, at: string, by_name: string }
  /** `source_state`: how the source read and stood when the point was last saved, so that a change of it is noticed. */
  visit_report_point: {
    id: string, report_id: string, theme_id: string | null, section: Section, position: number, text: string, source_kind: PointSource, source_id: string | null, source_state: string | null
    revision: Generated<number>, saved_at: string, saved_by_name: string, taken_out_at: string | null
  }
  visit_report_comment: {
    id: string, report_id: string, point_id: string | null, text: string, author_id: string, author_name: string, at: string, answer: string | null, answered_at: string | null, answered_by_name: string | null
  }
  visit_report_check: {
    point_id: string, point_revision: number, verdict: 'accepted' | 'disputed', reason: string | null, by_name: string, at: string, answer: string | null, answered_at: string | null, answered_by_name: string | null
  }
}
