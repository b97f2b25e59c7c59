import type { Generated } from 'kysely'

export type VisitKind = 'authority' | 'team' | 'peer'
export type PersonPart = 'lead' | 'core' | 'host' | 'visitor' | 'scribe'

export interface VisitTables {
  /** `place_id` is what is visited: the authority, or a learning community. `peer`: two learning communities visit each other. */
  visit: {
    id: string, authority_id: string, place_id: string, kind: VisitKind, title: string, overarching_question: string, introduction: string | null
    starts_on: string, ends_on: string, copied_from: string | null, made_at: string, made_by_name: string
    revision: Generated<number>, saved_at: string, saved_by_name: string
  }
  /** `code` is short and unique in the visit: 'T1'. */
  visit_theme: { id: string, visit_id: string, position: number, code: string, title: string, focus: string | null }
  /** A focus question of a theme: 'T1-Q1'. */
  visit_question: { id: string, theme_id: string, position: number, code: string, text: string }
  /** Who makes the visit together: ADES, Education Scotland, other authorities. */
  visit_partner: { id: string, visit_id: string, position: number, name: string, kind: 'ades' | 'education-scotland' | 'authority' | 'other' }
  /** Somebody who takes part. `person_id` when they have an account here; visitors of elsewhere have none. */
  visit_person: { id: string, visit_id: string, name: string, organisation: string, email: string | null, part: PersonPart, person_id: string | null, added_at: string }
}
