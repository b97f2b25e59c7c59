import type { Row } from './rows.ts'

/** To the lead of the authority’s visits. */
export const visitLeads: Row = { visitLead: 'yes', nobody: 'sign-in', else: 403 }
