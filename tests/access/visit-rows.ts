import { readers } from './rows.ts'
import type { Row } from './rows.ts'

/** To those who make the visit: its lead, and the member who is its scribe. Others of Craigmor see that there is a visit. */
export const visitAtWork: Row = { ...readers, chair: 403, both: 403, areaLead: 403, steering: 403 }
/** Of one note or finding: the test asks for one that nobody has. */
export const visitAtWorkNone: Row = { ...visitAtWork, member: 404, visitLead: 404 }
/** What is done with a finding by the lead and the core group, to whom the scribe does not belong. */
export const findingLead: Row = { ...visitAtWorkNone, member: 403 }
/** The report before it is started: its lead is asked to start it, nobody else finds one. */
export const reportNone: Row = { ...readers, chair: 404, member: 404, both: 404, areaLead: 404, steering: 404 }
/** Its text and versions, which are not there before it is started. */
export const reportUnread: Row = { ...reportNone, visitLead: 404 }
/** What its lead does with it. */
export const reportLead: Row = { visitLead: 'yes', otherVisitLead: 404, nobody: 'sign-in', else: 403 }
export const reportLeadNone: Row = { ...reportLead, visitLead: 404 }
/** What the host does: a right of chairs, area leads and steering, at the place that is visited. */
export const reportHost: Row = { chair: 404, areaLead: 404, steering: 404, both: 403, outsider: 404, stranger: 404, nobody: 'sign-in', else: 403 }
/** Before the report is final nothing can have become of it. */
export const reportSince: Row = { ...readers, chair: 403, member: 403, both: 403, areaLead: 403, steering: 403, visitLead: 403 }
