import { Type } from 'typebox'

const part = Type.String({ pattern: '^[a-z-]{1,40}$', maxLength: 40 })
const visit = Type.String({ format: 'uuid', maxLength: 36 })
export const VisitParams = Type.Object({ visit })
export const PartParams = Type.Object({ visit, part })
export const OwnPartParams = Type.Object({ part })
