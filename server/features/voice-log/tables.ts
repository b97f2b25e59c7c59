import type { LundyCheck } from '../frameworks/questionnaire-format.ts'

export type CheckState = 'yes' | 'partly' | 'not-yet'
type Checks = { [check in LundyCheck]: CheckState } & { [check in `${LundyCheck}_note`]: string | null }

export interface VoiceLogTables {
  voice_entry: {
    id: string, place_id: string, session_id: string, heard_on: string, who: 'children' | 'young-people' | 'parents' | 'partners', who_words: string | null, how_many: string, how: string, how_words: string | null
    said: string | null, changed: string | null, revision: number, saved_by: string, saved_by_name: string, saved_at: string
    removed_at: string | null, removed_by_name: string | null, removed_because: string | null
  } & Checks
  voice_entry_action: { id: string, entry_id: string, action_id: string }
}
