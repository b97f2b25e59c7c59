export interface CalendarTables {
  /** `place_id` is the team shown; null for a person's own work. `last_used_on` is a day and no more. */
  calendar_feed: {
    id: string, person_id: string, place_id: string | null, token_hash: string, made_at: string, revoked_at: string | null, last_used_on: string | null
  }
}
