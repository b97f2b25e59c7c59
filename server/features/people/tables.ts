import type { Role } from '../../permissions.ts'

export interface PeopleTables {
  person: {
    id: string, authority_id: string, name: string, email: string, email_key: string, agency: string | null, job_title: string | null
    password_hash: string | null, created_at: string, disabled_at: string | null
  }
  role_held: {
    id: string, person_id: string, role: Role, place_id: string, since_at: string, given_by: string | null
    ended_at: string | null, ended_by: string | null
  }
}
