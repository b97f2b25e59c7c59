import { readers } from './rows.ts'
import type { Row } from './rows.ts'

/** To those who make the visit: its lead, and the member who is its scribe. Others of Craigmor see that there is a visit. */
export const visitAtWork: Row = { ...readers, chair: 403, both: 403, areaLead: 403, steering: 403 }
/** Of one note or finding: the test asks for one that nobody has. */
export const visitAtWorkNone: Row = { ...visitAtWork, member: 404, visitLead: 404 }
