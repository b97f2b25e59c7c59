import type { Generated } from 'kysely'
import type { CountKind } from './rules.ts'

export interface MonthlyLogTables {
  /** A meeting in counts. Null of a view or of the families: not recorded. */
  log_entry: {
    id: string, place_id: string, met_on: string, new_children: number, reviewed_children: number
    child_view_noted: number | null, parent_view_noted: number | null, families_attended: number | null
    release_id: string | null, import_id: string | null, import_rows: string | null
    revision: Generated<number>, made_by_name: string, made_at: string, saved_by: string, saved_by_name: string, saved_at: string
    removed_by_name: string | null, removed_at: string | null
  }
  log_count: { entry_id: string, kind: CountKind, code: string, number: number }
  /** `content`: MeetingCounts as JSON. */
  log_entry_version: { entry_id: string, revision: number, content: string, saved_by_name: string, saved_at: string }
}
