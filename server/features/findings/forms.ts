import { Type } from 'typebox'
import { kinds, longestFinding } from './rules.ts'
import type { Static } from 'typebox'

const id = Type.String({ format: 'uuid', maxLength: 36 })
/** Visitors have their visit from their link, so its id is not in their addresses. */
const visit = Type.Optional(id)
const code = Type.String({ pattern: '^[A-Za-z0-9.-]{1,40}$', messages: { pattern: 'Choose a theme of this visit' } })
export const VisitParams = Type.Object({ visit })
export const FindingParams = Type.Object({ visit, finding: id })
export const FindingsQuery = Type.Object({ theme: Type.Optional(code), kind: Type.Optional(Type.Enum(['', ...kinds])), show: Type.Optional(Type.Enum(['', 'agreed', 'open'])) })
export type FindingsFilter = Static<typeof FindingsQuery>
export const NewQuery = Type.Object({ theme: Type.Optional(code) })

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength, messages: { maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } }))
export const FindingForm = Type.Object({
  revision: Type.Optional(Type.Integer({ minimum: 1 })),
  kind: Type.Enum([...kinds], { messages: { required: 'Choose what it is', enum: 'Choose what it is' } }),
  theme: Type.Optional(code),
  text: Type.String({ minLength: 1, maxLength: longestFinding, messages: { required: 'Write the finding', maxLength: `Keep this to ${longestFinding.toLocaleString('en-GB')} characters or fewer` } }),
  evidence: text(2000),
  seen_by: text(200)
}, { additionalProperties: false })
export type FindingInput = Static<typeof FindingForm>

export const PositionForm = Type.Object({ direction: Type.Enum(['up', 'down']) }, { additionalProperties: false })
/** `revision`: of the words that are agreed to. */
export const AgreementForm = Type.Object({ revision: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })
export const TakeAwayForm = Type.Object({ revision: Type.Integer({ minimum: 0 }), text: Type.String({ minLength: 1, maxLength: 5000, messages: { required: 'Write what you will try', maxLength: 'Keep this to 5,000 characters or fewer' } }) }, { additionalProperties: false })
