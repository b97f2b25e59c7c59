import { chair, goalRules, keepers, readers } from './rows.ts'
import type { Row } from './rows.ts'

/** Who may use the routes of goals and case studies. */
export const goalRows: Record<string, Row> = {
  'GET /communities/:slug/goals/totals': readers,
  'GET /communities/:slug/goals/keepers': chair,
  'POST /communities/:slug/goals/keepers': chair,
  'POST /communities/:slug/goals/keepers/:keeper/ending': chair,
  'GET /goal-settings': goalRules,
  'POST /goal-settings': goalRules,
  'GET /goal-bank': goalRules,
  'GET /goal-bank/new': goalRules,
  'POST /goal-bank': goalRules,
  'GET /goal-bank/:bankItem': goalRules,
  'POST /goal-bank/:bankItem': goalRules,
  'POST /goal-bank/:bankItem/retirement': goalRules,
  'POST /goal-bank/:bankItem/offering': goalRules,
  'GET /communities/:slug/goals': keepers,
  'POST /communities/:slug/goals': keepers,
  'GET /communities/:slug/goals/new': keepers,
  'GET /communities/:slug/goals/results': keepers,
  'GET /communities/:slug/goals/goals.csv': keepers,
  'GET /communities/:slug/goals/goals.xlsx': keepers,
  'GET /communities/:slug/goals/:goal': keepers,
  'POST /communities/:slug/goals/:goal': keepers,
  'GET /communities/:slug/goals/:goal/edit': keepers,
  'GET /communities/:slug/goals/:goal/goal.pdf': keepers,
  'GET /communities/:slug/goals/:goal/goal.docx': keepers,
  'GET /communities/:slug/goals/:goal/closing': keepers,
  'POST /communities/:slug/goals/:goal/closing': keepers,
  'POST /communities/:slug/goals/:goal/reopening': keepers,
  'GET /communities/:slug/goals/:goal/reviews/new': keepers,
  'POST /communities/:slug/goals/:goal/reviews': keepers,
  'GET /communities/:slug/goals/:goal/reviews/:review/correction': keepers,
  'POST /communities/:slug/goals/:goal/reviews/:review/correction': keepers
}
