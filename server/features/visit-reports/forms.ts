import { Type } from 'typebox'
import { longestPoint, sectionNames } from './rules.ts'
import type { Static } from 'typebox'
import type { Section } from './tables.ts'

const id = Type.String({ format: 'uuid', maxLength: 36 })
const closed = { additionalProperties: false }
export const VisitParams = Type.Object({ visit: Type.Optional(id) })
export const PointParams = Type.Object({ visit: id, point: id })
export const CommentParams = Type.Object({ visit: id, comment: id })
export const VersionParams = Type.Object({ visit: id, version: Type.Integer({ minimum: 1, maximum: 9999 }) })

const text = (required: string, maxLength = longestPoint) => Type.String({ minLength: 1, maxLength, messages: { required, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })

/** `place`: the section, with the theme's code where it is of a theme: 'strength.T1', 'next-step'. */
export const PointForm = Type.Object({
  revision: Type.Optional(Type.Integer({ minimum: 1 })),
  place: Type.String({ pattern: '^[a-z-]+(\\.[A-Za-z0-9-]{1,20})?$', maxLength: 60, messages: { required: 'Choose where it stands', pattern: 'Choose where it stands' } }),
  text: text('Write the point')
}, closed)
export type PointInput = Static<typeof PointForm>
export const NewQuery = Type.Object({ place: Type.Optional(Type.String({ maxLength: 60 })) })
export const PositionForm = Type.Object({ direction: Type.Enum(['up', 'down']) }, closed)
/** One source, or all that are not in the report yet. */
export const DrawForm = Type.Object({ source: Type.Optional(Type.String({ pattern: '^(finding|preliminary)\\.[0-9a-f-]{36}$' })) }, closed)
export const CommentForm = Type.Object({ point: Type.Optional(id), text: text('Write your comment', 3000) }, closed)
export const AnswerForm = Type.Object({ text: text('Write the answer', 3000) }, closed)
export const CheckForm = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  verdict: Type.Enum(['accepted', 'disputed'], { messages: { required: 'Choose one of the two', enum: 'Choose one of the two' } }),
  reason: Type.Optional(Type.String({ maxLength: 3000, messages: { maxLength: 'Keep this to 3,000 characters or fewer' } }))
}, closed)
export type CheckInput = Static<typeof CheckForm>
/** `seen`: a mark of the points as the host read them. */
export const AcceptRestForm = Type.Object({ seen: Type.String({ pattern: '^[0-9a-f]{32}$' }) }, closed)
/** The lead's answer to a dispute; `text`: the point as it is to read from now on. */
export const DisputeForm = Type.Object({ answer: text('Say what you did, or why it stays', 3000), text: text('The point cannot be empty') }, closed)
export type DisputeInput = Static<typeof DisputeForm>
export const StepForm = Type.Object({ step: Type.Enum(['to-partners', 'to-host', 'back-to-draft', 'finalised']), note: Type.Optional(Type.String({ maxLength: 1000 })) }, closed)

export const isSection = (name: string): name is Section => name in sectionNames
