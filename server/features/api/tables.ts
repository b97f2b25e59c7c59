export interface ApiTables {
  /** `expires_on` is the last day it works; `last_used_on` is a day and no moment, so that it tells nothing about anybody's hours. */
  api_token: {
    id: string, place_id: string, name: string, token_hash: string, made_by: string, made_by_name: string, made_at: string
    expires_on: string, revoked_at: string | null, last_used_on: string | null
  }
}
