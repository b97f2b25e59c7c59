export type NudgeAbout = 'self-evaluation' | 'plan' | 'overdue' | 'moderation'

export interface CityBoardTables {
  nudge: { id: string, place_id: string, session_id: string, about: NudgeAbout, by_name: string, at: string }
}
