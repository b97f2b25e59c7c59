import { Type } from 'typebox'
import type { Static } from 'typebox'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength, messages: { maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } }))
const name = Type.String({ pattern: '^20\\d\\d-\\d\\d$' })

export const RegisterParams = Type.Object({ session: name })
export const RecommendationParams = Type.Object({ session: name, recommendation: Type.String({ maxLength: 40 }) })
export const RegisterQuery = Type.Object({ theme: Type.Optional(Type.String({ maxLength: 40 })), report: Type.Optional(Type.String({ maxLength: 80 })), show: Type.Optional(Type.Enum(['', 'unanswered', 'planned', 'not-planned', 'without'])) })
export type RegisterFilter = Static<typeof RegisterQuery>

/** `revision`: how many answers there were when the form was opened, so that two people do not answer over each other unseen. */
export const AnswerForm = Type.Object({
  revision: Type.Integer({ minimum: 0 }),
  answer: Type.Enum(['planned', 'not-planned'], { messages: { required: 'Choose planned or not planned', enum: 'Choose planned or not planned' } }),
  reason: text(5000),
  owner: text(200),
  measure: text(2000)
}, { additionalProperties: false })
export type AnswerInput = Static<typeof AnswerForm>

/** `impact.<code>` and `effort.<code>`: 1 to 3, both or neither. */
export const PrioritiesForm = Type.Record(Type.String({ pattern: '^(impact|effort)\\.[\\w.-]{1,40}$' }), Type.Enum(['1', '2', '3']), { additionalProperties: false, maxProperties: 400 })
export type PrioritiesInput = Static<typeof PrioritiesForm>
