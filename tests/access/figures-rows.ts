import type { Row } from './rows.ts'

/** To those who look after figures, lists and settings. */
const officers: Row = { dataOfficer: 'yes', administrator: 'yes', nobody: 'sign-in', else: 403 }

/** Figures, lists, settings, retention. */
export const figuresExpected: Record<string, Row> = {
  'GET /settings': officers,
  'POST /settings': officers
}
