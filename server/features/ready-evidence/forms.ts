import { Type } from 'typebox'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const offer = Type.String({ maxLength: 200 })

export const TeamParams = Type.Object({ slug: Type.String(), session: Type.String() })
/** `indicators`: the codes ticked for it. */
export const AcceptForm = Type.Object({ offer, indicators: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 })) }, closed)
export const SetAsideForm = Type.Object({ offer }, closed)
export type AcceptInput = Static<typeof AcceptForm>
