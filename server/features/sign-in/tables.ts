export interface SignInTables {
  sign_in: { id_hash: string, person_id: string | null, data: string, agent: string | null, created_at: string, seen_at: string }
  sign_in_attempt: { id: string, key: string, at: string }
  token: {
    id: string, purpose: 'invitation' | 'reset' | 'first-run', secret_hash: string, person_id: string | null
    created_at: string, expires_at: string, used_at: string | null
  }
  kept_form: { id: string, secret_hash: string, person_id: string | null, path: string, body: string, kept_at: string }
}
