import type { Generated } from 'kysely'

export type VisitKind = 'authority' | 'team' | 'peer'
export type PersonPart = 'lead' | 'core' | 'host' | 'visitor' | 'scribe'

export interface VisitTables {
  /**
   * `place_id` is what is visited: the authority, or a learning community. `peer`: two learning communities visit each other, the second is
   * `peer_place_id`. `example_of`: the report that this was loaded from ('glasgow-ci-2022@1'). `timetable_revision` rises with every change
   * to the timetable, and never falls.
   */
  visit: {
    id: string, authority_id: string, place_id: string, peer_place_id: string | null, kind: VisitKind, title: string, overarching_question: string, introduction: string | null
    starts_on: string, ends_on: string, copied_from: string | null, example_of: string | null, made_at: string, made_by_name: string
    revision: Generated<number>, saved_at: string, saved_by_name: string, timetable_revision: Generated<number>, timetable_saved_at: string | null
  }
  /** `code` is short and unique in the visit: 'T1'. */
  visit_theme: { id: string, visit_id: string, position: number, code: string, title: string, focus: string | null, revision: Generated<number>, saved_at: string | null, saved_by_name: string | null }
  /** A focus question of a theme: 'T1-Q1'. */
  visit_question: { id: string, theme_id: string, position: number, code: string, text: string, revision: Generated<number>, saved_at: string | null, saved_by_name: string | null }
  /** Who makes the visit together: ADES, Education Scotland, other authorities. */
  visit_partner: { id: string, visit_id: string, position: number, name: string, kind: 'ades' | 'education-scotland' | 'authority' | 'other' }
  /** Somebody who takes part. `person_id` when they have an account here; visitors of elsewhere have none. `group_label`: the focus groups they are in, when groups meet side by side. */
  visit_person: { id: string, visit_id: string, name: string, organisation: string, email: string | null, part: PersonPart, group_label: string | null, person_id: string | null, added_at: string }
}
