import type { Generated } from 'kysely'

export type SessionKind = 'presentation' | 'focus-group' | 'feedback' | 'whole-group' | 'plenary' | 'break' | 'lunch' | 'close'

/** Times are those of a clock in Scotland: '09:30'. */
export interface VisitTimetableTables {
  visit_day: { id: string, visit_id: string, held_on: string, heading: string | null, purpose: string | null }
  /**
   * `position`: where it stands in its day, as a rule by its time. `ends_at` null: when the next begins. `time_written`: how a report writes
   * the time, kept until somebody changes it. `group_label`: for one of several groups side by side; null is for everybody.
   */
  visit_session: {
    id: string, day_id: string, position: number, kind: SessionKind, starts_at: string, ends_at: string | null, time_written: string | null, title: string, lead: string | null
    room: string | null, group_label: string | null, theme_id: string | null, shows_questions: Generated<number>, note: string | null, revision: Generated<number>, saved_at: string, saved_by_name: string
  }
  visit_session_person: { id: string, session_id: string, visit_person_id: string, part: 'lead' | 'scribe' }
  /** What was taken out, under the id it had, so that calendars hear of it. */
  visit_session_cancelled: { id: string, visit_id: string, held_on: string, starts_at: string, ends_at: string | null, title: string, group_label: string | null, cancelled_at: string }
  /** A private address for the calendar of somebody in the visit. */
  visit_calendar: { id: string, visit_person_id: string, token_hash: string, made_at: string, revoked_at: string | null, last_used_on: string | null }
}
