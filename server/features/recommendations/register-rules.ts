import { answerNames } from './rules.ts'
import type { RecommendationAction, Register } from './queries.ts'

type Row = Register['rows'][number]

/** The actions of teams; the city's and the areas' own are shown, but do not make a team one that acts. */
export const ofTeams = (row: Row): RecommendationAction[] => row.actions.filter(action => action.place_kind === 'community')
/** The teams that have an action for it that was not stopped. */
export const withAction = (row: Row) => new Set(ofTeams(row).filter(action => !action.stopped_at).map(action => action.place_id))
export const teamsWithout = (row: Row, teams: Register['teams']) => teams.filter(team => !withAction(row).has(team.id))
export const answerWords = (row: Row): string => row.answer ? answerNames[row.answer] : 'Not answered yet'
