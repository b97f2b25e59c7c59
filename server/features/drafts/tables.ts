export interface DraftTables {
  draft: { id: string, person_id: string, path: string, title: string, body: string, device: string | null, saved_at: string }
}
