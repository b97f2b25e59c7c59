import { Type } from 'typebox'
import type { Static } from 'typebox'

const id = Type.String({ format: 'uuid', maxLength: 36 })
export const VisitParams = Type.Object({ visit: id })
export const VisitorParams = Type.Object({ visit: id, person: id })
export const SecretParams = Type.Object({ secret: Type.String({ maxLength: 64 }) })

export const VisitorLinkForm = Type.Object({
  expires_on: Type.String({ format: 'date', messages: { required: 'Give the last day on which it works', format: 'Give a real date, such as 19 3 2027' } }),
  expires_time: Type.String({ pattern: '^([01]?[0-9]|2[0-3])[:.][0-5][0-9]$', maxLength: 5, messages: { required: 'Give the time at which it ends', pattern: 'Give a time such as 17:00', maxLength: 'Give a time such as 17:00' } })
}, { additionalProperties: false })
export type VisitorLinkInput = Static<typeof VisitorLinkForm>
