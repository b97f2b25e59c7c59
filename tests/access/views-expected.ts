import { chair, members, readers } from './rows.ts'
import type { Row } from './rows.ts'

const views = '/communities/:slug/:session/views'
const survey = `${views}/surveys/:survey`
/** To those who look after an authority’s lists. */
const listEditors: Row = { dataOfficer: 'yes', administrator: 'yes', nobody: 'sign-in', else: 403 }

/** Views: questionnaires, what was said, the voice log. Answering (/s, /answer) is public and has journeys of its own. */
export const viewsExpected: Record<string, Row> = {
  [`GET ${views}`]: readers,
  [`GET ${views}/surveys/new`]: chair,
  [`POST ${views}/surveys`]: chair,
  [`GET ${survey}`]: readers,
  [`GET ${survey}/edit`]: chair,
  [`POST ${survey}`]: chair,
  [`POST ${survey}/closing`]: chair,
  [`POST ${survey}/reading`]: chair,
  [`POST ${survey}/links`]: chair,
  [`GET ${survey}/poster.pdf`]: chair,
  [`POST ${survey}/heard`]: chair,
  [`POST ${survey}/heard/:heard/removal`]: chair,
  [`GET ${survey}/results`]: readers,
  [`GET ${survey}/import`]: chair,
  [`POST ${survey}/import`]: chair,
  [`GET ${survey}/import/:import`]: { ...chair, chair: 404 },
  [`POST ${survey}/import/:import`]: { ...chair, chair: 404 },
  [`GET ${survey}/texts`]: chair,
  [`POST ${survey}/texts/:text`]: chair,
  'GET /survey-settings': listEditors,
  'POST /survey-settings': listEditors,
  [`GET ${views}/voice-log`]: readers,
  [`GET ${views}/voice-log/new`]: members,
  [`POST ${views}/voice-log`]: members,
  [`GET ${views}/voice-log/:voice`]: members,
  [`POST ${views}/voice-log/:voice`]: members,
  [`POST ${views}/voice-log/:voice/removal`]: members
}
